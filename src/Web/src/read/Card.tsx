import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, Problem } from '../api/client';
import type { Because, Claim, Draft, Fault } from '../api/types';
import { Completion, sourcesLike, topicsLike } from '../parts/Completion';
import { dateHint } from '../parts/dates';
import { Field } from '../parts/Field';
import { kindsOf, ValueFields } from '../parts/ValueFields';
import { chainMark, type ClaimDraft, draftFrom, emptyClaim, linksOf, toClaim } from '../post/claim';
import { StatusField } from '../post/StatusField';
import { useTopic } from '../post/useTopic';
import { said } from '../words';

interface Props {
  draft: Draft;
  isOpen: boolean;
  /** Why it was not posted, or would not be. */
  problem?: Problem['body'];
  /** The server has what was typed. */
  saved: (draft: Draft) => void;
  open: (isOpen: boolean) => void;
  reject: () => void;
  /** Topics that other claims of the article are about. */
  recent: readonly string[];
  /** Keeps the function that sends what is typed and not yet sent. */
  onFlush: (flush: (() => Promise<void>) | undefined) => void;
}

const required = 'is required';

/** What is missing, in the words of the form. */
const names: Record<string, string> = {
  '/topic': 'topic',
  '/value': 'what it says',
  '/status': 'status',
  '/publisher': 'who says it',
  '/value/best': 'the number',
  '/value/holds': 'yes or no',
};

/** What a draft lacks that nobody has filled in yet, and what is wrong with it. */
export const lacking = (lacks: readonly Fault[]) => ({
  missing: lacks.filter(f => f.detail.startsWith(required)).map(f => names[f.pointer ?? ''] ?? f.pointer ?? ''),
  wrong: lacks.filter(f => !f.detail.startsWith(required)),
});

const partial = (draft: Draft) => draft.claim as Partial<Claim>;

const fieldsOf = (draft: Draft): ClaimDraft =>
  draftFrom(partial(draft), {
    ...emptyClaim,
    id: partial(draft).id ?? draft.id,
    topic: partial(draft).topic ?? '',
    corrects: partial(draft).corrects ?? '',
    entry: partial(draft).entry ?? false,
  });

const fieldNames: Record<string, string> = {
  value: 'number',
  unit: 'unit',
  words: 'words',
  status: 'status',
  stance: 'stance',
  validTime: 'when',
  attribution: 'who',
  hedges: 'hedges',
};

/** "number: 700; hedges: Around, so far": which words say what. */
function reasons(because: readonly Because[]): string {
  const words = new Map<string, Set<string>>();
  for (const { field, says } of because) {
    const name = field.split('/')[1] ?? '';
    words.set(name, (words.get(name) ?? new Set()).add(`“${says}”`));
  }
  return [...words].map(([name, said]) => `${fieldNames[name] ?? name} ${[...said].join(', ')}`).join('; ');
}

/** The quote, with the words that something was read from marked. */
function marked(quote: string, draft: Draft): ComponentChildren {
  const from = draft.passage?.start ?? 0;
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { start, end, says } of (draft.because ?? []).toSorted((a, b) => a.start - b.start)) {
    if (start - from < at || quote.slice(start - from, end - from) !== says) continue; // nested, or edited
    parts.push(quote.slice(at, start - from), <mark>{says}</mark>);
    at = end - from;
  }
  return [...parts, quote.slice(at)];
}

/** A claim in the making: what the sentence says, and what a person still has to. */
export function Card({ draft, isOpen, problem, saved, open, reject, recent, onFlush }: Props) {
  const [fields, setFields] = useState(() => fieldsOf(draft));
  const [typedTopic, setTypedTopic] = useState(fields.topic);
  const [error, setError] = useState<Error>();
  const topic = useTopic(fields.topic);
  const form = useRef<HTMLFormElement>(null);
  const sending = useRef(Promise.resolve());
  const unsent = useRef<ClaimDraft>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const chosen = useRef(false); // whether a person has named the topic, to which the rest is then fitted

  const flush = () => {
    clearTimeout(timer.current);
    const sent = sending.current.then(async () => {
      const next = unsent.current;
      if (!next) return;
      unsent.current = undefined;
      try {
        saved(await api.editDraft(draft.id, toClaim(next, partial(draft))));
        setError(undefined);
      } catch (fault) {
        unsent.current ??= next; // nothing is posted before it is kept
        setError(fault as Error);
        throw fault;
      }
    });
    sending.current = sent.catch(() => undefined); // it is shown, and told to who waits for it
    return sent;
  };
  const keep = () => void flush().catch(() => undefined); // likewise
  const change = (next: ClaimDraft) => {
    setFields(next);
    unsent.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(keep, 400);
  };
  const latest = useRef(flush);
  latest.current = flush;
  useEffect(() => {
    onFlush(() => latest.current());
    return () => onFlush(undefined);
  }, []);
  useEffect(() => {
    if (isOpen || unsent.current) return;
    setFields(fieldsOf(draft)); // as a colleague has it
    setTypedTopic(partial(draft).topic ?? '');
  }, [draft.claim]);
  useEffect(() => {
    if (isOpen) form.current?.querySelector<HTMLElement>(fields.topic ? 'input, select' : 'input')?.focus();
  }, [isOpen]);

  useEffect(() => {
    const of = topic.data;
    if (!of || !chosen.current || of.id !== fields.topic.trim()) return;
    chosen.current = false;
    const kinds = kindsOf(of.kind);
    change({
      ...fields,
      unit: of.kind === 'quantity' ? fields.unit || (of.unit ?? '') : '', // what was read stands: the server knows what converts
      value: kinds.includes(fields.value.kind) ? fields.value : { ...fields.value, kind: kinds[0]! },
    });
  }, [topic.data]);

  const settle = (text: string) => {
    if (text.trim() === fields.topic) return;
    chosen.current = true;
    change({ ...fields, topic: text.trim() });
  };
  const set = (name: keyof ClaimDraft) => (event: { currentTarget: { value: string } }) =>
    change({ ...fields, [name]: event.currentTarget.value });
  const faults = [...(problem?.errors ?? []), ...lacking(draft.lacks ?? []).wrong];
  const at = (...pointers: string[]) => {
    const found = faults.filter(f => pointers.includes(f.pointer ?? '')).map(f => f.detail);
    return found.length ? [...new Set(found)].join('; ') : undefined;
  };
  const links = linksOf(fields.chain);
  const kinds = kindsOf(topic.data?.kind);
  const read = partial(draft).unit;
  const { missing, wrong } = lacking(draft.lacks ?? []);
  const value = draft.lacks?.some(f => f.pointer?.startsWith('/value')) ? undefined : partial(draft).value;
  const isNumber = ['quantity', 'range', 'bound'].includes(fields.value.kind);
  const quote = fields.quote || 'a claim without a quote';
  const shut = () => {
    settle(typedTopic);
    keep();
    open(false);
  };
  return (
    <article
      class={`claimcard ${isOpen ? 'open' : ''} ${problem || wrong.length ? 'faulty' : missing.length ? '' : 'whole'}`}
      data-draft={draft.id}
    >
      <h3>
        <button type="button" class="link" aria-expanded={isOpen} onClick={() => (isOpen ? shut() : open(true))}>
          {value ? said(value, partial(draft).unit) : 'A claim'}
          {partial(draft).stance === 'denies' && ', denied'}
        </button>
        <span class="small where">{[fields.topic || 'no topic yet', links.at(-1)].filter(Boolean).join(' · ')}</span>
      </h3>
      {!isOpen && <p class="small quote">{quote}</p>}
      {(missing.length > 0 || wrong.length > 0) && (
        <p class="needs small">
          {[missing.length > 0 && `needs ${missing.join(', ')}`, wrong.length > 0 && 'see what is marked']
            .filter(Boolean)
            .join('; ')}
        </p>
      )}
      {problem && (
        <p class="error">
          {problem.title}
          {!problem.errors?.length && problem.detail ? `: ${problem.detail}` : ''}
        </p>
      )}
      {error && (
        <p class="error" role="alert">
          {error instanceof Problem && error.status === 404
            ? 'Somebody else has posted or rejected it.'
            : error.message}
        </p>
      )}
      {isOpen && (
        <form
          ref={form}
          noValidate
          onSubmit={event => {
            event.preventDefault();
            shut();
          }}
          onKeyDown={event => {
            if (event.key === 'Escape') {
              event.preventDefault();
              shut();
            }
          }}
        >
          <blockquote class="quote">{marked(quote, draft)}</blockquote>
          {draft.because && draft.because.length > 0 && <p class="small">Because of: {reasons(draft.because)}</p>}
          <Field
            label="Topic"
            error={at('/topic')}
            hint={
              fields.topic
                ? (topic.data?.title ?? (topic.busy ? 'looking…' : 'there is none of this id: posting may open it'))
                : recent.length
                  ? 'type some of its title; ↓ has those of the other cards'
                  : 'type some of its title'
            }
          >
            {c => (
              <Completion
                control={c}
                eager
                value={typedTopic}
                set={setTypedTopic}
                settle={settle}
                search={async (q, signal) => (q ? topicsLike(q, signal) : recent.map(id => ({ id })))}
              />
            )}
          </Field>
          <ValueFields
            draft={fields.value}
            set={next => change({ ...fields, value: next })}
            topic={topic.data}
            at={pointer => at(pointer)}
            kinds={kinds}
          />
          <div class="fields">
            {isNumber && (
              <Field
                label="Unit"
                hint={
                  read && topic.data?.unit && read !== topic.data.unit && read !== fields.unit
                    ? `read as “${read}”`
                    : undefined
                }
                error={at('/unit')}
              >
                {c => <input {...c} value={fields.unit} onInput={set('unit')} />}
              </Field>
            )}
            <StatusField
              value={fields.status}
              set={status => change({ ...fields, status })}
              topic={topic.data}
              error={at('/status')}
            />
            <Field
              label="When it holds"
              hint={dateHint(fields.validTime, 'Oct 2024, until June 2025, since 2024; empty: not said')}
              error={at('/validTime')}
            >
              {c => <input {...c} value={fields.validTime} onInput={set('validTime')} />}
            </Field>
            <Field label="Stance" error={at('/stance')}>
              {c => (
                <select {...c} value={fields.stance} onChange={set('stance')}>
                  <option value="asserts">asserts</option>
                  <option value="denies">denies</option>
                </select>
              )}
            </Field>
          </div>
          <Field
            label="Who says it"
            hint="publisher > relay > origin, by id or name"
            error={at('/attribution', ...links.map((_, i) => `/attribution/${i}`), '/publisher')}
          >
            {c => (
              <Completion
                control={c}
                value={fields.chain}
                separator={chainMark}
                search={sourcesLike}
                set={text => change({ ...fields, chain: text })}
                placeholder="Gazette > Harbour Master"
              />
            )}
          </Field>
          <div class="fields">
            <Field
              label="Published"
              hint={dateHint(fields.reportedTime, 'as of the article')}
              error={at('/reportedTime')}
            >
              {c => <input {...c} value={fields.reportedTime} onInput={set('reportedTime')} />}
            </Field>
            <Field label="Hedges" hint="about, likely, claims, …" error={at('/hedges')}>
              {c => <input {...c} value={fields.hedges} onInput={set('hedges')} />}
            </Field>
            {isNumber && (
              <Field label="Words" hint="where it was no number, such as “thousands”" error={at('/words')}>
                {c => <input {...c} value={fields.words} onInput={set('words')} />}
              </Field>
            )}
            <Field label="Note" error={at('/note')}>
              {c => <input {...c} value={fields.note} onInput={set('note')} />}
            </Field>
          </div>
          <p class="actions">
            <button type="submit">Done</button>
            <button type="button" class="quiet" onClick={reject}>
              Reject
            </button>
          </p>
        </form>
      )}
    </article>
  );
}
