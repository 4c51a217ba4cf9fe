import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { address } from '../api/client';
import type { TopicBrief } from '../api/types';
import { Downloads, TableFile } from '../parts/Downloads';
import { useShortcuts } from '../parts/Keys';
import { lazy } from '../parts/lazy';
import { Trouble } from '../parts/Trouble';
import { useAddress } from '../state/address';
import { cameBack } from '../state/back';
import { preference, type Visits, visits } from '../state/visits';
import { plural } from '../words';
import { moved, Row } from './Row';
import { useMoves } from './useMoves';
import { useTopics } from './useTopics';
import { useWindow, wholeMax } from './useWindow';

const Bulk = lazy(async () => (await import('./Bulk')).Bulk);

const tagsMax = 30;
const soughtMax = 10_000; // topics that are looked through by themselves for those that are to be shown

const filters = {
    all: 'all',
    moved: 'moved since your last visit',
    since: 'moved in that time',
    disputed: 'disputed',
    stale: 'nothing newer',
    archived: 'archived',
} as const;
type Filter = keyof typeof filters;

const passes: Record<Filter, (topic: TopicBrief, seen: Visits, moves: ReadonlyMap<string, unknown>) => boolean> = {
    all: () => true,
    since: (topic, _, moves) => moves.has(topic.id),
    moved: (topic, seen) => moved(topic, seen[topic.id]) !== undefined,
    disputed: topic => topic.view.disputed,
    stale: topic => topic.view.stale === true,
    archived: topic => topic.archived !== undefined,
};

/** How far back the board looks for what moved. */
const spans = { PT1H: 'an hour', P1D: 'a day', P7D: 'a week', P30D: 'a month' } as const;
const usualSpan = 'P1D';

const compact = preference('compact');
let leftAt = 0; // how far down the board was, for who comes back

export function Board() {
    const [search, change] = useAddress();
    const q = search.get('q') ?? '';
    const tag = search.get('tag') ?? '';
    const sort = search.get('sort') ?? 'updated';
    const asked = search.get('show');
    const filter: Filter = asked !== null && asked in filters ? (asked as Filter) : 'all';
    const set = (name: string, value: string, usual = '') =>
        change({ [name]: value === usual ? undefined : value }, true);

    const since = search.get('since') ?? usualSpan;
    const isGrouped = search.get('group') === 'tag';
    const { moves, error: unmoved } = useMoves(since, q, tag);
    const [chosen, choose] = useState<ReadonlySet<string>>();
    const { topics, next, error, busy, reload, loadMore } = useTopics(q, tag, sort, filter === 'archived');
    const [seen, setSeen] = useState(visits.all);
    const markSeen = () => setSeen(visits.see(topics));
    useEffect(() => visits.elsewhere(() => setSeen(visits.all())), []);
    useEffect(() => {
        const old = visits.old(topics, seen);
        if (old.length > 0) setSeen(visits.see(old));
    }, [topics]);

    const rows = useMemo(
        () => topics.filter(topic => passes[filter](topic, seen, moves)),
        [topics, filter, seen, moves],
    );
    const movedCount = useMemo(() => topics.filter(topic => passes.moved(topic, seen, moves)).length, [topics, seen]);
    const tags = useMemo(() => {
        const others = new Set(topics.flatMap(topic => topic.tags ?? []));
        others.delete(tag);
        return [...(tag ? [tag] : []), ...[...others].sort().slice(0, tagsMax)];
    }, [topics, tag]);

    const [dense, setDense] = useState(compact.get);
    const toggleDense = () => {
        compact.set(!dense);
        setDense(!dense);
    };
    const list = useRef<HTMLOListElement>(null);
    const all = useRef<HTMLDivElement>(null);
    const { whole, near, from, to, height, top } = useWindow(list, rows.length, dense);
    useLayoutEffect(() => {
        if (cameBack()) scrollTo(0, leftAt);
        const note = () => (leftAt = scrollY);
        addEventListener('scroll', note, { passive: true });
        return () => removeEventListener('scroll', note);
    }, []);

    const sought = filter === 'all' || topics.length < soughtMax;
    useEffect(() => {
        if (next && !busy && !error && sought && near >= rows.length - 20) void loadMore();
    }, [next, busy, error, sought, near, rows.length]);

    const searchBox = useRef<HTMLInputElement>(null);
    const step = (by: number) => {
        const links = [...all.current!.querySelectorAll<HTMLAnchorElement>('a.title')];
        const here = links.indexOf(document.activeElement as HTMLAnchorElement);
        links[Math.max(0, Math.min(links.length - 1, here + by))]?.focus();
    };
    useShortcuts({
        '/': () => searchBox.current?.focus(),
        j: () => step(1),
        k: () => step(-1),
        m: markSeen,
        d: toggleDense,
    });
    useEffect(() => void (document.title = movedCount > 0 ? `(${movedCount}) Analysis` : 'Analysis'), [movedCount]);

    const row = (topic: TopicBrief, i: number, of: number) => (
        <Row
            key={topic.id}
            topic={topic}
            seen={seen[topic.id]}
            move={moves.get(topic.id)}
            top={whole ? undefined : top(i)}
            place={i + 1}
            of={of}
            chosen={chosen?.has(topic.id)}
            choose={on =>
                choose(old => new Set(on ? [...(old ?? []), topic.id] : [...(old ?? [])].filter(id => id !== topic.id)))
            }
        />
    );

    return (
        <div class="board">
            <h1 class="sr">Board</h1>
            <form class="tools" role="search" onSubmit={e => e.preventDefault()}>
                <input
                    ref={searchBox}
                    type="search"
                    placeholder="Search topics"
                    aria-label="Search topics"
                    value={q}
                    onInput={e => set('q', e.currentTarget.value)}
                />
                <label>
                    Sort{' '}
                    <select value={sort} onChange={e => set('sort', e.currentTarget.value, 'updated')}>
                        <option value="updated">last moved</option>
                        <option value="confidence">most confident</option>
                        <option value="title">title</option>
                        <option value="id">id</option>
                    </select>
                </label>
                <label>
                    Show{' '}
                    <select value={filter} onChange={e => set('show', e.currentTarget.value, 'all')}>
                        {Object.entries(filters).map(([value, name]) => (
                            <option key={value} value={value}>
                                {name}
                            </option>
                        ))}
                    </select>
                </label>
                <Since value={since} set={value => set('since', value, usualSpan)} />
                <button type="button" aria-pressed={isGrouped} onClick={() => set('group', isGrouped ? '' : 'tag')}>
                    By tag
                </button>
                <button
                    type="button"
                    aria-pressed={chosen !== undefined}
                    onClick={() => choose(chosen ? undefined : new Set())}
                >
                    Choose…
                </button>
                <button type="button" aria-pressed={dense} onClick={toggleDense}>
                    Compact
                </button>
                <button type="button" onClick={markSeen} disabled={movedCount === 0}>
                    Mark as seen
                </button>
                {(topics.length > 0 || !error) && (
                    <span class="count">
                        {filter === 'all' ? '' : `${rows.length} of `}
                        {plural(topics.length, 'topic')}
                        {next ? ' so far' : ''}
                        {movedCount > 0 && (
                            <>
                                , <strong>{movedCount} moved</strong>
                            </>
                        )}
                    </span>
                )}
                <Downloads of="the list">
                    <TableFile path="/v1/topics" query={{ q, tag, sort, archived: filter === 'archived' || undefined }}>
                        {filter === 'all' || filter === 'archived' ? 'CSV' : 'CSV of all that are searched'}
                    </TableFile>
                </Downloads>
                {(q || tag) && (
                    <Link class="button" href={address('/alerts', { q, tag })}>
                        Alert me…
                    </Link>
                )}
            </form>
            {tags.length > 0 && (
                <div class="tags" role="group" aria-label="Tags">
                    {tags.map(t => (
                        <button
                            key={t}
                            type="button"
                            class="tag"
                            aria-pressed={t === tag}
                            onClick={() => set('tag', t === tag ? '' : t)}
                        >
                            {t}
                        </button>
                    ))}
                </div>
            )}
            {error && <Trouble error={error} retry={reload} stale={topics.length > 0} />}
            {unmoved && !error && (
                <p class="error" role="alert">
                    What moved is not to be had: {unmoved.message}
                </p>
            )}
            {chosen && (
                <Bulk
                    topics={rows.filter(t => chosen.has(t.id))}
                    all={() => choose(new Set(rows.map(t => t.id)))}
                    close={() => choose(undefined)}
                />
            )}
            <div class={`table ${dense ? 'dense' : ''}`} ref={all}>
                {rows.length > 0 && (
                    <div class="heads" aria-hidden="true">
                        <span>topic</span>
                        <span>what is believed</span>
                        <span>as reports came in</span>
                        <span>evidence</span>
                        <span>what moved, and why</span>
                    </div>
                )}
                {isGrouped && whole ? (
                    groups(rows).map(([name, some]) => (
                        <section key={name} aria-label={name}>
                            <h2 class="group">
                                {name} <span>{plural(some.length, 'topic')}</span>
                            </h2>
                            <ol class={`rows whole ${dense ? 'compact' : ''}`}>
                                {some.map((topic, i) => row(topic, i, some.length))}
                            </ol>
                        </section>
                    ))
                ) : (
                    <ol
                        class={`rows ${dense ? 'compact' : ''} ${whole ? 'whole' : ''}`}
                        ref={list}
                        style={whole ? undefined : { height: `${height}px` }}
                    >
                        {rows.slice(from, to).map((topic, i) => row(topic, from + i, next ? -1 : rows.length))}
                    </ol>
                )}
                {isGrouped && !whole && (
                    <p class="hint">More than {wholeMax} topics are not grouped: search, or choose a tag.</p>
                )}
            </div>
            {next && !sought && (
                <button type="button" onClick={() => void loadMore()}>
                    Look through more topics
                </button>
            )}
            {!busy && !error && rows.length === 0 && <Empty any={topics.length > 0 || q !== '' || tag !== ''} />}
        </div>
    );
}

/** Topics by their tags, each below every tag that it has; those without stand last. */
function groups(topics: readonly TopicBrief[]): [string, TopicBrief[]][] {
    const found = new Map<string, TopicBrief[]>();
    for (const topic of topics) {
        for (const tag of topic.tags?.length ? topic.tags : [untagged])
            found.set(tag, [...(found.get(tag) ?? []), topic]);
    }
    return [...found].sort(([a], [b]) => Number(a === untagged) - Number(b === untagged) || a.localeCompare(b));
}

const untagged = 'without a tag';

/** From when on it is shown what moved: so long ago on the server's clock, or a day. */
function Since({ value, set }: { value: string; set: (value: string) => void }) {
    const isSpan = value in spans;
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    return (
        <>
            <label>
                Moved in{' '}
                <select
                    value={isSpan ? value : 'day'}
                    onChange={e => set(e.currentTarget.value === 'day' ? yesterday : e.currentTarget.value)}
                >
                    {Object.entries(spans).map(([span, name]) => (
                        <option key={span} value={span}>
                            {name}
                        </option>
                    ))}
                    <option value="day">since a day…</option>
                </select>
            </label>
            {!isSpan && (
                <input
                    type="date"
                    aria-label="Moved since"
                    value={value.slice(0, 10)}
                    onChange={e => e.currentTarget.value && set(e.currentTarget.value)}
                />
            )}
        </>
    );
}

function Empty({ any }: { any: boolean }) {
    return any ? (
        <p class="empty">Nothing here. Another search, tag or selection may show more.</p>
    ) : (
        <p class="empty">
            There are no topics yet. <code>dotnet run --project src/Api -- demo</code> starts with some from real
            articles; the first claim that you <Link href="/post">post</Link>, or{' '}
            <Link href="/read">read in an article</Link>, may open one of your own.
        </p>
    );
}
