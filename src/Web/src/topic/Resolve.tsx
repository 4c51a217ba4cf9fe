import { useState } from 'preact/hooks';
import { api, type Problem } from '../api/client';
import type { Topic } from '../api/types';
import { emptyDraft, toValue, type ValueDraft, ValueFields } from '../parts/ValueFields';
import { Reason } from './Reason';

/** Records the established answer; later claims are kept and no longer move the belief. */
export function Resolve({ topic, close }: { topic: Topic; close: () => void }) {
  const [draft, setDraft] = useState<ValueDraft>({ ...emptyDraft, kind: topic.kind });
  const [problem, setProblem] = useState<Problem>();
  return (
    <Reason title="Record the answer" verb="Record" hint="Later claims are kept and not folded; what sources said is marked against it." close={close} problem={setProblem}
      send={body => api.resolve(topic.id, { value: toValue(draft), ...body })}>
      <ValueFields draft={draft} set={setDraft} topic={topic} at={pointer => problem?.at(pointer)} />
    </Reason>
  );
}
