import type { TopicReading, Value } from '../api/types';
import { exact } from '../words';
import { dateHint, typedDate } from './dates';
import { Field } from './Field';

/** A value as somebody types it: text in every field, of which the kind says which count. */
export interface ValueDraft {
    kind: Value['kind'];
    best: string;
    low: string;
    high: string;
    op: string;
    value: string;
    holds: string;
    probability: string;
    name: string;
    edtf: string;
}

export const emptyDraft: ValueDraft = {
    kind: 'quantity',
    best: '',
    low: '',
    high: '',
    op: '>=',
    value: '',
    holds: '',
    probability: '',
    name: '',
    edtf: '',
};

export const draftOf = (value: Value): ValueDraft =>
    ({
        ...emptyDraft,
        ...Object.fromEntries(
            Object.entries(value).map(([name, v]) => [
                name,
                typeof v === 'boolean' ? (v ? 'yes' : 'no') : v === null ? '' : String(v),
            ]),
        ),
    }) as ValueDraft;

/** A number as it is written in English, with a comma or a space at each thousand. */
const written = /^[+-]?(\d+|\d{1,3}([, \u00a0\u202f]\d{3})+)(\.\d+)?(e[+-]?\d+)?$/i;

/** What is no number, or might be read in two ways ("1,5"), goes to the server as it was typed, which says so beside the field. */
export const typedNumber = (text: string) =>
    text.trim() === '' ? undefined : written.test(text.trim()) ? Number(text.replace(/[,\s]/g, '')) : text;

/** What a number is taken for, where that might surprise. */
const taken = (text: string) =>
    typeof typedNumber(text) === 'number' && /[.,\s]/.test(text.trim())
        ? `= ${exact(typedNumber(text) as number)}`
        : undefined;

export function toValue(draft: ValueDraft): unknown {
    switch (draft.kind) {
        case 'quantity':
            return {
                kind: draft.kind,
                best: typedNumber(draft.best),
                low: typedNumber(draft.low),
                high: typedNumber(draft.high),
            };
        case 'range':
            return { kind: draft.kind, low: typedNumber(draft.low), high: typedNumber(draft.high) };
        case 'bound':
            return { kind: draft.kind, op: draft.op, value: typedNumber(draft.value) };
        case 'proposition':
            return {
                kind: draft.kind,
                holds: draft.holds === '' ? undefined : draft.holds === 'yes',
                probability: typedNumber(draft.probability),
            };
        case 'category':
            return { kind: draft.kind, name: draft.name };
        case 'date':
            return { kind: draft.kind, edtf: typedDate(draft.edtf) ?? null };
    }
}

interface Props {
    draft: ValueDraft;
    set: (draft: ValueDraft) => void;
    topic?: Pick<TopicReading, 'kind' | 'categories' | 'unit'>;
    at: (pointer: string) => string | undefined;
    kinds?: Value['kind'][];
    /** Of an answer: it has no probability. */
    certain?: boolean;
}

const names: Record<Value['kind'], string> = {
    quantity: 'a number',
    range: 'a range',
    bound: 'a bound',
    proposition: 'yes or no',
    category: 'one of several',
    date: 'a date',
};

export const kindsOf = (kind?: TopicReading['kind']): Value['kind'][] =>
    kind === undefined
        ? (Object.keys(names) as Value['kind'][])
        : kind === 'quantity'
          ? ['quantity', 'range', 'bound']
          : [kind];

export function ValueFields({ draft, set, topic, at, kinds = kindsOf(topic?.kind), certain }: Props) {
    const text = (name: keyof ValueDraft, label: string, hint?: string) => (
        <Field
            label={label}
            hint={(name !== 'edtf' && name !== 'name' && taken(draft[name])) || hint}
            error={at(`/value/${name}`)}
        >
            {control => (
                <input
                    {...control}
                    inputMode={name === 'edtf' || name === 'name' ? undefined : 'decimal'}
                    value={draft[name]}
                    onInput={e => set({ ...draft, [name]: e.currentTarget.value })}
                />
            )}
        </Field>
    );
    const pick = (name: keyof ValueDraft, label: string, options: [string, string][]) => (
        <Field label={label} error={at(`/value/${name}`)}>
            {control => (
                <select
                    {...control}
                    value={draft[name]}
                    onChange={e => set({ ...draft, [name]: e.currentTarget.value } as ValueDraft)}
                >
                    {options.map(([value, shown]) => (
                        <option key={value} value={value}>
                            {shown}
                        </option>
                    ))}
                </select>
            )}
        </Field>
    );
    return (
        <div class="fields">
            {kinds.length > 1 &&
                pick(
                    'kind',
                    'It says',
                    kinds.map(kind => [kind, names[kind]]),
                )}
            {draft.kind === 'quantity' && (
                <>
                    {text('best', 'Number')}
                    {text('low', 'at least', 'optional')}
                    {text('high', 'at most', 'optional')}
                </>
            )}
            {draft.kind === 'range' && (
                <>
                    {text('low', 'From')}
                    {text('high', 'to')}
                </>
            )}
            {draft.kind === 'bound' && (
                <>
                    {pick('op', 'It is', [
                        ['>=', 'at least'],
                        ['>', 'more than'],
                        ['<=', 'at most'],
                        ['<', 'less than'],
                    ])}
                    {text('value', 'Number')}
                </>
            )}
            {draft.kind === 'proposition' && (
                <>
                    {pick('holds', 'It holds', [
                        ['', 'choose'],
                        ['yes', 'yes'],
                        ['no', 'no'],
                    ])}
                    {!certain && text('probability', 'with probability', 'optional, 0 to 1')}
                </>
            )}
            {draft.kind === 'category' &&
                (topic?.categories
                    ? pick('name', 'Which', [['', 'choose'], ...topic.categories.map(c => [c, c] as [string, string])])
                    : text('name', 'Which'))}
            {draft.kind === 'date' &&
                text(
                    'edtf',
                    'Date',
                    dateHint(
                        draft.edtf,
                        'such as July 2025, 14 July 2025, since July 2025 (2025-07/..); empty when it cannot be placed',
                    ),
                )}
            {at('/value') && <p class="error">{at('/value')}</p>}
        </div>
    );
}
