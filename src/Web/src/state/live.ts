import { useEffect, useState } from 'preact/hooks';
import { follow } from '../api/changes';
import type { Change } from '../api/types';

type Hearer = (topics: ReadonlySet<string> | 'all') => void;

/** Between two tellings: a burst of facts on one topic is one reload. */
const gather = 300;

const hearers = new Set<Hearer>();
const onlookers = new Set<(isLive: boolean) => void>();
let isLive: boolean | undefined;
let moved: Set<string> | 'all' = new Set();
let timer: ReturnType<typeof setTimeout> | undefined;

function note(what: Change | 'all') {
  if (what === 'all') moved = 'all';
  else if (moved !== 'all') moved.add(what.topic);
  timer ??= setTimeout(() => {
    const told = moved;
    moved = new Set();
    timer = undefined;
    for (const hearer of hearers) hearer(told);
  }, gather);
}

/** Begins to follow the server; once per page. */
export function goLive() {
  void follow('/v1/changes', {
    change: note,
    reset: () => note('all'),
    live: now => {
      if (now === isLive) return;
      isLive = now;
      for (const onlooker of onlookers) onlooker(now);
    },
  }, new AbortController().signal);
}

/** Calls back when topics have changed: which, or `all` when that cannot be told. */
export function useChanges(hearer: Hearer, deps: readonly unknown[]) {
  useEffect(() => {
    hearers.add(hearer);
    return () => void hearers.delete(hearer);
  }, deps);
}

/** Whether changes are arriving; undefined until the first answer. */
export function useLive() {
  const [now, setNow] = useState(isLive);
  useEffect(() => {
    onlookers.add(setNow);
    setNow(isLive);
    return () => void onlookers.delete(setNow);
  }, []);
  return now;
}
