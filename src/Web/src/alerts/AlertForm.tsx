import { useState } from 'preact/hooks';
import { api, faultAt } from '../api/client';
import type { Alert } from '../api/types';
import { Dialog } from '../parts/Dialog';
import { Field } from '../parts/Field';
import { Refused } from '../parts/Trouble';
import { type AlertDraft, idFor, listed, rule, type RuleDraft, toDefinition } from './draft';
import { channels, conditions, hasValue, spans } from './words';

const rulesMax = 32;

interface Props {
  draft: AlertDraft;
  /** The one that is edited; without it the alert is new. */
  edited?: Alert;
  /** The ids of all alerts. */
  taken: readonly string[];
  close: () => void;
  done: (alert: Alert) => void;
}

/** Who wants to be told of what, field by field. */
export function AlertForm({ draft: given, edited, taken, close, done }: Props) {
  const [draft, setDraft] = useState(given);
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const id = edited?.id ?? (draft.id || idFor(draft.title, taken));
  const isTaken = !edited && taken.includes(id);
  const at = (...pointers: string[]) => faultAt(error, ...pointers);
  const within = (name: string, text: string) => at(`/${name}`, ...listed(text).map((_, i) => `/${name}/${i}`));
  const change = (changes: Partial<AlertDraft>) => setDraft(d => ({ ...d, ...changes }));
  const set = (name: keyof AlertDraft) => (event: { currentTarget: { value: string } }) =>
    change({ [name]: event.currentTarget.value });
  const setRule = (i: number, changes: Partial<RuleDraft>) =>
    change({ when: draft.when.map((r, n) => (n === i ? { ...r, ...changes } : r)) });

  const submit = async (event: Event, shut: () => void) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const alert = await api.alertTo(id, toDefinition(draft));
      shut();
      done(alert);
    } catch (fault) {
      setError(fault as Error);
    } finally {
      setBusy(false);
    }
  };

  const isHttp = draft.channel === 'webhook' || draft.channel === 'slack';
  const kept = edited && edited.to.kind === draft.channel ? edited.to.url : undefined;
  return (
    <Dialog title={edited ? `Edit ${edited.id}` : 'A new alert'} close={close}>
      {shut => (
        <form class="alertform" onSubmit={event => void submit(event, shut)} noValidate>
          <Field label="Title" error={at('/title')}>
            {c => <input {...c} value={draft.title} onInput={set('title')} />}
          </Field>
          {!edited && (
            <Field
              label="Id"
              hint="letters, digits, . _ : @ -"
              error={isTaken ? 'there is an alert of this id already' : at('/id', 'alert')}>
              {c => <input {...c} value={id} onInput={set('id')} />}
            </Field>
          )}
          <fieldset>
            <legend>About</legend>
            <Field label="Topics" hint="ids, apart by commas" error={within('topics', draft.topics)}>
              {c => <input {...c} value={draft.topics} onInput={set('topics')} />}
            </Field>
            <div class="fields">
              <Field label="Or tagged" hint="apart by commas" error={within('tags', draft.tags)}>
                {c => <input {...c} value={draft.tags} onInput={set('tags')} />}
              </Field>
              <Field label="Or found by" hint="words, as on the board" error={at('/q')}>
                {c => <input {...c} value={draft.q} onInput={set('q')} />}
              </Field>
            </div>
          </fieldset>
          <fieldset>
            <legend>When</legend>
            {draft.when.map((r, i) => (
              <div class="rule" key={i}>
                <Field label={`Condition ${i + 1}`} error={at(`/when/${i}`, `/when/${i}/condition`)}>
                  {c => (
                    <select
                      {...c}
                      value={r.condition}
                      onChange={e =>
                        setRule(i, {
                          condition: e.currentTarget.value as RuleDraft['condition'],
                        })
                      }>
                      {Object.entries(conditions).map(([name, words]) => (
                        <option key={name} value={name}>
                          {words}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
                {hasValue(r.condition) && (
                  <>
                    <Field label="Value" hint="of a probability 0 to 1" error={at(`/when/${i}/value`)}>
                      {c => (
                        <input
                          {...c}
                          inputMode="decimal"
                          value={r.value}
                          onInput={e => setRule(i, { value: e.currentTarget.value })}
                        />
                      )}
                    </Field>
                    <Field label="Of the answer" hint="of several" error={at(`/when/${i}/label`)}>
                      {c => (
                        <input {...c} value={r.label} onInput={e => setRule(i, { label: e.currentTarget.value })} />
                      )}
                    </Field>
                  </>
                )}
                <button
                  type="button"
                  class="quiet"
                  aria-label={`Without condition ${i + 1}`}
                  disabled={draft.when.length === 1}
                  onClick={() => change({ when: draft.when.filter((_, n) => n !== i) })}>
                  ×
                </button>
              </div>
            ))}
            {at('/when') && <p class="error">{at('/when')}</p>}
            <button
              type="button"
              disabled={draft.when.length >= rulesMax}
              onClick={() => change({ when: [...draft.when, rule('above')] })}>
              Another condition
            </button>
          </fieldset>
          <fieldset>
            <legend>Tell</legend>
            <Field label="By" hint="the feed has it in any case" error={at('/to', '/to/kind')}>
              {c => (
                <select {...c} value={draft.channel} onChange={set('channel')}>
                  {Object.entries(channels).map(([name, words]) => (
                    <option key={name} value={name}>
                      {words}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            {isHttp && (
              <Field
                label="Address"
                hint={kept ? `is ${kept}; nothing here leaves it so` : 'https://…'}
                error={at('/to/url')}>
                {c => <input {...c} inputMode="url" value={draft.url} onInput={set('url')} />}
              </Field>
            )}
            {draft.channel === 'webhook' && (
              <Field
                label="Secret"
                error={at('/to/secret')}
                hint={
                  edited?.to.kind === 'webhook'
                    ? 'nothing here keeps the one there is'
                    : 'whsec_ and base64; nothing here has one made, which is shown once'
                }>
                {c => <input {...c} autocomplete="off" value={draft.secret} onInput={set('secret')} />}
              </Field>
            )}
            {draft.channel === 'mail' && (
              <div class="fields">
                <Field label="Addresses" hint="apart by commas" error={within('to/addresses', draft.addresses)}>
                  {c => <input {...c} inputMode="email" value={draft.addresses} onInput={set('addresses')} />}
                </Field>
                <Field label="Gathered" error={at('/to/every')}>
                  {c => (
                    <select {...c} value={draft.every} onChange={set('every')}>
                      {Object.entries({ [draft.every]: draft.every, ...spans }).map(([name, words]) => (
                        <option key={name} value={name}>
                          {words}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
              </div>
            )}
          </fieldset>
          {edited && <p class="hint">It tells of what comes after it is saved, and forgets what it had seen.</p>}
          {error && <Refused error={error} />}
          <p class="actions">
            <button type="submit" class="main" disabled={busy || isTaken}>
              {edited ? 'Save' : 'Alert me'}
            </button>
            <button type="button" class="quiet" onClick={shut}>
              Cancel
            </button>
          </p>
        </form>
      )}
    </Dialog>
  );
}
