import type { TopicReading } from '../api/types';
import type { Status } from '../api/words';
import { Field } from '../parts/Field';
import { statuses, statusHints } from '../words';

interface Props {
  value: string;
  set: (status: string) => void;
  topic?: TopicReading;
  error?: string;
  choose?: boolean;
}

/** How far along the thing is said to be: what the topic counts comes first, and each is explained. */
export function StatusField({ value, set, topic, error, choose }: Props) {
  const all = Object.keys(statuses) as Status[];
  const accepts: readonly Status[] = topic?.accepts ?? all;
  const grows = topic?.kind === 'quantity' && topic.dynamics === 'cumulative' && accepts.includes('cumulative');
  const counted = all
    .filter(s => accepts.includes(s))
    .sort((a, b) => (grows ? Number(b === 'cumulative') - Number(a === 'cumulative') : 0));
  const apart = all.filter(s => !counted.includes(s));
  const hint =
    value === ''
      ? 'is it a fact, a running total, a plan?'
      : apart.includes(value as Status)
        ? `${statusHints[value as Status]}; on this topic it does not count`
        : grows && value === 'occurred'
          ? 'a count of one event; for the total to date choose “cumulative”, which this topic grows by'
          : statusHints[value as Status];
  const option = (status: Status) => (
    <option key={status} value={status}>
      {status}: {statuses[status]}
    </option>
  );
  return (
    <Field label="Status" hint={hint} error={error}>
      {c => (
        <select {...c} value={value} onChange={e => set(e.currentTarget.value)}>
          {(choose || value === '') && <option value="">choose</option>}
          {counted.map(option)}
          {apart.length > 0 && <optgroup label="does not count on this topic">{apart.map(option)}</optgroup>}
        </select>
      )}
    </Field>
  );
}
