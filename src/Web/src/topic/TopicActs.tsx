import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { api } from '../api/client';
import type { TopicReading } from '../api/types';
import { Field } from '../parts/Field';
import { EditTopic } from './EditTopic';
import { Reason } from './Reason';
import { Resolve } from './Resolve';

type Act = 'edit' | 'answer' | 'annul' | 'reopen' | 'archive' | 'restore' | 'rename' | 'merge';

/** What settled the question, anew. */
const settleAgain = ({ id, view: { resolution, annulment } }: TopicReading) =>
  (resolution ? api.resolve(id, resolution) : api.annul(id, annulment));

/** All that can be done with a question; each act can be taken back. */
export function TopicActs({ topic, past }: { topic: TopicReading; past: boolean }) {
  const [act, setAct] = useState<Act>();
  const close = () => setAct(undefined);
  const { id, title, view } = topic;
  const settled = view.resolution ?? view.annulment;
  const button = (what: Act, label: string) => <button type="button" onClick={() => setAct(what)}>{label}</button>;
  const [, go] = useLocation();
  const [target, setTarget] = useState('');
  const other = (label: string, hint: string, pointer: string) => (at: (pointer: string) => string | undefined) => (
    <Field label={label} hint={hint} error={at(pointer)}>
      {control => <input {...control} required value={target} onInput={e => setTarget(e.currentTarget.value)} />}
    </Field>
  );
  const reopen = () => api.reopen(id, { reason: 'undone' });
  return (
    <>
      <p class="actions">
        <Link class="button" href={`/post?topic=${encodeURIComponent(id)}`}>Post a claim</Link>
        <Link class="button" href={`/alerts?topic=${encodeURIComponent(id)}`}>Alert me…</Link>
        {!past && <>
          {button('edit', 'Edit…')}
          {button('answer', 'Record the answer…')}
          {!view.annulment && button('annul', 'Annul the question…')}
          {settled && button('reopen', view.resolution ? 'Withdraw the answer…' : 'Withdraw the annulment…')}
          {button('rename', 'Rename…')}
          {button('merge', 'Merge…')}
          {topic.archived ? button('restore', 'Bring it back…') : button('archive', 'Archive…')}
        </>}
      </p>
      {act === 'edit' && <EditTopic topic={topic} close={close} />}
      {act === 'answer' && <Resolve topic={topic} close={close} />}
      {act === 'annul' && <Reason title="Annul the question" verb="Annul" close={close}
        hint="It has no answer: later claims are kept and do not count, and no source is marked."
        send={body => api.annul(id, body)} done={{ what: `“${title}” was annulled.`, undo: reopen }} />}
      {act === 'reopen' && <Reason title="Open the question again" verb="Withdraw" close={close}
        hint="The view is what the claims say, and those of after it count."
        send={body => api.reopen(id, body)} done={{ what: `“${title}” is open again.`, undo: () => settleAgain(topic) }} />}
      {act === 'archive' && <Reason title="Archive the topic" verb="Archive" close={close}
        hint="It leaves the board and the lists; its address still answers, and it can be brought back."
        send={body => api.archive(id, body)}
        done={{ what: `“${title}” was archived.`, undo: () => api.unarchive(id, { reason: 'undone' }) }} />}
      {act === 'restore' && <Reason title="Bring the topic back" verb="Bring back" close={close} hint="It stands in the lists again."
        send={body => api.unarchive(id, body)}
        done={{ what: `“${title}” is back on the board.`, undo: () => api.archive(id, { reason: 'undone' }) }} />}
      {act === 'rename' && <Reason title="Rename the topic" verb="Rename" close={close} hint="The old id leads to the new one."
        send={async body => { await api.rename(id, { to: target, ...body }); go(`/topics/${target}`); }}
        done={{ what: `${id} is now ${target}.`, undo: async () => { await api.rename(target, { to: id, reason: 'undone' }); go(`/topics/${id}`); } }}>
        {other('New id', 'letters, digits, . _ : @ -', '/to')}
      </Reason>}
      {act === 'merge' && <Reason title="Merge into another topic" verb="Merge" close={close}
        hint="Its claims count there, with their dates and who posted them; this id leads to the other."
        send={async body => { await api.merge(id, { to: target, ...body }); go(`/topics/${target}`); }}
        done={{ what: `${id} was merged into ${target}.`, undo: async () => { await api.separate(id, { reason: 'undone' }); go(`/topics/${id}`); } }}>
        {other('Into', 'the id of the topic of the same question', '/to')}
      </Reason>}
    </>
  );
}
