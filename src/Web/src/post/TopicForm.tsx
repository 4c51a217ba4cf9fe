import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { api, faultAt, Problem } from '../api/client';
import type { TopicReading } from '../api/types';
import type { Status } from '../api/words';
import { Completion, familiesLike, sourcesLike } from '../parts/Completion';
import { Field } from '../parts/Field';
import { Refused } from '../parts/Trouble';
import { dynamics, dynamicsHints, statuses, statusHints } from '../words';
import { emptyTopic, idOf, type InterestDraft, periodOf, type TopicDraft, toTopic } from './definition';

const kinds = { quantity: 'a number', proposition: 'yes or no', category: 'one of several', date: 'a date' };

const sourceHints = {
  reporters: 'they pass on what others know: many of them who follow one origin are one voice',
  observers: 'each sees for itself, such as sensors, observers or reviewers',
};

type Text = { [name in keyof TopicDraft]: TopicDraft[name] extends string ? name : never }[keyof TopicDraft];

/** A question to track. */
export function TopicForm() {
  const [, go] = useLocation();
  const [draft, setDraft] = useState(emptyTopic);
  const [error, setError] = useState<Error>();
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<TopicDraft>) => setDraft(d => ({ ...d, ...part }));
  const set = (name: Text) => (event: { currentTarget: { value: string } }) =>
    change({ [name]: event.currentTarget.value });
  const at = (...pointers: string[]) => faultAt(error, ...pointers);
  const isTaken = error instanceof Problem && error.status === 412;
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [error]);

  const text = (name: Text, label: string, hint?: string, ...more: string[]) => (
    <Field label={label} hint={hint} error={at(`/${name}`, ...more)}>
      {c => <input {...c} value={draft[name]} onInput={set(name)} />}
    </Field>
  );
  const pick = (name: Text, label: string, options: Record<string, string>, hint?: string) => (
    <Field label={label} hint={hint} error={at(`/${name}`)}>
      {c => (
        <select {...c} value={draft[name]} onChange={set(name)}>
          {Object.entries(options).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const members = (name: 'categories' | 'tags') => draft[name].split(',').map((_, i) => `/${name}/${i}`);
  const conversions = draft.conversions.split(';').map(pair => `/conversions/${pair.split('=')[0]!.trim()}`);
  const period = periodOf(draft.halfLife);
  const isNumber = draft.kind === 'quantity';
  const submit = async (event: Event) => {
    event.preventDefault();
    setError(undefined);
    try {
      await api.define(draft.id, toTopic(draft));
      go(`/topics/${draft.id}`);
    } catch (fault) {
      setError(fault as Error);
    }
  };
  return (
    <form class="post" onSubmit={event => void submit(event)} ref={form}>
      <fieldset>
        <legend>The question</legend>
        <Field label="Title" error={at('/title')}>
          {c => (
            <input
              {...c}
              required
              value={draft.title}
              onInput={e =>
                setDraft(d => ({
                  ...d,
                  title: e.currentTarget.value,
                  id: d.id === idOf(d.title) ? idOf(e.currentTarget.value) : d.id,
                }))
              }
            />
          )}
        </Field>
        {text('question', 'Question in full')}
        <div class="fields">
          <Field
            label="Id"
            hint="made of the title, unless you say another: letters, digits, . _ : @ -"
            error={isTaken ? 'there is a topic of this id already' : at('/id', 'topic')}
          >
            {c => <input {...c} required value={draft.id} onInput={set('id')} />}
          </Field>
          {pick('kind', 'Answer', kinds, 'never changes')}
          {pick('dynamics', 'The truth', dynamics, dynamicsHints[draft.dynamics as TopicReading['dynamics']])}
        </div>
        {draft.dynamics === 'changing' &&
          text(
            'halfLife',
            'Half-life',
            period && period !== draft.halfLife.trim()
              ? `= ${period}`
              : 'after how long a claim is worth half, such as 30 days; empty: the family’s',
          )}
        {isNumber && (
          <div class="fields">
            {text('unit', 'Unit')}
            {text('conversions', 'Other units', 'brigades = 5,000; companies = 120', ...conversions)}
            <Field label="Lowest" hint="of a rating between two ends" error={at('/scale', '/scale/low')}>
              {c => <input {...c} inputMode="decimal" value={draft.low} onInput={set('low')} />}
            </Field>
            <Field label="Highest" error={at('/scale/high')}>
              {c => <input {...c} inputMode="decimal" value={draft.high} onInput={set('high')} />}
            </Field>
          </div>
        )}
        {draft.kind === 'category' && (
          <>
            {text('categories', 'Answers', 'apart by commas; none: any', ...members('categories'))}
            <label class="check">
              <input
                type="checkbox"
                checked={draft.ordered}
                onChange={e => change({ ordered: e.currentTarget.checked })}
              />{' '}
              they are stages, reached in this order
            </label>
          </>
        )}
        {text('scope', 'Scope', 'what is in and out')}
        {text('tags', 'Tags', 'apart by commas', ...members('tags'))}
      </fieldset>
      <fieldset>
        <legend>Which claims count</legend>
        <p class="hint">Claims of another status are kept, and shown apart.</p>
        <div class="fields">
          {(Object.keys(statuses) as Status[]).map(status => (
            <div key={status} class="field">
              <label class="check">
                <input
                  type="checkbox"
                  checked={draft.accepts.includes(status)}
                  aria-describedby={`accepts-${status}`}
                  onChange={e =>
                    change({
                      accepts: (Object.keys(statuses) as Status[]).filter(s =>
                        s === status ? e.currentTarget.checked : draft.accepts.includes(s),
                      ),
                    })
                  }
                />{' '}
                {status}
              </label>
              <span class="hint" id={`accepts-${status}`}>
                {statusHints[status]}
              </span>
            </div>
          ))}
        </div>
        {at('/accepts') && <p class="error">{at('/accepts')}</p>}
      </fieldset>
      <fieldset>
        <legend>Who speaks</legend>
        <div class="fields">
          {pick(
            'sources',
            'Sources',
            { reporters: 'reporters', observers: 'observers' },
            sourceHints[draft.sources as keyof typeof sourceHints],
          )}
          <Field label="Family" hint="of questions alike, that learn together; empty: by kind" error={at('/family')}>
            {c => (
              <Completion
                control={c}
                value={draft.family}
                search={familiesLike(draft.kind)}
                set={family => change({ family })}
              />
            )}
          </Field>
        </div>
        {draft.interests.map((interest, i) => (
          <Interest
            key={i}
            interest={interest}
            kind={draft.kind}
            at={at}
            place={`/interests/${i}`}
            set={next => change({ interests: draft.interests.map((old, n) => (n === i ? next : old)) })}
            remove={() => change({ interests: draft.interests.filter((_, n) => n !== i) })}
          />
        ))}
        <p>
          <button
            type="button"
            onClick={() => change({ interests: [...draft.interests, { source: '', favours: '' }] })}
          >
            Add an interest
          </button>{' '}
          <span class="hint">who gains from which answer: their word for it counts less, against it more</span>
        </p>
      </fieldset>
      {isTaken ? (
        <p class="error" role="alert">
          There is a topic of this id already: nothing was changed.
        </p>
      ) : (
        error && <Refused error={error} />
      )}
      <p class="actions">
        <button type="submit" class="main">
          Open the topic
        </button>
      </p>
    </form>
  );
}

const sides: Record<string, [string, string][]> = {
  quantity: [
    ['high', 'a high number'],
    ['low', 'a low number'],
  ],
  proposition: [
    ['yes', 'yes'],
    ['no', 'no'],
  ],
  date: [
    ['high', 'a late date'],
    ['low', 'an early date'],
  ],
};

interface InterestProps {
  interest: InterestDraft;
  kind: string;
  place: string;
  at: (...pointers: string[]) => string | undefined;
  set: (next: InterestDraft) => void;
  remove: () => void;
}

function Interest({ interest, kind, place, at, set, remove }: InterestProps) {
  return (
    <div class="rule">
      <Field label="Who has an interest" error={at(`${place}/source`, place)}>
        {c => (
          <Completion
            control={c}
            value={interest.source}
            search={sourcesLike}
            set={source => set({ ...interest, source })}
          />
        )}
      </Field>
      <Field label="in" error={at(`${place}/favours`)}>
        {c =>
          sides[kind] ? (
            <select
              {...c}
              value={interest.favours}
              onChange={e => set({ ...interest, favours: e.currentTarget.value })}
            >
              <option value="">choose</option>
              {sides[kind].map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          ) : (
            <input
              {...c}
              value={interest.favours}
              onInput={e => set({ ...interest, favours: e.currentTarget.value })}
            />
          )
        }
      </Field>
      <button
        type="button"
        class="quiet"
        onClick={remove}
        aria-label={`Without the interest of ${interest.source || 'nobody'}`}
      >
        ×
      </button>
    </div>
  );
}
