import { useEffect, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, faultAt } from '../api/client';
import type { Outcome, Value } from '../api/types';
import { Completion, sourcesLike, topicsLike } from '../parts/Completion';
import { dateHint } from '../parts/dates';
import { Field } from '../parts/Field';
import { Refused, Trouble } from '../parts/Trouble';
import { emptyDraft, kindsOf, ValueFields } from '../parts/ValueFields';
import { Warnings } from '../parts/Warnings';
import { useRemote } from '../state/remote';
import { said, standings } from '../words';
import { chainMark, type ClaimDraft, draftFrom, emptyClaim, linksOf, toClaim } from './claim';
import { StatusField } from './StatusField';
import { useTopic } from './useTopic';

/** To the minute: of two statements of one origin the later one stands. */
const thisMinute = () => `${new Date().toISOString().slice(0, 16)}Z`;

/** In the order in which they are made, should all else be equal. */
const freshId = () => `claim-${new Date().toISOString().replace(/[-:.]/g, '')}`;

const blank = (topic: string, corrects: string): ClaimDraft => ({
    ...emptyClaim,
    id: freshId(),
    topic,
    status: 'occurred',
    reportedTime: thisMinute(),
    corrects,
});

/** The next claim of the same report: who says it when and where stays, what it says and how surely does not. */
const another = (d: ClaimDraft): ClaimDraft => ({
    ...blank(d.topic, ''),
    value: { ...emptyDraft, kind: d.value.kind },
    unit: d.unit,
    status: d.status,
    chain: d.chain,
    reportedTime: d.reportedTime,
    url: d.url,
    article: d.article,
});

/** One claim, field by field, each with what the server says about it. */
export function ClaimForm({ topic: given, corrects }: { topic: string; corrects: string }) {
    const [draft, setDraft] = useState(() => blank(given, corrects));
    const [error, setError] = useState<Error>();
    const [outcome, setOutcome] = useState<Outcome>();
    const [sent, setSent] = useState('');
    const [isUndone, setUndone] = useState(false);
    const [busy, setBusy] = useState(false);
    const topic = useTopic(draft.topic);
    const corrected = useRemote(
        async signal => (corrects ? (await api.claim(given, corrects, signal)).claim : undefined),
        [given, corrects],
    );
    useEffect(() => {
        if (corrected.data) setDraft(d => draftFrom(corrected.data!, d));
    }, [corrected.data]);
    const kinds = kindsOf(topic.data?.kind);
    useEffect(() => {
        if (!topic.data) return;
        setDraft(d => ({
            ...d,
            unit: topic.data!.unit ?? '',
            status:
                topic.data!.accepts.includes(d.status as never) || corrects ? d.status : topic.data!.accepts.at(-1)!,
            value: kinds.includes(d.value.kind) ? d.value : { ...d.value, kind: kinds[0]! },
        }));
    }, [topic.data]);

    const set =
        <K extends keyof ClaimDraft>(name: K) =>
        (event: { currentTarget: { value: string } }) =>
            setDraft(d => ({ ...d, [name]: event.currentTarget.value }));
    const at = (...pointers: string[]) => faultAt(error, ...pointers);
    const form = useRef<HTMLFormElement>(null);
    useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [error]);
    const submit = async (event: Event) => {
        event.preventDefault();
        if (outcome) return; // it was sent
        setBusy(true);
        setError(undefined);
        try {
            const claim = toClaim(draft, corrected.data);
            setOutcome(await api.submit(claim, 'auto'));
            setSent(said(claim.value as Value, draft.unit));
        } catch (fault) {
            setError(fault as Error);
        } finally {
            setBusy(false);
        }
    };

    const next = (fresh: ClaimDraft) => {
        setOutcome(undefined);
        setUndone(false);
        setError(undefined);
        setDraft(fresh);
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
        <form class={`post ${outcome ? 'sent' : ''}`} onSubmit={submit} noValidate ref={form}>
            {corrected.error && <Trouble error={corrected.error} retry={corrected.reload} />}
            {corrects && (
                <p class="hint">
                    Of the same origin or publisher it replaces {corrects}, which stays in the ledger as corrected; of
                    anybody else it stands beside it.
                </p>
            )}
            <fieldset disabled={!!outcome}>
                <legend>What is said</legend>
                <Field
                    label="Topic"
                    error={at('/topic')}
                    hint={
                        draft.topic
                            ? topic.data
                                ? topic.data.title
                                : topic.busy
                                  ? ''
                                  : 'new: the first claim opens it'
                            : 'its id, or some of its title'
                    }
                >
                    {c => (
                        <Completion
                            control={c}
                            required
                            value={draft.topic}
                            search={topicsLike}
                            set={text => setDraft(d => ({ ...d, topic: text }))}
                        />
                    )}
                </Field>
                <ValueFields
                    draft={draft.value}
                    set={value => setDraft(d => ({ ...d, value }))}
                    topic={topic.data}
                    at={pointer => at(pointer)}
                    kinds={kinds}
                />
                {['quantity', 'range', 'bound'].includes(draft.value.kind) && (
                    <div class="fields">
                        <Field label="Unit" error={at('/unit')}>
                            {c => <input {...c} value={draft.unit} onInput={set('unit')} />}
                        </Field>
                        <Field label="Words" hint="behind the figure, such as “thousands”" error={at('/words')}>
                            {c => <input {...c} value={draft.words} onInput={set('words')} />}
                        </Field>
                    </div>
                )}
                <div class="fields">
                    <Field label="Stance" error={at('/stance')}>
                        {c => (
                            <select {...c} value={draft.stance} onChange={set('stance')}>
                                <option value="asserts">asserts</option>
                                <option value="denies">denies</option>
                            </select>
                        )}
                    </Field>
                    <StatusField
                        value={draft.status}
                        set={status => setDraft(d => ({ ...d, status }))}
                        topic={topic.data}
                        error={at('/status')}
                    />
                    <Field
                        label="When it holds"
                        hint={dateHint(
                            draft.validTime,
                            'Oct 2024, 19 October 2024, until June 2025 (../2025-06), since Oct 2024 (2024-10/..)',
                        )}
                        error={at('/validTime')}
                    >
                        {c => <input {...c} value={draft.validTime} onInput={set('validTime')} />}
                    </Field>
                </div>
                <Field label="Quote" error={at('/quote')}>
                    {c => <textarea {...c} rows={2} value={draft.quote} onInput={set('quote')} />}
                </Field>
            </fieldset>
            <fieldset disabled={!!outcome}>
                <legend>Who says it</legend>
                <Field
                    label="Chain"
                    hint="publisher > relay > origin, by id or name: the last is where the information starts"
                    error={
                        at('/attribution', ...linksOf(draft.chain).map((_, i) => `/attribution/${i}`)) ??
                        at('/publisher')
                    }
                >
                    {c => (
                        <Completion
                            control={c}
                            required
                            placeholder="Gazette > Harbour Master"
                            value={draft.chain}
                            separator={chainMark}
                            search={sourcesLike}
                            set={text => setDraft(d => ({ ...d, chain: text }))}
                        />
                    )}
                </Field>
                <div class="fields">
                    <Field
                        label="Published"
                        hint={dateHint(
                            draft.reportedTime,
                            'a day, or a minute where statements of one day follow one another',
                        )}
                        error={at('/reportedTime')}
                    >
                        {c => <input {...c} value={draft.reportedTime} onInput={set('reportedTime')} />}
                    </Field>
                    <Field label="Hedges" hint="likely, claims, …" error={at('/hedges')}>
                        {c => <input {...c} value={draft.hedges} onInput={set('hedges')} />}
                    </Field>
                    <Field label="Credibility" error={at('/credibility')}>
                        {c => (
                            <select {...c} value={draft.credibility} onChange={set('credibility')}>
                                <option value="">not judged</option>
                                {[
                                    '1 confirmed',
                                    '2 probably true',
                                    '3 possibly true',
                                    '4 doubtful',
                                    '5 improbable',
                                    '6 cannot be judged',
                                ].map(o => (
                                    <option key={o} value={o[0]}>
                                        {o}
                                    </option>
                                ))}
                            </select>
                        )}
                    </Field>
                </div>
                <div class="fields">
                    <Field label="Link" error={at('/url')}>
                        {c => <input {...c} inputMode="url" value={draft.url} onInput={set('url')} />}
                    </Field>
                    <Field label="Article" hint="what you call the report" error={at('/article')}>
                        {c => <input {...c} value={draft.article} onInput={set('article')} />}
                    </Field>
                    <Field label="Note" error={at('/note')}>
                        {c => <input {...c} value={draft.note} onInput={set('note')} />}
                    </Field>
                    <Field label="Claim id" hint="the same id again changes nothing" error={at('/id')}>
                        {c => <input {...c} required value={draft.id} onInput={set('id')} />}
                    </Field>
                </div>
                {draft.corrects && (
                    <div class="fields">
                        <Field label="Corrects" error={at('/corrects')}>
                            {c => <input {...c} value={draft.corrects} onInput={set('corrects')} />}
                        </Field>
                        <Field
                            label="A mistake of entry"
                            hint="for editors: it replaces the claim, whoever said it"
                            error={at('/entry')}
                        >
                            {c => (
                                <input
                                    {...c}
                                    type="checkbox"
                                    checked={draft.entry}
                                    onChange={e => setDraft(d => ({ ...d, entry: e.currentTarget.checked }))}
                                />
                            )}
                        </Field>
                    </div>
                )}
            </fieldset>
            {error && <Refused error={error} />}
            {!outcome && (
                <p class="actions">
                    <button type="submit" class="main" disabled={busy}>
                        Post the claim
                    </button>
                </p>
            )}
            {outcome && (
                <div class="outcome" role="status">
                    <p>
                        <strong>Sent. {outcome.result === 'created' ? 'Taken in' : 'It was there already'}</strong>
                        {sent && `, ${sent}`}: {outcome.standing && standings[outcome.standing]}, {outcome.reason}.
                    </p>
                    <Warnings of={outcome.warnings} />
                    {outcome.view && <p>{outcome.view.statement}</p>}
                    <p class="actions">
                        <button type="button" onClick={() => next(another(draft))}>
                            Another from this report
                        </button>
                        <button type="button" onClick={() => next(blank(draft.topic, ''))}>
                            Another claim
                        </button>
                        <Link href={`/topics/${outcome.topic}`}>See the topic</Link>
                        {outcome.result === 'created' &&
                            outcome.claim &&
                            (isUndone ? (
                                <span>It was retracted.</span>
                            ) : (
                                <button type="button" onClick={() => void undo()}>
                                    Undo
                                </button>
                            ))}
                    </p>
                </div>
            )}
        </form>
    );
}
