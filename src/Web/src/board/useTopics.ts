import { useEffect, useRef, useState } from 'preact/hooks';
import { api, gather } from '../api/client';
import type { TopicBrief } from '../api/types';
import { useChanges } from '../state/live';
import { repeated } from '../state/repeated';

const pageSize = 200;
const askedApart = 20; // more topics than this at once are pages, not so many requests
const rest = 5_000; // between two reloads of several pages

interface List { name: string; topics: TopicBrief[]; next?: string }

/** The list that was last shown, for who comes back to it. */
let left: List | undefined;

/** The list as far as it is loaded, kept true as topics change: in their places, since what a reader looks at must not jump. */
export function useTopics(q: string, tag: string, sort: string, archived: boolean) {
  const name = JSON.stringify([q, tag, sort, archived]);
  const [state, setState] = useState<List & { error?: Error; busy: boolean }>(() => ({ ...(left?.name === name ? left : { name, topics: [] }), busy: true }));
  const newest = useRef(new Map<string, TopicBrief>());
  const now = useRef({ state, reload: () => {}, signal: new AbortController().signal });
  now.current.state = state;
  left = { name: state.name, topics: state.topics, next: state.next };

  /** The newer of what was known of a topic and what has come: a list may be behind. */
  const newer = (topic: TopicBrief) => {
    const known = newest.current.get(topic.id);
    if (known && known.version > topic.version) return known;
    newest.current.set(topic.id, topic);
    return topic;
  };
  const page = (signal: AbortSignal, cursor?: string) => api.topics({ q, tag, sort, archived: archived || undefined, limit: pageSize, cursor }, signal);

  useEffect(() => {
    const asked = repeated(async signal => {
      setState(s => ({ ...s, busy: true }));
      try {
        const shown = now.current.state;
        const { found, next } = await gather(cursor => page(signal, cursor), p => p.topics, shown.name === name ? shown.topics.length : 0);
        if (!signal.aborted) setState({ name, topics: found.map(newer), next, busy: false });
        if (found.length > pageSize) await new Promise(resolve => setTimeout(resolve, rest));
      } catch (error) {
        if (!signal.aborted) setState(s => ({ ...s, error: error as Error, busy: false }));
      }
    });
    now.current.reload = asked.again;
    now.current.signal = asked.signal;
    const timer = setTimeout(asked.again, q ? 150 : 0); // not at each letter
    return () => {
      clearTimeout(timer);
      asked.end();
    };
  }, [name]);

  useChanges(async changed => {
    if (changed === 'all' || changed.size > askedApart || q || tag) return now.current.reload();
    const { signal } = now.current;
    const answers = await Promise.allSettled([...changed.keys()].map(id => api.topic(id, {}, signal)));
    if (signal.aborted) return;
    const fresh = answers.filter(a => a.status === 'fulfilled').map(a => a.value as TopicBrief);
    const failed = answers.find(a => a.status === 'rejected');
    fresh.forEach(newer);
    setState(s => {
      const belongs = (t: TopicBrief) => (t.archived !== undefined) === archived;
      const topics = s.topics.map(newer).filter(belongs);
      const have = new Set(topics.map(t => t.id));
      // in another order their place is not known
      const unknown = sort === 'updated' ? fresh.filter(t => !have.has(t.id) && belongs(t)) : [];
      return { ...s, topics: [...unknown, ...topics], error: failed ? failed.reason as Error : s.error };
    });
  }, [name]);

  const loadMore = async () => {
    const { signal } = now.current;
    setState(s => ({ ...s, busy: true }));
    try {
      const { topics, next } = await page(signal, state.next);
      if (signal.aborted) return;
      setState(s => {
        const have = new Set(s.topics.map(t => t.id));
        return { ...s, topics: [...s.topics, ...topics.filter(t => !have.has(t.id)).map(newer)], next, busy: false };
      });
    } catch (error) {
      if (!signal.aborted) setState(s => ({ ...s, error: error as Error, busy: false }));
    }
  };

  return { ...state, loadMore, reload: () => now.current.reload() };
}
