import { useEffect, useRef } from 'preact/hooks';
import { api } from '../api/client';
import type { TopicMove } from '../api/types';
import { useChanges } from '../state/live';
import { useRemote } from '../state/remote';

const mostMoves = 100; // of the topics that changed last
const rest = 5_000; // between two askings: each costs the server a fold a topic

/** What moved since a time on the server's clock, by topic; what was answered before, while the server is asked again. */
export function useMoves(since: string, q: string, tag: string): { moves: ReadonlyMap<string, TopicMove>; error?: Error } {
  const remote = useRemote(async signal => {
    await new Promise(resolve => setTimeout(resolve, q ? 150 : 0)); // not at each letter
    const { moves } = await api.moves({ since, q, tag, limit: mostMoves }, signal);
    return new Map(moves.map(move => [move.topic, move]));
  }, [since, q, tag]);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useChanges(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      remote.reload();
    }, rest);
  }, [since, q, tag]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { moves: remote.data ?? none, error: remote.error };
}

const none: ReadonlyMap<string, TopicMove> = new Map();

/** What moved, by how much and why; where the range alone moved, that. */
export function told({ was, now, by, because }: TopicMove): string {
  const what = !was ? 'new' : by ?? (was.answer === now.answer ? `was ${was.beside ?? was.text}` : `${was.answer} → ${now.answer}`);
  return because ? `${what}: ${because}` : what;
}
