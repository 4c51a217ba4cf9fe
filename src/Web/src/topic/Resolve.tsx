import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { TopicReading } from '../api/types';
import { dateHint, typedDate } from '../parts/dates';
import { Field } from '../parts/Field';
import { emptyDraft, toValue, type ValueDraft, ValueFields } from '../parts/ValueFields';
import { Reason } from './Reason';

/** Records the established answer; later claims are kept and no longer move the belief. */
export function Resolve({ topic, close }: { topic: TopicReading; close: () => void }) {
    const [draft, setDraft] = useState<ValueDraft>({ ...emptyDraft, kind: topic.kind });
    const [validTime, setValidTime] = useState('');
    return (
        <Reason
            title="Record the answer"
            verb="Record"
            hint="Later claims are kept and do not count; sources are marked by what they said of the time it holds for."
            close={close}
            send={body => api.resolve(topic.id, { value: toValue(draft), validTime: typedDate(validTime), ...body })}
            done={{
                what: `The answer to “${topic.title}” was recorded.`,
                undo: () => api.reopen(topic.id, { reason: 'undone' }),
            }}
        >
            {at => (
                <>
                    <ValueFields draft={draft} set={setDraft} topic={topic} at={at} certain />
                    {topic.dynamics !== 'fixed' && (
                        <Field
                            label="It holds for"
                            hint={dateHint(validTime, 'a day, such as 20 June 2023; empty: now')}
                            error={at('/validTime')}
                        >
                            {control => (
                                <input
                                    {...control}
                                    value={validTime}
                                    onInput={e => setValidTime(e.currentTarget.value)}
                                />
                            )}
                        </Field>
                    )}
                </>
            )}
        </Reason>
    );
}
