import type * as Plot from '@observablehq/plot';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api, type Axis, type Lens } from '../api/client';
import type { LedgerEntry, Supposed, TopicReading } from '../api/types';
import { Choice } from '../parts/Choice';
import { Downloads, ServerFile, TableFile } from '../parts/Downloads';
import { Trouble } from '../parts/Trouble';
import { dateName } from '../plots/axis';
import {
    beliefChart,
    edge,
    laneChart,
    place,
    type Placed,
    placed,
    type Picture as Drawing,
    shareChart,
    thinned,
} from '../plots/belief';
import { originName } from '../plots/origins';
import { Plotted } from '../plots/Plotted';
import { useAddress } from '../state/address';
import { useDark } from '../state/dark';
import { isPast, type Over } from '../state/lens';
import { useRemote } from '../state/remote';
import { dayLength, extent, knownBy } from '../time';
import { brief, chain, claimed, span, standings, when } from '../words';
import { Steps } from './Steps';

const axes: Record<Over, string> = {
    validTime: 'In the world',
    reportedTime: 'As it was reported',
    recordedTime: 'As we recorded it',
};

interface Props {
    topic: TopicReading;
    /** The version of the topic now, whatever past is shown. */
    newest: number;
    lens: Lens;
    setLens: (lens: Lens) => void;
    over: Over;
    setOver: (over: Over) => void;
    entries: readonly LedgerEntry[];
    colours: ReadonlyMap<string, string>;
    chosen?: string;
    choose: (claim: string) => void;
    supposed?: Supposed;
}

/** The belief drawn over one of the three times, with every claim on it. */
export function Picture(props: Props) {
    const { over, setOver } = props;
    return (
        <section class="picture" aria-label="The belief over time">
            <Choice label="Over which time" options={axes} value={over} choose={setOver} />
            {over === 'recordedTime' ? <Steps {...props} /> : <Curve {...props} axis={over} key={over} />}
        </section>
    );
}

function Curve({ topic, lens, entries, colours, chosen, choose, supposed, axis }: Props & { axis: Axis }) {
    const timeline = useRemote(
        signal => api.timeline(topic.id, { ...lens, over: axis, claims: false }, signal),
        [topic.id, topic.version, topic.view.validAt, lens.reportedBy, lens.asOf, axis],
    );
    const [whole, setWhole] = useState(false);
    const [all, setAll] = useState(false);
    const [scaled, setScaled] = useScaled();
    const { view } = topic;
    const points = useMemo(() => {
        const found = placed(timeline.data?.points ?? []);
        return found.map((p, i) => (i === found.length - 1 ? { ...p, view } : p)); // the line ends at the headline
    }, [timeline.data, view]);
    const ends = useMemo(
        () =>
            domain(
                points.map(p => p.x),
                entries,
                axis,
            ),
        [points, entries, axis],
    );
    const shown = whole ? ends.whole : ends.close;
    const isNow = !isPast(lens);

    const [kind, labels, scale, unit] = useKept([topic.kind, topic.categories, topic.scale, topic.unit] as const);
    const drawing = useMemo<Drawing>(() => {
        const last = points.at(-1);
        const claims = entries.map(entry => place(entry, axis, colours.get(entry.voice) ?? 'var(--unknown)', shown));
        return {
            kind,
            labels,
            scale,
            unit,
            axis: scaled,
            grows: topic.dynamics === 'cumulative' && kind === 'quantity' && axis === 'validTime',
            points: pulled(points, shown),
            supposed:
                last &&
                supposed?.timeline &&
                pulled([...placed(supposed.timeline).slice(0, -1), { x: last.x, view: supposed.supposed }], shown),
            pulled: !whole && ends.close !== ends.whole,
            ends: view.evidence || view.resolution ? brief(view) : undefined,
            end: last && {
                label: isNow ? 'now' : dateName(last.x).slice(0, -5),
                below: isNow ? dateName(last.x) : dateName(last.x).slice(-4),
            },
            answer: view.resolution?.value,
            claims: all ? claims : thinned(claims),
            domain: shown,
        };
    }, [kind, labels, scale, unit, points, supposed, entries, colours, axis, whole, ends, all, scaled, isNow]);
    const hidden = entries.length - drawing.claims.length;

    if (timeline.error) return <Trouble error={timeline.error} retry={timeline.reload} />;
    if (!timeline.data)
        return (
            <p class="empty" role="status">
                Drawing…
            </p>
        );
    const voices = [...colours].filter(([voice]) => entries.some(e => e.voice === voice));
    return (
        <>
            <Claims entries={entries} chosen={chosen} choose={choose} drawing={drawing} kind={topic.kind} />
            <div class="legend">
                <span class="caption">{caption(topic, axis)}</span>
                {(ends.close[0] !== ends.whole[0] || ends.close[1] !== ends.whole[1]) && (
                    <button type="button" class="link" onClick={() => setWhole(!whole)}>
                        {whole ? 'Only as far as there are reports' : 'The whole time up to now'}
                    </button>
                )}
                {(hidden > 0 || all) && (
                    <button type="button" class="link" onClick={() => setAll(!all)}>
                        {all ? 'Fewer of the claims that do not count' : `${hidden} more claims that do not count`}
                    </button>
                )}
                {topic.kind === 'quantity' && !topic.scale && <Scaled value={scaled} choose={setScaled} />}
                <ul>
                    {topic.kind === 'category' ? (
                        <li>
                            <svg width="12" height="12" aria-hidden="true">
                                <circle cx="6" cy="6" r="5" fill="currentColor" />
                            </svg>
                            claim, in the colour of its answer
                        </li>
                    ) : (
                        voices.slice(0, named).map(([voice, colour]) => (
                            <li key={voice}>
                                <svg width="12" height="12" aria-hidden="true">
                                    <circle cx="6" cy="6" r="5" fill={colour} />
                                </svg>
                                {originName(voice)}
                            </li>
                        ))
                    )}
                    {topic.kind !== 'category' && voices.length > named && (
                        <li>{voices.length - named} more origins</li>
                    )}
                    <li>
                        <Sample dashed />
                        plan or expectation
                    </li>
                    <li>
                        <Sample cross />
                        denial
                    </li>
                    {topic.kind !== 'proposition' && topic.kind !== 'category' && (
                        <li>
                            <Sample arrow />
                            bound; its shade fades
                        </li>
                    )}
                    <li>
                        <Sample faded />
                        does not count
                    </li>
                    {supposed && (
                        <li>
                            <svg width="20" height="12" aria-hidden="true">
                                <line x1="0" x2="20" y1="6" y2="6" class="supposed" />
                            </svg>
                            supposed
                        </li>
                    )}
                </ul>
            </div>
            <Files topic={topic.id} lens={lens} axis={axis} scaled={scaled} />
        </>
    );
}

/** What a reader wants of the vertical axis; in the address. */
function useScaled(): ['linear' | 'log' | undefined, (axis: 'linear' | 'log' | undefined) => void] {
    const [search, change] = useAddress();
    const asked = search.get('axis');
    return [asked === 'linear' || asked === 'log' ? asked : undefined, axis => change({ axis }, true)];
}

function Scaled({ value, choose }: { value?: 'linear' | 'log'; choose: (axis: 'linear' | 'log' | undefined) => void }) {
    return (
        <label>
            Scale{' '}
            <select
                value={value ?? ''}
                onChange={e => choose((e.currentTarget.value || undefined) as 'linear' | 'log' | undefined)}
            >
                <option value="">whichever suits</option>
                <option value="linear">linear</option>
                <option value="log">logarithmic</option>
            </select>
        </label>
    );
}

/** The picture as the server draws it, through the same lens, and what it is drawn from. */
function Files({ topic, lens, axis, scaled }: { topic: string; lens: Lens; axis: Axis; scaled?: 'linear' | 'log' }) {
    const path = `/v1/topics/${encodeURIComponent(topic)}`;
    const theme = useDark() ? 'dark' : undefined;
    const query = { ...lens, over: axis };
    const picture = (form: 'svg' | 'png') => (
        <ServerFile path={`${path}/chart.${form}`} query={{ ...query, axis: scaled, theme }} name={`${topic}.${form}`}>
            {form.toUpperCase()}
        </ServerFile>
    );
    return (
        <Downloads of="the plot">
            {picture('svg')}
            {picture('png')}
            <TableFile path={`${path}/timeline`} query={query} />
        </Downloads>
    );
}

/** Origins that the legend names; the others have no colour of their own. */
const named = 9;

function Sample({
    dashed,
    cross,
    arrow,
    faded,
}: {
    dashed?: boolean;
    cross?: boolean;
    arrow?: boolean;
    faded?: boolean;
}) {
    return (
        <svg width="12" height="14" aria-hidden="true" class="sample" opacity={faded ? 0.4 : 1}>
            {cross ? (
                <path d="M2 3l8 8M10 3l-8 8" />
            ) : arrow ? (
                <path d="M6 13V2M2.500 5.500 6 2l3.500 3.500" />
            ) : (
                <circle
                    cx="6"
                    cy="7"
                    r="4.500"
                    stroke-dasharray={dashed ? '2,2' : undefined}
                    class={faded ? 'filled' : ''}
                />
            )}
        </svg>
    );
}

function caption(topic: TopicReading, axis: Axis): string {
    const what = {
        quantity: `${topic.unit ?? 'the number'}, with its 50 % and 90 % bands`,
        proposition: 'probability',
        category: 'share of each answer',
        date: 'the date, with its 50 % and 90 % bands',
    }[topic.kind];
    return axis === 'validTime' ? `${what}, by when it holds` : `${what}, by what had been reported until then`;
}

/** The same object as before while it says the same. */
function useKept<T>(value: T): T {
    const kept = useRef(value);
    if (JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
    return kept.current;
}

/** Where the axis ends before now, the view of now stands at its edge. */
function pulled(points: Placed[], [first, last]: [number, number]): Placed[] {
    const now = points.at(-1);
    return now && now.x > last ? [...points.slice(0, -1), { ...now, x: last - (last - first) * edge }] : points;
}

/** No shorter time without a report is left out. */
const breakMin = 10 * dayLength;

/** The axis from the first thing on it to now; and closer, to the last report, when most of it would be an unchanged line. */
function domain(xs: readonly number[], entries: readonly LedgerEntry[], axis: Axis) {
    const now = xs.at(-1) ?? Date.now();
    let [first, last] = [Math.min(xs[0] ?? now, now - dayLength), xs.at(-2) ?? -Infinity];
    for (const entry of entries) {
        const { from, to } =
            axis === 'validTime' && entry.claim.validTime
                ? extent(entry.claim.validTime)
                : { from: knownBy(entry), to: undefined };
        for (const time of [from, to]) {
            if (time === undefined) continue;
            first = Math.min(first, time);
            if (time <= now) last = Math.max(last, time);
        }
    }
    last = Math.max(last, first + dayLength);
    const whole: [number, number] = [first - Math.max(dayLength / 2, (now - first) * 0.02), now];
    const isLong = now - last > Math.max(breakMin, (now - first) * 0.4);
    const span = last - first;
    const wide = (span * 1.05) / (1 - edge - 0.04); // of which the last is for now, apart from what stands before it
    const close: [number, number] = isLong ? [first - span * 0.05, first - span * 0.05 + wide] : whole;
    return { whole, close };
}

interface ClaimsProps {
    entries: readonly LedgerEntry[];
    chosen?: string;
    choose: (claim: string) => void;
    drawing: Drawing;
    kind: TopicReading['kind'];
}

const cardHeight = 190;

/** The chart, and a card for the claim under the pointer or with the focus. Arrows go from claim to claim, in order of time. */
function Claims({ entries, chosen, choose, drawing, kind }: ClaimsProps) {
    const [shown, show] = useState<{ id: string; style: Record<string, string> }>();
    const place = useRef<HTMLDivElement>(null);
    const stop = useRef<string>(); // the one claim at which the tab key stops
    const all = () =>
        [...place.current!.querySelectorAll<SVGElement>('[data-claim]')].sort(
            (a, b) => Number(a.dataset.x) - Number(b.dataset.x),
        );
    const claimAt = (event: Event) => (event.target as Element).closest<SVGElement>('[data-claim]');
    const spanOf = (id?: string) => {
        for (const line of place.current!.querySelectorAll('[data-span]'))
            line.classList.toggle('on', line.getAttribute('data-span') === id);
    };
    useEffect(() => spanOf(shown?.id ?? chosen), [shown?.id, chosen]);
    const point = (event: Event) => {
        const mark = claimAt(event);
        const isKept = (event.target as Element).closest('.card') || document.activeElement?.matches('[data-claim]'); // the page may have moved below the pointer
        if (!mark) return isKept ? undefined : show(undefined);
        const [box, frame] = [mark.getBoundingClientRect(), place.current!.getBoundingClientRect()];
        const left = `${Math.max(0, Math.min(frame.width - 300, box.left - frame.left + 16))}px`;
        show({
            id: mark.dataset.claim!,
            style:
                box.bottom + cardHeight > innerHeight
                    ? { left, bottom: `${frame.bottom - box.top + 8}px` }
                    : { left, top: `${box.bottom - frame.top + 8}px` },
        });
    };
    const onKey = (event: KeyboardEvent) => {
        const mark = claimAt(event);
        if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
        const marks = all();
        const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (by) marks[(marks.indexOf(mark) + by + marks.length) % marks.length]!.focus();
        else if (event.key === 'Enter' || event.key === ' ') choose(mark.dataset.claim!);
        else return;
        event.preventDefault();
    };
    useEffect(() => {
        const dismiss = (event: KeyboardEvent) => event.key === 'Escape' && show(undefined);
        addEventListener('keydown', dismiss);
        return () => removeEventListener('keydown', dismiss);
    }, []);

    const refresh = () => {
        const marks = all();
        const one =
            marks.find(m => m.dataset.claim === stop.current) ??
            marks.find(m => m.dataset.claim === chosen) ??
            marks[0];
        for (const mark of marks) {
            mark.classList.toggle('chosen', mark.dataset.claim === chosen);
            mark.setAttribute('tabindex', mark === one ? '0' : '-1');
        }
    };
    const hadFocus = useRef<string>();
    const drawn = () => {
        refresh();
        spanOf(shown?.id ?? chosen);
        const mark = all().find(m => m.dataset.claim === hadFocus.current);
        if (mark && document.activeElement === document.body) mark.focus({ preventScroll: true }); // the one that had the focus has been drawn anew
    };
    useEffect(refresh, [chosen]);
    const onFocus = (event: FocusEvent) => {
        const mark = claimAt(event);
        hadFocus.current = mark?.dataset.claim;
        if (mark) {
            stop.current = mark.dataset.claim;
            refresh();
        }
        point(event);
    };
    const onBlur = (event: FocusEvent) => {
        show(undefined);
        if (event.relatedTarget) hadFocus.current = undefined;
    };

    const main = useCallback(
        (width: number) => (kind === 'category' ? shareChart(drawing, width) : beliefChart(drawing, width)),
        [drawing, kind],
    );
    const lanes = useCallback((width: number) => laneChart(drawing, width), [drawing]);
    const entry = entries.find(e => e.claim.id === shown?.id);
    const [read, setRead] = useState<Placed>();
    const readOff = (event: PointerEvent) => {
        const svg = place.current!.querySelector<SVGSVGElement & Plot.Plot>('svg');
        const scale = svg?.scale('x');
        if (!svg || !scale?.invert) return;
        const box = svg.getBoundingClientRect();
        const at = Number(scale.invert(((event.clientX - box.left) * svg.viewBox.baseVal.width) / box.width));
        setRead(at > drawing.domain[1] || at < drawing.domain[0] ? undefined : drawing.points.findLast(p => p.x <= at));
    };
    return (
        <div
            class="charts"
            ref={place}
            onPointerOver={point}
            onPointerMove={readOff}
            onPointerLeave={() => {
                show(undefined);
                setRead(undefined);
            }}
            onFocusIn={onFocus}
            onFocusOut={onBlur}
            onKeyDown={onKey}
            onClick={e => {
                const mark = claimAt(e);
                if (mark) choose(mark.dataset.claim!);
            }}
        >
            <Plotted
                draw={main}
                drawn={drawn}
                label={`The belief over time, with ${drawing.claims.length} claims; the ledger below has them in words`}
            />
            {(kind === 'category' || kind === 'proposition') && drawing.claims.length > 0 && (
                <Plotted draw={lanes} drawn={drawn} label="Claims, by what they say" />
            )}
            {drawing.points.length > 0 && (
                <p class="readout" aria-hidden="true">
                    {read && (
                        <>
                            {read.x === drawing.points.at(-1)!.x ? drawing.end?.below : dateName(read.x)}:{' '}
                            {read.view.headline.text}
                        </>
                    )}
                </p>
            )}
            {entry && shown && <Card entry={entry} style={shown.style} />}
        </div>
    );
}

function Card({ entry, style }: { entry: LedgerEntry; style: Record<string, string> }) {
    const { claim } = entry;
    return (
        <div class="card" style={style} role="tooltip">
            <p>
                <strong>{claimed(claim)}</strong> <span class="small">{claim.status}</span>
            </p>
            {claim.quote && (
                <p class="quote">“{claim.quote.length > 160 ? `${claim.quote.slice(0, 160)}…` : claim.quote}”</p>
            )}
            <p>{chain(claim).join(' › ')}</p>
            <p class="small">
                {claim.validTime && <>holds {span(claim.validTime)}; </>}reported{' '}
                {when(claim.reportedTime) || 'at a time not given'}
            </p>
            <p class="small">
                {standings[entry.standing]}, weight {entry.weight.toFixed(2)}: {entry.reason}
            </p>
        </div>
    );
}
