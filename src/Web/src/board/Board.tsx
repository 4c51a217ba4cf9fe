import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { address } from '../api/client';
import type { TopicBrief } from '../api/types';
import { Downloads, TableFile } from '../parts/Downloads';
import { useShortcuts } from '../parts/Keys';
import { Trouble } from '../parts/Trouble';
import { useAddress } from '../state/address';
import { cameBack } from '../state/back';
import { preference, type Visits, visits } from '../state/visits';
import { plural } from '../words';
import { moved, Row } from './Row';
import { useTopics } from './useTopics';
import { useWindow } from './useWindow';

const tagsMax = 30;
const soughtMax = 10_000; // topics that are looked through by themselves for those that are to be shown

const filters = { all: 'all', moved: 'moved since your last visit', disputed: 'disputed', stale: 'nothing newer', archived: 'archived' } as const;
type Filter = keyof typeof filters;

const passes: Record<Filter, (topic: TopicBrief, seen: Visits) => boolean> = {
  all: () => true,
  moved: (topic, seen) => moved(topic, seen[topic.id]) !== undefined,
  disputed: topic => topic.view.disputed,
  stale: topic => topic.view.stale === true,
  archived: topic => topic.archived !== undefined,
};

const compact = preference('compact');
let leftAt = 0; // how far down the board was, for who comes back

export function Board() {
  const [search, change] = useAddress();
  const q = search.get('q') ?? '';
  const tag = search.get('tag') ?? '';
  const sort = search.get('sort') ?? 'updated';
  const asked = search.get('show');
  const filter: Filter = asked !== null && asked in filters ? asked as Filter : 'all';
  const set = (name: string, value: string, usual = '') => change({ [name]: value === usual ? undefined : value }, true);

  const { topics, next, error, busy, reload, loadMore } = useTopics(q, tag, sort, filter === 'archived');
  const [seen, setSeen] = useState(visits.all);
  const markSeen = () => setSeen(visits.see(topics));
  useEffect(() => visits.elsewhere(() => setSeen(visits.all())), []);
  useEffect(() => {
    const old = visits.old(topics, seen);
    if (old.length > 0) setSeen(visits.see(old));
  }, [topics]);

  const rows = useMemo(() => topics.filter(topic => passes[filter](topic, seen)), [topics, filter, seen]);
  const movedCount = useMemo(() => topics.filter(topic => passes.moved(topic, seen)).length, [topics, seen]);
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
  const { from, to, height, top } = useWindow(list, rows.length, dense);
  useLayoutEffect(() => {
    if (cameBack()) scrollTo(0, leftAt);
    const note = () => (leftAt = scrollY);
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, []);

  const sought = filter === 'all' || topics.length < soughtMax;
  useEffect(() => {
    if (next && !busy && !error && sought && to >= rows.length - 20) void loadMore();
  }, [next, busy, error, sought, to, rows.length]);

  const searchBox = useRef<HTMLInputElement>(null);
  const step = (by: number) => {
    const links = [...list.current!.querySelectorAll<HTMLAnchorElement>('a.title')];
    const here = links.indexOf(document.activeElement as HTMLAnchorElement);
    links[Math.max(0, Math.min(links.length - 1, here + by))]?.focus();
  };
  useShortcuts({ '/': () => searchBox.current?.focus(), j: () => step(1), k: () => step(-1), m: markSeen, d: toggleDense });
  useEffect(() => void (document.title = movedCount > 0 ? `(${movedCount}) Analysis` : 'Analysis'), [movedCount]);

  return (
    <div class="board">
      <h1 class="sr">Board</h1>
      <form class="tools" role="search" onSubmit={e => e.preventDefault()}>
        <input ref={searchBox} type="search" placeholder="Search topics" aria-label="Search topics" value={q}
          onInput={e => set('q', e.currentTarget.value)} />
        <label>Sort <select value={sort} onChange={e => set('sort', e.currentTarget.value, 'updated')}>
          <option value="updated">last moved</option>
          <option value="confidence">most confident</option>
          <option value="title">title</option>
          <option value="id">id</option>
        </select></label>
        <label>Show <select value={filter} onChange={e => set('show', e.currentTarget.value, 'all')}>
          {Object.entries(filters).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
        </select></label>
        <button type="button" aria-pressed={dense} onClick={toggleDense}>Compact</button>
        <button type="button" onClick={markSeen} disabled={movedCount === 0}>Mark as seen</button>
        {(topics.length > 0 || !error) && <span class="count">
          {filter === 'all' ? '' : `${rows.length} of `}{plural(topics.length, 'topic')}{next ? ' so far' : ''}{movedCount > 0 && <>, <strong>{movedCount} moved</strong></>}
        </span>}
        <Downloads of="the list">
          <TableFile path="/v1/topics" query={{ q, tag, sort, archived: filter === 'archived' || undefined }}>
            {filter === 'all' || filter === 'archived' ? 'CSV' : 'CSV of all that are searched'}
          </TableFile>
        </Downloads>
        {(q || tag) && <Link class="button" href={address('/alerts', { q, tag })}>Alert me…</Link>}
      </form>
      {tags.length > 0 && <div class="tags" role="group" aria-label="Tags">
        {tags.map(t => <button key={t} type="button" class="tag" aria-pressed={t === tag} onClick={() => set('tag', t === tag ? '' : t)}>{t}</button>)}
      </div>}
      {error && <Trouble error={error} retry={reload} stale={topics.length > 0} />}
      <ol class={`rows ${dense ? 'compact' : ''}`} ref={list} style={{ height: `${height}px` }}>
        {rows.slice(from, to).map((topic, i) => (
          <Row key={topic.id} topic={topic} seen={seen[topic.id]} top={top(from + i)} place={from + i + 1} of={next ? -1 : rows.length} />
        ))}
      </ol>
      {next && !sought && <button type="button" onClick={() => void loadMore()}>Look through more topics</button>}
      {!busy && !error && rows.length === 0 && <Empty any={topics.length > 0 || q !== '' || tag !== ''} />}
    </div>
  );
}

function Empty({ any }: { any: boolean }) {
  return any ? <p class="empty">Nothing here. Another search, tag or selection may show more.</p> : (
    <p class="empty">
      There are no topics yet. <code>dotnet run --project src/Api -- demo</code> starts with some from real articles; the first claim
      that you <Link href="/post">post</Link>, or <Link href="/read">read in an article</Link>, may open one of your own.
    </p>
  );
}
