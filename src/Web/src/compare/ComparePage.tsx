import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, type Axis } from '../api/client';
import type { Timelines, TopicBrief } from '../api/types';
import { Choice } from '../parts/Choice';
import { Downloads, OwnFile } from '../parts/Downloads';
import { Trouble } from '../parts/Trouble';
import { csvOf } from '../parts/csv';
import { dateName } from '../plots/axis';
import { beliefChart, placed, shareChart } from '../plots/belief';
import { comparedChart, fitsOneAxis } from '../plots/compared';
import { Plotted } from '../plots/Plotted';
import { standalone } from '../plots/standalone';
import { useAddress } from '../state/address';
import { useChanges } from '../state/live';
import { useRemote } from '../state/remote';

type Timeline = Timelines['timelines'][number];

const most = 12;
const axes: Record<Axis, string> = { validTime: 'In the world', reportedTime: 'As it was reported' };

/** Several topics over time: one below the other on the same axis of time, or, where they are of one measure, on one chart. All of it stands in the address. */
export function ComparePage() {
    const [search, change] = useAddress();
    const ids = (search.get('topics') ?? '').split(',').filter(Boolean).slice(0, most);
    const over: Axis = search.get('over') === 'validTime' ? 'validTime' : 'reportedTime';
    const put = (next: string[]) => change({ topics: next.join(',') || undefined }, true);
    const remote = useRemote(
        signal => (ids.length ? api.timelines(ids, { over, points: 120 }, signal) : Promise.resolve([])),
        [ids.join(), over],
    );
    useChanges(
        changed => (changed === 'all' || ids.some(id => changed.has(id))) && remote.reload(),
        [ids.join(), over],
    );
    useEffect(() => void (document.title = 'Compare · Analysis'), []);
    const timelines = remote.data ?? [];
    const mayBeOne = timelines.length > 1 && fitsOneAxis(timelines);
    const isOne = mayBeOne && search.get('one') === 'yes';
    const missing = remote.data ? ids.filter(id => !timelines.some(t => t.topic === id)) : [];
    return (
        <div class="compare">
            <h1>Compare</h1>
            <div class="tools">
                <Choice
                    label="Over which time"
                    options={axes}
                    value={over}
                    choose={axis => change({ over: axis === 'reportedTime' ? undefined : axis }, true)}
                />
                {mayBeOne && (
                    <button
                        type="button"
                        aria-pressed={isOne}
                        onClick={() => change({ one: isOne ? undefined : 'yes' }, true)}
                    >
                        On one axis
                    </button>
                )}
                {ids.length < most && <Add add={id => ids.includes(id) || put([...ids, id])} />}
            </div>
            {remote.error && <Trouble error={remote.error} retry={remote.reload} stale={timelines.length > 0} />}
            {missing.length > 0 && <p class="since">Not here: {missing.join(', ')}.</p>}
            {ids.length === 0 && (
                <p class="empty">
                    Search for topics above, or choose some on <Link href="/">the board</Link>. The address of this page
                    can be sent to others.
                </p>
            )}
            {isOne ? (
                <Together timelines={timelines} />
            ) : (
                timelines.map(t => <Alone key={t.topic} timeline={t} among={timelines} />)
            )}
            {timelines.length > 0 && (
                <ul class="chosen">
                    {timelines.map(t => (
                        <li key={t.topic}>
                            <Link href={`/topics/${t.topic}`}>{t.title}</Link>: {t.headline.text}{' '}
                            <button
                                type="button"
                                class="link"
                                aria-label={`take away ${t.title}`}
                                onClick={() => put(ids.filter(id => id !== t.topic))}
                            >
                                take away
                            </button>
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}

/** From the first point of any to the last. */
const domainOf = (timelines: readonly Timeline[]): [number, number] => {
    const xs = timelines.flatMap(t =>
        placed(t.points)
            .filter(p => p.view.evidence)
            .map(p => p.x),
    );
    const last = Math.max(...timelines.map(t => placed(t.points).at(-1)!.x)); // each has one
    const first = Math.min(...xs, last - 86_400_000);
    return [first - (last - first) * 0.02, last];
};

const endOf = ([, last]: [number, number]) => ({ label: 'now', below: dateName(last) });

function Alone({ timeline, among }: { timeline: Timeline; among: readonly Timeline[] }) {
    const { kind, points, unit, headline } = timeline;
    const draw = useCallback(
        (width: number) => {
            const domain = domainOf(among);
            const picture = {
                kind,
                unit,
                points: placed(points),
                claims: [],
                domain,
                ends: headline.answer,
                end: endOf(domain),
            };
            return kind === 'category' ? shareChart(picture, width) : beliefChart(picture, width);
        },
        [timeline, among],
    );
    return (
        <section class="small-multiple" aria-label={timeline.title}>
            <h2>
                <Link href={`/topics/${timeline.topic}`}>{timeline.title}</Link> <span>{headline.text}</span>
            </h2>
            <Plotted draw={draw} label={`${timeline.title} over time`} />
        </section>
    );
}

function Together({ timelines }: { timelines: readonly Timeline[] }) {
    const chart = useRef<SVGSVGElement>();
    const draw = useCallback(
        (width: number) => {
            const domain = domainOf(timelines);
            return comparedChart(timelines, domain, endOf(domain), width);
        },
        [timelines],
    );
    const table = () =>
        csvOf([
            ['topic', 'time', 'answer', 'text'],
            ...timelines.flatMap(t =>
                t.points.map(p => [t.topic, p.reportedBy ?? p.validAt, p.view.headline.answer, p.view.headline.text]),
            ),
        ]);
    return (
        <section aria-label="On one axis">
            <Plotted
                draw={draw}
                drawn={drawn => (chart.current = drawn as SVGSVGElement)}
                label={`${timelines.length} topics over time`}
            />
            <Downloads of="the comparison">
                <OwnFile
                    name="compared.svg"
                    type="image/svg+xml"
                    make={() => standalone(chart.current!, timelines.map(t => t.title).join('; '))}
                >
                    SVG
                </OwnFile>
                <OwnFile name="compared.csv" type="text/csv" make={table}>
                    CSV
                </OwnFile>
            </Downloads>
        </section>
    );
}

/** Finds topics by their words. */
function Add({ add }: { add: (id: string) => void }) {
    const [q, setQ] = useState('');
    const [found, setFound] = useState<TopicBrief[]>([]);
    useEffect(() => {
        if (!q.trim()) return setFound([]);
        const abort = new AbortController();
        const timer = setTimeout(
            () =>
                void api.topics({ q, limit: 8 }, abort.signal).then(
                    page => setFound(page.topics),
                    () => setFound([]),
                ),
            150,
        );
        return () => {
            clearTimeout(timer);
            abort.abort();
        };
    }, [q]);
    return (
        <div class="add">
            <input
                type="search"
                placeholder="Add a topic"
                aria-label="Add a topic"
                value={q}
                onInput={e => setQ(e.currentTarget.value)}
            />
            {found.length > 0 && (
                <ul aria-label="Topics found">
                    {found.map(t => (
                        <li key={t.id}>
                            <button
                                type="button"
                                class="link"
                                onClick={() => {
                                    add(t.id);
                                    setQ('');
                                }}
                            >
                                {t.title}
                            </button>
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}
