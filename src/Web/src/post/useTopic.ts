import { api, Problem } from '../api/client';
import type { TopicReading } from '../api/types';
import { useRemote } from '../state/remote';

/** The topic of an id that is being typed; undefined where there is none, or not yet. */
export const useTopic = (typed: string) =>
  useRemote<TopicReading | undefined>(
    async signal => {
      const id = typed.trim();
      if (!id || /\s/.test(id)) return undefined;
      await new Promise(resolve => setTimeout(resolve, 200));
      if (signal.aborted) return undefined;
      try {
        return await api.topic(id, {}, signal);
      } catch (fault) {
        if (fault instanceof Problem && (fault.status === 404 || fault.status === 400)) return undefined; // not yet
        throw fault;
      }
    },
    [typed.trim()],
  );
