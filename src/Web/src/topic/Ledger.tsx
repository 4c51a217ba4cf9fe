import { Fragment } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Lens } from '../api/client';
import type { Grade } from '../api/words';
import type { LedgerEntry, TopicReading } from '../api/types';
import { Downloads, TableFile } from '../parts/Downloads';
import { Trouble } from '../parts/Trouble';
import { originName } from '../plots/origins';
import { chain, claimed, plural, span, standings, when } from '../words';
import { useAddress } from '../state/address';
import { ClaimDetail } from './ClaimDetail';
import type { WhatIfState } from './supposition';
import type { LedgerPages } from './useLedger';

const sorts = {
    contribution: (a: LedgerEntry, b: LedgerEntry) => Math.abs(b.contribution) - Math.abs(a.contribution),
    weakest: (a: LedgerEntry, b: LedgerEntry) => Number(b.weight > 0) - Number(a.weight > 0) || a.weight - b.weight,
    reported: (a: LedgerEntry, b: LedgerEntry) =>
        (b.claim.reportedTime ?? b.recordedAt).localeCompare(a.claim.reportedTime ?? a.recordedAt),
    recorded: (a: LedgerEntry, b: LedgerEntry) => b.version - a.version,
};
type Sort = keyof typeof sorts;

const sortNames: Record<Sort, string> = {
    contribution: 'contribution',
    weakest: 'weakest that counts',
    reported: 'last reported',
    recorded: 'last recorded',
};
const grades: Grade[] = ['A', 'B', 'C', 'D', 'E', 'F'];

const stands = (entry: LedgerEntry) => entry.standing === 'counted' || entry.standing === 'implied';

/** So many claims that do not count are folded away under their origin. */
const foldedMin = 3;

/** What is folded, in words: "146 earlier, 1 retracted". */
function folded(claims: readonly LedgerEntry[]): string {
    const many = new Map<string, number>();
    for (const { standing } of claims) many.set(standing, (many.get(standing) ?? 0) + 1);
    return [...many]
        .map(([standing, n]) => `${n} ${standing === 'superseded' ? 'earlier' : standings[standing]}`)
        .join(', ');
}

/** How far a claim that an address names is looked for. */
const soughtMax = 10_000;

interface Props {
    topic: TopicReading;
    ledger: LedgerPages;
    colours: ReadonlyMap<string, string>;
    chosen?: string;
    choose: (claim: string | undefined) => void;
    whatIf: WhatIfState;
    lens: Lens;
}

/** Every claim with what became of it, gathered by the origin that it comes from. */
export function Ledger({ topic, ledger, colours, chosen, choose, whatIf, lens }: Props) {
    const [search, change] = useAddress();
    const asked = search.get('order');
    const sort: Sort = asked !== null && asked in sorts ? (asked as Sort) : 'contribution';
    const standing = search.get('standing') ?? '';
    const text = search.get('find') ?? '';
    const [unfolded, unfold] = useState<ReadonlySet<string>>(new Set());
    const entries = ledger.entries;
    const counts = useMemo(() => {
        const counts = new Map<string, number>();
        for (const entry of entries) counts.set(entry.voice, (counts.get(entry.voice) ?? 0) + 1);
        return counts;
    }, [entries]);

    const groups = useMemo(() => {
        const words = text.toLowerCase().split(/\s+/).filter(Boolean);
        const fits = (e: LedgerEntry) =>
            (standing === '' || e.standing === standing) &&
            words.every(w =>
                [e.claim.id, claimed(e.claim), ...chain(e.claim), e.claim.quote, e.reason, e.claim.note].some(t =>
                    t?.toLowerCase().includes(w),
                ),
            );
        const byVoice = new Map<string, LedgerEntry[]>();
        for (const entry of entries.filter(fits).sort(sorts[sort])) {
            const group = byVoice.get(entry.voice);
            if (group) group.push(entry);
            else byVoice.set(entry.voice, [entry]);
        }
        return [...byVoice]
            .map(([voice, claims]) => [voice, [...claims.filter(stands), ...claims.filter(e => !stands(e))]] as const)
            .sort(([, a], [, b]) => Number(stands(b[0]!)) - Number(stands(a[0]!)));
    }, [entries, sort, standing, text]);
    const heaviest = entries.reduce((most, e) => Math.max(most, Math.abs(e.contribution)), 1e-9);
    const columns = whatIf.on ? 7 : 6;

    const table = useRef<HTMLTableElement>(null);
    const isHere = chosen !== undefined && entries.some(e => e.claim.id === chosen);
    const isShown = isHere && groups.some(([, claims]) => claims.some(e => e.claim.id === chosen));
    useEffect(() => {
        if (chosen !== undefined && !isHere && entries.length < soughtMax) ledger.more?.(); // it is further down
    }, [chosen, isHere, entries.length]);
    const brought = useRef<string>(); // the claim that the reader was last brought to; what moves afterwards is the reader's
    useEffect(() => {
        if (!isHere) brought.current = undefined;
        if (!isHere || brought.current === chosen) return;
        if (!isShown) {
            change({ standing: undefined, find: undefined }, true);
            return;
        }
        brought.current = chosen;
        const row = table.current!.querySelector(`#${CSS.escape(`claim-${chosen}`)}`)!; // it is shown
        row.scrollIntoView({
            block: 'center',
            behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
        });
        row.querySelector<HTMLElement>('button.link')!.focus({ preventScroll: true });
    }, [chosen, isHere, isShown]);

    return (
        <section class="ledger" aria-label="Ledger">
            <h2>
                Ledger{' '}
                <span>
                    {plural(entries.length, 'claim')}, {plural(counts.size, 'origin')}
                </span>
            </h2>
            {ledger.more && (
                <p class="since">
                    These are the first {plural(entries.length, 'claim')} of more; the plot, the order and the filter
                    are about them only.{' '}
                    <button type="button" class="link" onClick={ledger.more}>
                        Load more
                    </button>
                </p>
            )}
            <div class="tools">
                <input
                    type="search"
                    placeholder="Filter"
                    aria-label="Filter the claims"
                    value={text}
                    onInput={e => change({ find: e.currentTarget.value || undefined }, true)}
                />
                <label>
                    Standing{' '}
                    <select
                        value={standing}
                        onChange={e => change({ standing: e.currentTarget.value || undefined }, true)}
                    >
                        <option value="">any</option>
                        {[...new Set(entries.map(e => e.standing))].map(s => (
                            <option key={s} value={s}>
                                {standings[s]}
                            </option>
                        ))}
                    </select>
                </label>
                <label>
                    Sort{' '}
                    <select
                        value={sort}
                        onChange={e =>
                            change(
                                { order: e.currentTarget.value === 'contribution' ? undefined : e.currentTarget.value },
                                true,
                            )
                        }
                    >
                        {Object.entries(sortNames).map(([value, name]) => (
                            <option key={value} value={value}>
                                {name}
                            </option>
                        ))}
                    </select>
                </label>
            </div>
            {ledger.error && <Trouble error={ledger.error} retry={ledger.reload} stale={entries.length > 0} />}
            <table ref={table}>
                <thead>
                    <tr>
                        {whatIf.on && <th scope="col">with</th>}
                        <th scope="col">claim</th>
                        <th scope="col">standing</th>
                        <th scope="col">chain</th>
                        <th scope="col">reported</th>
                        <th scope="col" class="n">
                            weight
                        </th>
                        <th scope="col">contribution</th>
                    </tr>
                </thead>
                {groups.map(([voice, all]) => {
                    const rest = all.filter(e => !stands(e));
                    const mayFold =
                        standing === '' &&
                        text === '' &&
                        rest.length >= foldedMin &&
                        (rest.length < all.length || rest.length > foldedMin);
                    const isOpen = unfolded.has(voice) || rest.some(e => e.claim.id === chosen);
                    const claims = mayFold && !isOpen ? all.filter(stands) : all;
                    return (
                        <tbody key={voice}>
                            <tr class="origin">
                                {whatIf.on && (
                                    <td>
                                        {voice !== 'unknown' && (
                                            <input
                                                type="checkbox"
                                                aria-label={`With ${voice}`}
                                                checked={!whatIf.sources.has(voice)}
                                                onChange={() => whatIf.toggleSource(voice)}
                                            />
                                        )}
                                    </td>
                                )}
                                <th scope="rowgroup" colSpan={columns - (whatIf.on ? 1 : 0)}>
                                    <svg width="12" height="12" aria-hidden="true">
                                        <circle cx="6" cy="6" r="5" fill={colours.get(voice) ?? 'var(--unknown)'} />
                                    </svg>
                                    {voice === 'unknown' ? (
                                        originName(voice)
                                    ) : (
                                        <Link href={`/sources/${voice}`}>{voice}</Link>
                                    )}
                                    <span class="small">
                                        {' '}
                                        {all.length < counts.get(voice)! && `${all.length} of `}
                                        {plural(counts.get(voice)!, 'report')},{' '}
                                        {voice === 'unknown' ? 'one voice together' : 'one origin'}
                                    </span>
                                    {whatIf.on && voice !== 'unknown' && (
                                        <label class="small">
                                            grade{' '}
                                            <select
                                                value={whatIf.grades.get(voice) ?? ''}
                                                aria-label={`Grade of ${voice}`}
                                                disabled={whatIf.sources.has(voice)}
                                                onChange={e =>
                                                    whatIf.grade(
                                                        voice,
                                                        (e.currentTarget.value || undefined) as Grade | undefined,
                                                    )
                                                }
                                            >
                                                <option value="">as it is</option>
                                                {grades.map(grade => (
                                                    <option key={grade} value={grade}>
                                                        {grade}
                                                    </option>
                                                ))}
                                            </select>
                                        </label>
                                    )}
                                </th>
                            </tr>
                            {claims.map(entry => (
                                <Fragment key={entry.claim.id}>
                                    <tr
                                        id={`claim-${entry.claim.id}`}
                                        class={`claim ${entry.standing} ${chosen === entry.claim.id ? 'chosen' : ''}`}
                                    >
                                        {whatIf.on && (
                                            <td>
                                                <input
                                                    type="checkbox"
                                                    aria-label={`With claim ${entry.claim.id}`}
                                                    checked={!whatIf.claims.has(entry.claim.id)}
                                                    onChange={() => whatIf.toggleClaim(entry.claim.id)}
                                                />
                                            </td>
                                        )}
                                        <td>
                                            <button
                                                type="button"
                                                class="link"
                                                aria-expanded={chosen === entry.claim.id}
                                                onClick={() =>
                                                    choose(chosen === entry.claim.id ? undefined : entry.claim.id)
                                                }
                                            >
                                                {claimed(entry.claim)}
                                            </button>
                                            <span class="small">
                                                {entry.claim.status}
                                                {entry.claim.validTime && `, ${span(entry.claim.validTime)}`}
                                            </span>
                                        </td>
                                        <td>
                                            <span class="standing">{standings[entry.standing]}</span>
                                            <span class="small">{entry.reason}</span>
                                        </td>
                                        <td data-name="chain" class="through">
                                            {chain(entry.claim).join(' › ')}
                                        </td>
                                        <td data-name="reported">{when(entry.claim.reportedTime)}</td>
                                        <td data-name="weight" class="n">
                                            {entry.weight === 0 ? '–' : entry.weight.toFixed(2)}
                                        </td>
                                        <td data-name="contribution">
                                            <Contribution value={entry.contribution} of={heaviest} />
                                        </td>
                                    </tr>
                                    {chosen === entry.claim.id && (
                                        <tr class="detail">
                                            <td colSpan={columns}>
                                                <ClaimDetail entry={entry} topic={topic} lens={lens} choose={choose} />
                                            </td>
                                        </tr>
                                    )}
                                </Fragment>
                            ))}
                            {mayFold && (
                                <tr class="folded">
                                    {whatIf.on && <td />}
                                    <td colSpan={columns - (whatIf.on ? 1 : 0)}>
                                        <button
                                            type="button"
                                            class="link"
                                            aria-expanded={isOpen}
                                            aria-label={`${isOpen ? 'Fold' : folded(rest)}, of ${originName(voice)}`}
                                            onClick={() =>
                                                unfold(
                                                    new Set(
                                                        isOpen
                                                            ? [...unfolded].filter(v => v !== voice)
                                                            : [...unfolded, voice],
                                                    ),
                                                )
                                            }
                                        >
                                            {isOpen ? 'Fold' : folded(rest)}
                                        </button>
                                    </td>
                                </tr>
                            )}
                        </tbody>
                    );
                })}
            </table>
            {entries.length === 0 && !ledger.error && <p class="empty">No claim is in view.</p>}
            {entries.length > 0 && groups.length === 0 && <p class="empty">No claim fits.</p>}
            <Downloads of="the ledger">
                <TableFile path={`/v1/topics/${encodeURIComponent(topic.id)}/claims`} query={{ ...lens }} />
            </Downloads>
        </section>
    );
}

/** To the right what speaks for the belief, to the left what speaks against. */
function Contribution({ value, of }: { value: number; of: number }) {
    if (value === 0) return <span class="small">–</span>;
    const length = Math.max(1, (Math.abs(value) / of) * 30);
    return (
        <span class="contribution">
            <svg width="62" height="10" aria-hidden="true">
                <line x1="31" x2="31" y1="0" y2="10" />
                <rect
                    x={value > 0 ? 31 : 31 - length}
                    y="2"
                    width={length}
                    height="6"
                    class={value > 0 ? 'for' : 'against'}
                />
            </svg>
            {value > 0 ? '+' : '−'}
            {Math.abs(value).toFixed(2)}
        </span>
    );
}
