import { useEffect, useRef } from 'preact/hooks';
import { Choice } from '../parts/Choice';
import { lazy } from '../parts/lazy';
import { useAddress } from '../state/address';
import { ClaimForm } from './ClaimForm';
import { LinesForm } from './LinesForm';
import { TopicForm } from './TopicForm';

const SheetForm = lazy(async () => (await import('./SheetForm')).SheetForm);

const forms = { claim: 'A claim', sheet: 'From a spreadsheet', lines: 'Many, as lines', topic: 'A topic' } as const;
type Form = keyof typeof forms;

export function PostPage() {
  const [search, change] = useAddress();
  const asked = search.get('form');
  const form: Form = asked !== null && asked in forms ? asked as Form : 'claim';
  const choose = (next: Form) => change({ form: next === 'claim' ? undefined : next }, true);
  const wasSheet = useRef(false); // what is filled in stays while another form is shown
  wasSheet.current ||= form === 'sheet';
  const topic = search.get('topic') ?? '';
  const corrects = search.get('corrects') ?? '';
  useEffect(() => void (document.title = 'Post · Analysis'), []);
  return (
    <>
      <h1>Post</h1>
      <Choice label="What to post" options={forms} value={form} choose={choose} />
      <div hidden={form !== 'claim'}><ClaimForm topic={topic} corrects={corrects} key={`${topic} ${corrects}`} /></div>
      {wasSheet.current && <div hidden={form !== 'sheet'}><SheetForm topic={topic} /></div>}
      <div hidden={form !== 'lines'}><LinesForm /></div>
      <div hidden={form !== 'topic'}><TopicForm /></div>
    </>
  );
}
