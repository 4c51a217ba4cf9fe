import { useEffect, useState } from 'preact/hooks';
import { useSearchParams } from 'wouter-preact';
import { ClaimForm } from './ClaimForm';
import { LinesForm } from './LinesForm';
import { TopicForm } from './TopicForm';

const forms = { claim: 'A claim', lines: 'Many, as lines', topic: 'A topic' } as const;
type Form = keyof typeof forms;

export function PostPage() {
  const [search] = useSearchParams();
  const [form, setForm] = useState<Form>('claim');
  const topic = search.get('topic') ?? '';
  const corrects = search.get('corrects') ?? '';
  useEffect(() => void (document.title = 'Post · Analysis'), []);
  return (
    <>
      <h1>Post</h1>
      <div class="modes" role="radiogroup" aria-label="What to post">
        {Object.entries(forms).map(([value, name]) => (
          <label key={value} class={form === value ? 'on' : ''}><input type="radio" name="form" checked={form === value} onChange={() => setForm(value as Form)} />{name}</label>
        ))}
      </div>
      {form === 'claim' && <ClaimForm topic={topic} corrects={corrects} key={`${topic} ${corrects}`} />}
      {form === 'lines' && <LinesForm />}
      {form === 'topic' && <TopicForm />}
    </>
  );
}
