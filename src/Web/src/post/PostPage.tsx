import { useEffect, useState } from 'preact/hooks';
import { useSearchParams } from 'wouter-preact';
import { Choice } from '../parts/Choice';
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
      <Choice label="What to post" options={forms} value={form} choose={setForm} />
      <div hidden={form !== 'claim'}><ClaimForm topic={topic} corrects={corrects} key={`${topic} ${corrects}`} /></div>
      <div hidden={form !== 'lines'}><LinesForm /></div>
      <div hidden={form !== 'topic'}><TopicForm /></div>
    </>
  );
}
