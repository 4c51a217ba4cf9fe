import type { TopicBrief } from '../api/types';
import { beside, brief } from '../words';

/** What a reader last saw of a topic: version and what was believed, the answer and what stood beside it. */
export interface Seen { version: number; belief: string; beside?: string }
export type Visits = Readonly<Record<string, Seen>>;

const name = 'analysis-seen';
const sinceName = 'analysis-since';
const most = 20_000;

/** Kept in this browser; where it keeps nothing, all is as on a first visit. */
const memory = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // its user forbids it
    }
  },
  set(key: string, value: string) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // forbidden, or full
    }
  },
};

/** When this browser first showed the page: what was recorded before is no news. */
const since = memory.get(sinceName) ?? new Date().toISOString();
memory.set(sinceName, since);

function read(): Record<string, Seen> {
  try {
    return JSON.parse(memory.get(name) ?? '{}');
  } catch {
    return {}; // somebody else's text under our name
  }
}

export const visits = {
  all: read as () => Visits,
  see(topics: readonly Pick<TopicBrief, 'id' | 'version' | 'view'>[]): Visits {
    const seen = read();
    for (const topic of topics) {
      delete seen[topic.id]; // so that it stands last, and the longest unseen goes first
      seen[topic.id] = { version: topic.version, belief: brief(topic.view), beside: beside(topic.view) };
    }
    const kept = Object.fromEntries(Object.entries(seen).slice(-most));
    memory.set(name, JSON.stringify(kept));
    return kept;
  },
  /** Those that nobody has seen here, but which are older than the first visit. */
  old: (topics: readonly TopicBrief[], seen: Visits) => topics.filter(t => seen[t.id] === undefined && t.view.recordedAt <= since),
  /** Calls back when another tab has seen something. */
  elsewhere(heard: () => void) {
    const hear = (event: StorageEvent) => event.key === name && heard();
    addEventListener('storage', hear);
    return () => removeEventListener('storage', hear);
  },
};

/** Whether rows are compact, and whether single keys act: what a reader chooses once. */
export const preference = (key: 'compact' | 'no-shortcuts') => ({
  get: () => memory.get(`analysis-${key}`) === 'yes',
  set: (on: boolean) => memory.set(`analysis-${key}`, on ? 'yes' : 'no'),
});
