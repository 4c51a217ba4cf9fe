import type { TopicBrief } from '../api/types';
import { brief } from '../words';

/** What a reader last saw of a topic: version and what was believed, in short. */
export interface Seen { version: number; belief: string }

const name = 'analysis-seen';

/** Kept in this browser. A topic that was never shown before counts as seen once it has been. */
export const visits = {
  all(): Record<string, Seen> {
    try {
      return JSON.parse(localStorage.getItem(name) ?? '{}');
    } catch {
      return {}; // somebody else's text under our name: as if nothing had been seen
    }
  },
  see(topics: readonly Pick<TopicBrief, 'id' | 'version' | 'view'>[]): Record<string, Seen> {
    const seen = visits.all();
    for (const topic of topics) seen[topic.id] = { version: topic.version, belief: brief(topic.view) };
    localStorage.setItem(name, JSON.stringify(seen));
    return seen;
  },
};
