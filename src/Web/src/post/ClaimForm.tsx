import { useEffect, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, faultAt, Problem } from '../api/client';
import type { Claim, Outcome, TopicReading, Value } from '../api/types';
import type { Status } from '../api/words';
import { Field } from '../parts/Field';
import { Refused, Trouble } from '../parts/Trouble';
import { draftOf, emptyDraft, kindsOf, toValue, type ValueDraft, ValueFields } from '../parts/ValueFields';
import { Warnings } from '../parts/Warnings';
import { useRemote } from '../state/remote';
import { chain, said, standings, statuses, statusHints } from '../words';

interface Draft {
  id: string; topic: string; value: ValueDraft; unit: string; words: string; stance: string; status: string; validTime: string; reportedTime: string;
  chain: string; hedges: string; credibility: string; quote: string; url: string; note: string; corrects: string; entry: boolean;
}

/** To the minute: of two statements of one origin the later one stands. */
const thisMinute = () => `${new Date().toISOString().slice(0, 16)}Z`;

/** In the order in which they are made, should all else be equal. */
const freshId = () => `claim-${new Date().toISOString().replace(/[-:.]/g, '')}`;

const blank = (topic: string, corrects: string): Draft => ({
  id: freshId(), topic, value: emptyDraft, unit: '', words: '', stance: 'asserts', status: 'occurred', validTime: '', reportedTime: thisMinute(),
  chain: '', hedges: '', credibility: '', quote: '', url: '', note: '', corrects, entry: false,
});

const list = (text: string, by: RegExp) => {
  const items = text.split(by).map(s => s.trim()).filter(Boolean);
  return items.length ? items : undefined;
};

const chainOf = (d: Draft) => list(d.chain, /[>›\n]/) ?? [];

/** With what the form has no field for as it stood in the claim that this one corrects. */
function toClaim(d: Draft, corrected: Claim | undefined) {
  const attribution = chainOf(d);
  return {
    article: corrected?.article, qualifiers: corrected?.qualifiers, reportedTimeInferred: d.reportedTime === corrected?.reportedTime ? corrected?.reportedTimeInferred : undefined,
    id: d.id || undefined, topic: d.topic || undefined, value: toValue(d.value), unit: d.unit || undefined, words: d.words || undefined,
    stance: d.stance, status: d.status, validTime: d.validTime || undefined, reportedTime: d.reportedTime || undefined,
    publisher: attribution[0], attribution: attribution.length ? attribution : undefined, hedges: list(d.hedges, /[,;\n]/), credibility: d.credibility ? Number(d.credibility) : undefined,
    quote: d.quote || undefined, url: d.url || undefined, note: d.note || undefined,
    corrects: d.corrects || undefined, entry: (d.corrects && d.entry) || undefined,
  };
}

function draftFrom(claim: Claim, fresh: Draft): Draft {
  return {
    ...fresh, value: draftOf(claim.value), unit: claim.unit ?? '', words: claim.words ?? '', stance: claim.stance ?? 'asserts', status: claim.status,
    validTime: claim.validTime ?? '', reportedTime: claim.reportedTime ?? '', chain: chain(claim).join(' > '), hedges: (claim.hedges ?? []).join(', '),
    credibility: claim.credibility ? String(claim.credibility) : '', quote: claim.quote ?? '', url: claim.url ?? '', note: claim.note ?? '',
  };
}

/** One claim, field by field, each with what the server says about it. */
export function ClaimForm({ topic: given, corrects }: { topic: string; corrects: string }) {
  const [draft, setDraft] = useState(() => blank(given, corrects));
  const [error, setError] = useState<Error>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [sent, setSent] = useState('');
  const [isUndone, setUndone] = useState(false);
  const [busy, setBusy] = useState(false);
  const topic = useRemote<TopicReading | undefined>(async signal => {
    if (!draft.topic) return undefined;
    await new Promise(resolve => setTimeout(resolve, 200));
    if (signal.aborted) return undefined;
    try {
      return await api.topic(draft.topic, {}, signal);
    } catch (fault) {
      if (fault instanceof Problem && (fault.status === 404 || fault.status === 400)) return undefined; // not there yet, or not all typed yet
      throw fault;
    }
  }, [draft.topic]);
  const known = useRemote(signal => api.topics({ limit: 200, sort: 'title' }, signal), []);
  const corrected = useRemote(async signal => (corrects ? (await api.claim(given, corrects, signal)).claim : undefined), [given, corrects]);
  useEffect(() => { if (corrected.data) setDraft(d => draftFrom(corrected.data!, d)); }, [corrected.data]);
  const kinds = kindsOf(topic.data?.kind);
  useEffect(() => {
    if (!topic.data) return;
    setDraft(d => ({
      ...d,
      unit: topic.data!.unit ?? '',
      status: topic.data!.accepts.includes(d.status as never) || corrects ? d.status : topic.data!.accepts.at(-1)!,
      value: kinds.includes(d.value.kind) ? d.value : { ...d.value, kind: kinds[0]! },
    }));
  }, [topic.data]);

  const set = <K extends keyof Draft>(name: K) => (event: { currentTarget: { value: string } }) => setDraft(d => ({ ...d, [name]: event.currentTarget.value }));
  const at = (...pointers: string[]) => faultAt(error, ...pointers);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [error]);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    setOutcome(undefined);
    setUndone(false);
    try {
      const claim = toClaim(draft, corrected.data);
      setOutcome(await api.submit(claim, 'auto'));
      setSent(said(claim.value as Value, claim.unit));
      setDraft(d => ({ ...blank(d.topic, ''), chain: d.chain, unit: d.unit, status: d.status, value: { ...emptyDraft, kind: d.value.kind } }));
    } catch (fault) {
      setError(fault as Error);
    } finally {
      setBusy(false);
    }
  };

  const undo = async () => {
    setError(undefined);
    try {
      await api.retract(outcome!.topic, outcome!.claim!, { reason: 'posted by mistake' });
      setUndone(true);
    } catch (fault) {
      setError(fault as Error);
    }
  };

  return (
    <form class="post" onSubmit={submit} noValidate ref={form}>
      {corrected.error && <Trouble error={corrected.error} retry={corrected.reload} />}
      {corrects && <p class="hint">
        Of the same origin or publisher it replaces {corrects}, which stays in the ledger as corrected; of anybody else it stands beside it.
      </p>}
      <fieldset>
        <legend>What is said</legend>
        <Field label="Topic" error={at('/topic')} hint={draft.topic ? (topic.data ? topic.data.title : topic.busy ? '' : 'new: the first claim opens it') : 'its id'}>
          {control => <><input {...control} required list="topics" value={draft.topic} onInput={set('topic')} />
            <datalist id="topics">{known.data?.topics.map(t => <option key={t.id} value={t.id}>{t.title}</option>)}</datalist></>}
        </Field>
        <ValueFields draft={draft.value} set={value => setDraft(d => ({ ...d, value }))} topic={topic.data} at={pointer => at(pointer)} kinds={kinds} />
        {['quantity', 'range', 'bound'].includes(draft.value.kind) && <div class="fields">
          <Field label="Unit" error={at('/unit')}>{c => <input {...c} value={draft.unit} onInput={set('unit')} />}</Field>
          <Field label="Words" hint="behind the figure, such as “thousands”" error={at('/words')}>{c => <input {...c} value={draft.words} onInput={set('words')} />}</Field>
        </div>}
        <div class="fields">
          <Field label="Stance" error={at('/stance')}>{c => <select {...c} value={draft.stance} onChange={set('stance')}><option value="asserts">asserts</option><option value="denies">denies</option></select>}</Field>
          <Field label="Status" hint={statusHints[draft.status as Status]} error={at('/status')}>{c => <select {...c} value={draft.status} onChange={set('status')}>{Object.entries(statuses).map(([value, words]) => <option key={value} value={value}>{value}: {words}</option>)}</select>}</Field>
          <Field label="When it holds" hint="2024-10, 2024-10-19, ../2025-06 (until), 2024-10/.. (since)" error={at('/validTime')}>{c => <input {...c} value={draft.validTime} onInput={set('validTime')} />}</Field>
        </div>
        <Field label="Quote" error={at('/quote')}>{c => <textarea {...c} rows={2} value={draft.quote} onInput={set('quote')} />}</Field>
      </fieldset>
      <fieldset>
        <legend>Who says it</legend>
        <Field label="Chain" hint="publisher > relay > origin, by id or name: the last is where the information starts"
          error={at('/attribution', ...chainOf(draft).map((_, i) => `/attribution/${i}`)) ?? at('/publisher')}>
          {c => <input {...c} required placeholder="gazette > harbour-master" value={draft.chain} onInput={set('chain')} />}
        </Field>
        <div class="fields">
          <Field label="Published" hint="a day, or a minute where statements of one day follow one another" error={at('/reportedTime')}>{c => <input {...c} value={draft.reportedTime} onInput={set('reportedTime')} />}</Field>
          <Field label="Hedges" hint="likely, claims, …" error={at('/hedges')}>{c => <input {...c} value={draft.hedges} onInput={set('hedges')} />}</Field>
          <Field label="Credibility" error={at('/credibility')}>{c => <select {...c} value={draft.credibility} onChange={set('credibility')}>
            <option value="">not judged</option>{['1 confirmed', '2 probably true', '3 possibly true', '4 doubtful', '5 improbable', '6 cannot be judged'].map(o => <option key={o} value={o[0]}>{o}</option>)}</select>}</Field>
        </div>
        <div class="fields">
          <Field label="Address" error={at('/url')}>{c => <input {...c} inputMode="url" value={draft.url} onInput={set('url')} />}</Field>
          <Field label="Note" error={at('/note')}>{c => <input {...c} value={draft.note} onInput={set('note')} />}</Field>
          <Field label="Claim id" hint="the same id again changes nothing" error={at('/id')}>{c => <input {...c} required value={draft.id} onInput={set('id')} />}</Field>
        </div>
        {draft.corrects && <div class="fields">
          <Field label="Corrects" error={at('/corrects')}>{c => <input {...c} value={draft.corrects} onInput={set('corrects')} />}</Field>
          <Field label="A mistake of entry" hint="for editors: it replaces the claim, whoever said it" error={at('/entry')}>
            {c => <input {...c} type="checkbox" checked={draft.entry} onChange={e => setDraft(d => ({ ...d, entry: e.currentTarget.checked }))} />}
          </Field>
        </div>}
      </fieldset>
      {error && <Refused error={error} />}
      <p class="actions"><button type="submit" class="main" disabled={busy}>Post the claim</button></p>
      {outcome && <div class="outcome" role="status">
        <p><strong>{outcome.result === 'created' ? 'Taken in' : 'It was there already'}</strong>{sent && `, ${sent}`}: {outcome.standing && standings[outcome.standing]}, {outcome.reason}.</p>
        <Warnings of={outcome.warnings} />
        {outcome.view && <p>{outcome.view.statement}</p>}
        <p class="actions">
          <Link href={`/topics/${outcome.topic}`}>See the topic</Link>
          {outcome.result === 'created' && outcome.claim && (isUndone
            ? <span>It was retracted.</span>
            : <button type="button" onClick={() => void undo()}>Undo</button>)}
        </p>
      </div>}
    </form>
  );
}
