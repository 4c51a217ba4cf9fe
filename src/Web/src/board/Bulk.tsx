import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { address, api } from '../api/client';
import type { TopicBrief } from '../api/types';
import { tell } from '../state/done';
import { Reason } from '../topic/Reason';
import { plural } from '../words';

const atOnce = 4;

/** Does one thing to many topics, a few at a time. */
async function each(topics: readonly TopicBrief[], act: (topic: TopicBrief) => Promise<unknown>) {
  const left = [...topics];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let topic = left.shift(); topic; topic = left.shift()) await act(topic);
  }));
}

const key = (tag: string) => tag.trim().toLowerCase();

/**
 * What can be done to the topics that are chosen. A tag is also a list to watch: it is kept on the server, has an address and a
 * feed, and alerts can be about it.
 */
export function Bulk({ topics, all, close }: { topics: readonly TopicBrief[]; all: () => void; close: () => void }) {
  const [tag, setTag] = useState('');
  const [error, setError] = useState<Error>();
  const [archiving, setArchiving] = useState(false);
  const tags = (topic: TopicBrief) => topic.tags ?? [];
  const has = (topic: TopicBrief) => tags(topic).some(t => key(t) === key(tag));
  const retag = async (some: readonly TopicBrief[], to: (topic: TopicBrief) => string[], what: string) => {
    setError(undefined);
    try {
      await each(some, topic => api.edit(topic.id, { tags: to(topic) }));
      tell({ what, undo: () => each(some, topic => api.edit(topic.id, { tags: tags(topic) })) });
    } catch (fault) {
      setError(fault as Error);
    }
  };
  const many = plural(topics.length, 'topic');
  const add = () => retag(topics.filter(t => !has(t)), t => [...tags(t), tag.trim()], `${many} tagged “${tag.trim()}”.`);
  const remove = () => retag(topics.filter(has), t => tags(t).filter(other => key(other) !== key(tag)), `“${tag.trim()}” taken off ${many}.`);
  return (
    <section class="bulk" aria-label="The topics that are chosen">
      <p role="status">{topics.length === 0 ? 'Choose topics below.' : `${many} chosen.`}</p>
      <button type="button" class="link" onClick={all}>All that are shown</button>
      <form onSubmit={e => {
        e.preventDefault();
        void add();
      }}>
        <label>Tag or list <input required maxLength={300} value={tag} onInput={e => setTag(e.currentTarget.value)} placeholder="night desk" /></label>
        <button type="submit" disabled={topics.length === 0 || !tag.trim()}>Put on</button>
        <button type="button" disabled={!tag.trim() || !topics.some(has)} onClick={() => void remove()}>Take off</button>
      </form>
      {topics.length > 1 && <Link class="button" href={address('/compare', { topics: topics.map(t => t.id).join(',') })}>Compare</Link>}
      <button type="button" disabled={topics.length === 0} onClick={() => setArchiving(true)}>Archive…</button>
      <button type="button" class="quiet" onClick={close}>Done</button>
      {error && <p class="error" role="alert">{error.message}</p>}
      {archiving && <Reason plain title={`Archive ${many}`} verb="Archive" close={() => setArchiving(false)}
        hint="They leave the board and take no claims; each can be taken out again."
        send={({ reason }) => each(topics, topic => api.archive(topic.id, { reason }))}
        done={{ what: `${many} archived.`, undo: () => each(topics, topic => api.unarchive(topic.id, { reason: 'undone' })) }} />}
    </section>
  );
}
