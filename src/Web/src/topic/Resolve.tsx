import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Topic } from '../api/types';
import { emptyDraft, toValue, type ValueDraft, ValueFields } from '../parts/ValueFields';
import { Reason } from './Reason';

/** Records the established answer; later claims are kept and no longer move the belief. */
export function Resolve({ topic, close }: { topic: Topic; close: () => void }) {
  const [draft, setDraft] = useState<ValueDraft>({ ...emptyDraft, kind: topic.kind });
  return (
    <Reason title="Record the answer" verb="Record" hint="Later claims are kept and not folded; what sources said is marked against it." close={close}
      send={body => api.resolve(topic.id, { value: toValue(draft), ...body })}>
      {at => <ValueFields draft={draft} set={setDraft} topic={topic} at={at} />}
    </Reason>
  );
}
