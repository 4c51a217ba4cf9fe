import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Lens } from '../api/client';
import type { HistoryStep, LedgerEntry } from '../api/types';
import { Choice } from '../parts/Choice';
import { useShortcuts } from '../parts/Keys';
import { useRemote } from '../state/remote';
import { dayLength, dayOf, knownBy, lastOf } from '../time';
import { atMinute, onDay } from '../words';
import { latestSteps } from './history';

const modes = { now: 'Now', reportedBy: 'Reported by', asOf: 'Recorded by' };
type Mode = keyof typeof modes;

const settle = 120; // while a slider moves

interface Props { topic: string; version: number; lens: Lens; setLens: (lens: Lens, replace?: boolean) => void; entries: readonly LedgerEntry[] }

/** Takes the whole page back: to what could be known by a day, or to what was believed here at an instant. */
export function TimeTravel({ topic, version, lens, setLens, entries }: Props) {
  const mode: Mode = lens.reportedBy ? 'reportedBy' : lens.asOf ? 'asOf' : 'now';
  const today = dayOf(Date.now());
  const day = lens.reportedBy && dayOf(lastOf(lens.reportedBy)!); // a lens is a time
  const at = lens.asOf && new Date(lastOf(lens.asOf)!).toISOString();
  const reports = useMemo(() => [...new Set(entries.map(e => dayOf(knownBy(e))))].sort(), [entries]);
  const earliest = reports[0] ? dayOf(Date.parse(reports[0]) - dayLength) : today;
  const history = useRemote(signal => (mode === 'asOf' ? latestSteps(topic, version, signal) : Promise.resolve([])), [topic, version, mode === 'asOf']);
  const steps = useMemo(() => instants(history.data ?? []), [history.data]);

  const pick = (next: Mode) => setLens(next === 'now' ? {} : next === 'reportedBy' ? { reportedBy: reports.at(-1) ?? today } : { asOf: new Date().toISOString() });

  const here = steps.findLastIndex(step => Date.parse(step.recordedAt) <= lastOf(lens.asOf ?? '')!);
  const hop = (by: 1 | -1) => {
    if (mode === 'asOf') {
      const step = steps[Math.max(0, Math.min(steps.length - 1, here + by))];
      if (step) setLens({ asOf: step.recordedAt });
      return;
    }
    const there = by < 0 ? reports.findLast(d => d < (day ?? '9999')) : reports.find(d => d > (day ?? '9999'));
    if (there) setLens({ reportedBy: there });
    else if (by > 0) setLens({});
  };
  useShortcuts({ '[': () => hop(-1), ']': () => hop(1), n: () => setLens({}) });

  return (
    <section class="travel" aria-label="Time">
      <Choice label="Which time the page shows" options={modes} value={mode} choose={pick} />
      {day && <>
        <button type="button" aria-label="To the report before" onClick={() => hop(-1)}>‹</button>
        <Slider label="Reported by" max={Math.max(1, days(earliest, today))} value={days(earliest, day)}
          text={n => onDay(Date.parse(earliest) + n * dayLength)} ticks={reports.map(d => days(earliest, d))}
          change={n => setLens({ reportedBy: dayOf(Date.parse(earliest) + n * dayLength) }, true)} />
        <button type="button" aria-label="To the next report" onClick={() => hop(1)}>›</button>
        <input type="date" aria-label="Reported by, day" value={day} max={today} onChange={e => e.currentTarget.value && setLens({ reportedBy: e.currentTarget.value }, true)} />
        <p>What could be known by then: only claims published by {onDay(day)}, weighed as they are today. <button type="button" class="link" onClick={() => setLens({})}>Back to now</button></p>
      </>}
      {at && <>
        <button type="button" aria-label="To the fact before" onClick={() => hop(-1)}>‹</button>
        <Slider label="Recorded by" max={Math.max(1, steps.length - 1)} value={Math.max(0, here)} ticks={[]}
          text={n => (steps[n] ? `fact ${steps[n].version}, ${atMinute(steps[n].recordedAt)}` : '')} change={n => steps[n] && setLens({ asOf: steps[n].recordedAt }, true)} />
        <button type="button" aria-label="To the next fact" onClick={() => hop(1)}>›</button>
        <input type="datetime-local" step="1" aria-label="Recorded by, UTC" value={at.slice(0, 19)} onChange={e => e.currentTarget.value && setLens({ asOf: `${e.currentTarget.value.padEnd(19, ':00')}Z` }, true)} />
        <p>What was believed here then: {steps[here] ? `after fact ${steps[here].version} of this topic, ` : ''}{atMinute(at)}. <button type="button" class="link" onClick={() => setLens({})}>Back to now</button></p>
      </>}
    </section>
  );
}

const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayLength);

/** Of facts that were recorded together the last: nothing can be seen between them. */
const instants = (steps: readonly HistoryStep[]) => steps.filter((step, i) => steps[i + 1]?.recordedAt !== step.recordedAt);

interface SliderProps { label: string; max: number; value: number; ticks: number[]; text: (n: number) => string; change: (n: number) => void }

/** Says at once where it stands, and tells only when it has come to rest. */
function Slider({ label, max, value, ticks, text, change }: SliderProps) {
  const [here, setHere] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => setHere(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const move = (n: number) => {
    setHere(n);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change(n), settle);
  };
  return (
    <span class="slider">
      <input type="range" aria-label={label} aria-valuetext={text(here)} list="reports" min={0} max={max} value={here} onInput={e => move(+e.currentTarget.value)} />
      <datalist id="reports">{ticks.map(tick => <option key={tick} value={tick} />)}</datalist>
      <output aria-live="off">{text(here)}</output>
    </span>
  );
}
