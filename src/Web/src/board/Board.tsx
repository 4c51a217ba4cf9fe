import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useSearchParams } from 'wouter-preact';
import { api, gather } from '../api/client';
import type { TopicBrief } from '../api/types';
import { useShortcuts } from '../parts/Keys';
import { Trouble } from '../parts/Trouble';
import { useChanges } from '../state/live';
import { type Seen, visits } from '../state/visits';
import { plural } from '../words';
import { moved, Row } from './Row';
import { useWindow } from './useWindow';

const pageSize = 200;
const denseName = 'analysis-compact';
const askedApart = 20; // more topics than this at once are a page, not so many requests

const filters = { all: 'all', moved: 'moved since your last visit', disputed: 'disputed', stale: 'nothing newer' } as const;
type Filter = keyof typeof filters;

const passes: Record<Filter, (topic: TopicBrief, seen: Record<string, Seen>) => boolean> = {
  all: () => true,
  moved: (topic, seen) => moved(topic, seen[topic.id]) !== undefined,
  disputed: topic => topic.view.disputed,
  stale: topic => topic.view.stale === true,
};

export function Board() {
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const tag = search.get('tag') ?? '';
  const sort = search.get('sort') ?? 'updated';
  const filter = (search.get('show') ?? 'all') in filters ? (search.get('show') ?? 'all') as Filter : 'all';
  const set = (name: string, value: string, usual = '') => setSearch(old => {
    const params = new URLSearchParams(old);
    if (value === usual) params.delete(name);
    else params.set(name, value);
    return params;
  }, { replace: true });

  const { topics, more, error, busy, reload, loadMore } = useTopics(q, tag, sort);
  const [seen, setSeen] = useState(visits.all);
  useFirstVisit(topics, setSeen);
  const markSeen = () => setSeen(visits.see(topics));

  const rows = useMemo(() => topics.filter(topic => passes[filter](topic, seen)), [topics, filter, seen]);
  const tags = useMemo(() => [...new Set([...(tag ? [tag] : []), ...topics.flatMap(topic => topic.tags ?? [])])].sort().slice(0, 30), [topics, tag]);
  const list = useRef<HTMLOListElement>(null);
  const [dense, setDense] = useState(() => localStorage.getItem(denseName) === 'yes');
  const { from, to, height, top } = useWindow(list, rows.length, dense);
  const toggleDense = () => {
    localStorage.setItem(denseName, dense ? 'no' : 'yes');
    setDense(!dense);
  };

  useEffect(() => {
    if (more && !busy && !error && to >= rows.length - 20) loadMore();
  }, [more, busy, error, to, rows.length]);

  const searchBox = useRef<HTMLInputElement>(null);
  const step = (by: number) => {
    const links = [...list.current!.querySelectorAll<HTMLAnchorElement>('a.title')];
    const here = links.indexOf(document.activeElement as HTMLAnchorElement);
    links[Math.max(0, Math.min(links.length - 1, here + by))]?.focus();
  };
  useShortcuts({ '/': () => searchBox.current?.focus(), j: () => step(1), k: () => step(-1), m: markSeen, d: toggleDense });
  useEffect(() => void (document.title = 'Analysis'), []);

  const movedCount = useMemo(() => topics.filter(topic => passes.moved(topic, seen)).length, [topics, seen]);

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
        <span class="count" role="status">
          {plural(topics.length, 'topic')}{more ? ' so far' : ''}{movedCount > 0 && <>, <strong>{movedCount} moved</strong></>}
        </span>
      </form>
      {tags.length > 0 && <div class="tags" role="group" aria-label="Tags">
        {tags.map(t => <button key={t} type="button" class="tag" aria-pressed={t === tag} onClick={() => set('tag', t === tag ? '' : t)}>{t}</button>)}
      </div>}
      {error && <Trouble error={error} retry={reload} stale={topics.length > 0} />}
      <ol class={`rows ${dense ? 'compact' : ''}`} ref={list} style={{ height: `${height}px` }}>
        {rows.slice(from, to).map((topic, i) => (
          <Row key={topic.id} topic={topic} seen={seen[topic.id]} top={top(from + i)} place={from + i + 1} of={more ? -1 : rows.length} />
        ))}
      </ol>
      {!busy && !error && rows.length === 0 && <Empty any={topics.length > 0 || q !== '' || tag !== ''} />}
    </div>
  );
}

function Empty({ any }: { any: boolean }) {
  return any ? <p class="empty">Nothing here. Another search, tag or selection may show more.</p> : (
    <p class="empty">
      There are no topics yet. <code>dotnet run --project src/Api -- demo</code> starts with some from real articles; the first claim
      that you <a href="/post">post</a> may open one of your own.
    </p>
  );
}

/** The list as far as it is loaded, kept true as topics change. */
function useTopics(q: string, tag: string, sort: string) {
  const [state, setState] = useState<{ topics: TopicBrief[]; next?: string; error?: Error; busy: boolean }>({ topics: [], busy: true });
  const asked = useRef(new AbortController());
  const query = { q, tag, sort, limit: pageSize };

  const load = async (cursor?: string, atLeast = 0) => {
    if (cursor === undefined) {
      asked.current.abort();
      asked.current = new AbortController();
    }
    const { signal } = asked.current;
    setState(s => ({ ...s, busy: true }));
    try {
      const { found, next } = await gather(after => api.topics({ ...query, cursor: after ?? cursor }, signal), page => page.topics, atLeast);
      setState(s => ({ topics: cursor === undefined ? found : [...s.topics, ...found], next, busy: false }));
    } catch (error) {
      if (!signal.aborted) setState(s => ({ ...s, error: error as Error, busy: false }));
    }
  };

  useEffect(() => {
    const timer = setTimeout(() => void load(), q ? 150 : 0); // not at each letter
    return () => clearTimeout(timer);
  }, [q, tag, sort]);

  useChanges(async changed => {
    if (changed === 'all' || changed.size > askedApart || q || tag) return void load(undefined, state.topics.length);
    const { signal } = asked.current;
    try {
      const fresh = new Map((await Promise.all([...changed].map(id => api.topic(id, {}, signal)))).map(topic => [topic.id, topic]));
      setState(s => {
        const topics = s.topics.map(topic => fresh.get(topic.id) ?? topic); // in their places: what a reader looks at does not jump
        for (const topic of s.topics) fresh.delete(topic.id);
        return { ...s, topics: [...fresh.values(), ...topics] };
      });
    } catch (error) {
      if (!signal.aborted) setState(s => ({ ...s, error: error as Error }));
    }
  }, [q, tag, sort, state.topics.length]);

  return { topics: state.topics, more: state.next !== undefined, error: state.error, busy: state.busy, reload: () => void load(), loadMore: useCallback(() => void load(state.next), [state.next]) };
}

/** Who comes for the first time has no last visit to compare with: what they see then is it. */
function useFirstVisit(topics: TopicBrief[], setSeen: (seen: Record<string, Seen>) => void) {
  const isFirst = useRef(Object.keys(visits.all()).length === 0);
  useEffect(() => {
    if (isFirst.current && topics.length > 0) {
      isFirst.current = false;
      setSeen(visits.see(topics));
    }
  }, [topics]);
}
