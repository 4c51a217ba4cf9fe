import { useState } from 'preact/hooks';
import { api, faultAt, Problem } from '../api/client';
import type { TopicReading } from '../api/types';
import { Dialog } from '../parts/Dialog';
import { Field } from '../parts/Field';
import { tell } from '../state/done';
import { dynamics, dynamicsHints } from '../words';

/** What of a definition can be edited here, as text. */
const texts = (topic: TopicReading) => ({
  title: topic.title, question: topic.question ?? '', scope: topic.scope ?? '', unit: topic.unit ?? '', dynamics: topic.dynamics as string,
  halfLife: topic.halfLife ?? '', family: topic.family ?? '', tags: (topic.tags ?? []).join(', '), categories: (topic.categories ?? []).join(', '),
  accepts: topic.accepts.join(', '), interests: (topic.interests ?? []).map(i => `${i.source} favours ${i.favours}`).join('; '),
});

type Texts = ReturnType<typeof texts>;

const list = (text: string) => text.split(',').map(s => s.trim()).filter(Boolean);

/** What cannot be read goes to the server as it was typed, which says so beside the field. */
const interest = (text: string) => {
  const [, source, favours] = /^(.+?)\s+favours\s+(.+)$/.exec(text.trim()) ?? [undefined, text.trim(), ''];
  return { source, favours };
};

/** As a member of the definition; null clears it. */
const member: { [name in keyof Texts]?: (text: string) => unknown } = {
  tags: list, categories: list, accepts: list, interests: text => text.split(';').filter(s => s.trim()).map(interest),
};

const changesOf = (before: Texts, now: Texts) => Object.fromEntries((Object.keys(now) as (keyof Texts)[])
  .filter(name => now[name] !== before[name])
  .map(name => [name, now[name].trim() === '' ? null : (member[name]?.(now[name]) ?? now[name])]));

/** Edits the definition in place; only what was changed is sent, and undo sends what was there. */
export function EditTopic({ topic, close }: { topic: TopicReading; close: () => void }) {
  const [before] = useState(() => texts(topic));
  const [draft, setDraft] = useState(before);
  const [error, setError] = useState<Error>();
  const at = (name: string, ...more: string[]) => faultAt(error, `/${name}`, ...more);
  const submit = async (event: Event, shut: () => void) => {
    event.preventDefault();
    try {
      await api.edit(topic.id, changesOf(before, draft));
      tell({ what: `“${draft.title}” was edited.`, undo: () => api.edit(topic.id, changesOf(draft, before)) });
      shut();
    } catch (fault) {
      setError(fault as Error);
    }
  };
  const field = (name: keyof Texts, label: string, hint?: string, ...more: string[]) => (
    <Field label={label} hint={hint} error={at(name, ...more)}>
      {c => <input {...c} value={draft[name]} onInput={e => setDraft(d => ({ ...d, [name]: e.currentTarget.value }))} />}
    </Field>
  );
  const members = (name: 'tags' | 'categories' | 'accepts' | 'interests', of = (i: number) => `/${name}/${i}`) =>
    draft[name].split(name === 'interests' ? ';' : ',').flatMap((_, i) => [of(i), `${of(i)}/source`, `${of(i)}/favours`]);
  return (
    <Dialog title={`Edit ${topic.id}`} close={close}>
      {shut => (
        <form onSubmit={event => void submit(event, shut)} noValidate>
          {field('title', 'Title')}
          {field('question', 'Question in full')}
          {field('scope', 'Scope', 'what is in and out')}
          <div class="fields">
            {topic.kind === 'quantity' && field('unit', 'Unit')}
            {topic.kind === 'category' && field('categories', 'Answers', 'apart by commas', ...members('categories'))}
            <Field label="The truth" hint={dynamicsHints[draft.dynamics as TopicReading['dynamics']]} error={at('dynamics')}>
              {c => <select {...c} value={draft.dynamics} onChange={e => setDraft(d => ({ ...d, dynamics: e.currentTarget.value }))}>
                {Object.entries(dynamics).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
              </select>}
            </Field>
            {draft.dynamics === 'changing' && field('halfLife', 'Half-life', 'such as P30D')}
            {field('family', 'Family', 'of questions alike, that learn together')}
          </div>
          {field('tags', 'Tags', 'apart by commas', ...members('tags'))}
          {field('accepts', 'Accepts', 'statuses of claims, apart by commas', ...members('accepts'))}
          {field('interests', 'Interests', 'ministry favours low; rebels favours high', ...members('interests'))}
          {error && <p class="error" role="alert">{error instanceof Problem ? error.body.title : error.message}</p>}
          <p class="actions"><button type="submit">Save</button><button type="button" class="quiet" onClick={shut}>Cancel</button></p>
        </form>
      )}
    </Dialog>
  );
}
