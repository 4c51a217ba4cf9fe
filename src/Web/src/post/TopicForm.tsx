import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { api, faultAt, Problem } from '../api/client';
import type { TopicReading } from '../api/types';
import { Field } from '../parts/Field';
import { Refused } from '../parts/Trouble';
import { dynamics, dynamicsHints } from '../words';

const empty = { id: '', title: '', question: '', kind: 'quantity', unit: '', categories: '', dynamics: 'fixed', halfLife: '', scope: '', tags: '' };

/** A question to track. */
export function TopicForm() {
  const [, go] = useLocation();
  const [draft, setDraft] = useState(empty);
  const [error, setError] = useState<Error>();
  const set = (name: keyof typeof empty) => (event: { currentTarget: { value: string } }) => setDraft(d => ({ ...d, [name]: event.currentTarget.value }));
  const at = (...pointers: string[]) => faultAt(error, ...pointers);
  const isTaken = error instanceof Problem && error.status === 412;
  const list = (text: string) => (text.trim() ? text.split(',').map(s => s.trim()).filter(Boolean) : undefined);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await api.define(draft.id, {
        title: draft.title, question: draft.question || undefined, kind: draft.kind, dynamics: draft.dynamics, halfLife: draft.dynamics === 'changing' ? draft.halfLife || undefined : undefined, scope: draft.scope || undefined, tags: list(draft.tags),
        unit: draft.kind === 'quantity' ? draft.unit || undefined : undefined, categories: draft.kind === 'category' ? list(draft.categories) : undefined,
      });
      go(`/topics/${draft.id}`);
    } catch (fault) {
      setError(fault as Error);
    }
  };
  return (
    <form class="post" onSubmit={submit}>
      <fieldset>
        <legend>The question</legend>
        <Field label="Title" error={at('/title')}>{c => <input {...c} required value={draft.title} onInput={set('title')} />}</Field>
        <Field label="Question in full" error={at('/question')}>{c => <input {...c} value={draft.question} onInput={set('question')} />}</Field>
        <div class="fields">
          <Field label="Id" hint="letters, digits, . _ : @ -" error={isTaken ? 'there is a topic of this id already' : at('/id', 'topic')}>{c => <input {...c} required value={draft.id} onInput={set('id')} />}</Field>
          <Field label="Answer" hint="never changes" error={at('/kind')}>{c => <select {...c} value={draft.kind} onChange={set('kind')}>
            <option value="quantity">a number</option><option value="proposition">yes or no</option><option value="category">one of several</option><option value="date">a date</option></select>}</Field>
          <Field label="The truth" hint={dynamicsHints[draft.dynamics as TopicReading['dynamics']]} error={at('/dynamics')}>{c => <select {...c} value={draft.dynamics} onChange={set('dynamics')}>{Object.entries(dynamics).map(([value, words]) => <option key={value} value={value}>{words}</option>)}</select>}</Field>
        </div>
        {draft.dynamics === 'changing' && <Field label="Half-life" hint="after how long a claim is worth half, such as P30D" error={at('/halfLife')}>{c => <input {...c} value={draft.halfLife} onInput={set('halfLife')} />}</Field>}
        {draft.kind === 'quantity' && <Field label="Unit" error={at('/unit')}>{c => <input {...c} value={draft.unit} onInput={set('unit')} />}</Field>}
        {draft.kind === 'category' && <Field label="Answers" hint="apart by commas; none: any" error={at('/categories')}>{c => <input {...c} value={draft.categories} onInput={set('categories')} />}</Field>}
        <Field label="Scope" hint="what is in and out" error={at('/scope')}>{c => <input {...c} value={draft.scope} onInput={set('scope')} />}</Field>
        <Field label="Tags" hint="apart by commas" error={at('/tags')}>{c => <input {...c} value={draft.tags} onInput={set('tags')} />}</Field>
      </fieldset>
      {isTaken ? <p class="error" role="alert">There is a topic of this id already: nothing was changed.</p> : error && <Refused error={error} />}
      <p class="actions"><button type="submit" class="main">Open the topic</button></p>
    </form>
  );
}
