import { useEffect, useState } from 'preact/hooks';
import { follow } from '../api/changes';

/** Topics that have changed, each with the version it has reached; `all` when that cannot be told, or time itself has moved on. */
export type Changed = ReadonlyMap<string, number> | 'all';

type Hearer = (changed: Changed) => void;

/** Between two tellings: a burst of facts on one topic is one reload. */
const gathering = 300;
const hour = 3_600_000;

const hearers = new Set<Hearer>();
const onlookers = new Set<(isLive: boolean) => void>();
let isLive: boolean | undefined;
let moved = new Map<string, number>();
let everything = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function tell() {
  timer ??= setTimeout(() => {
    const told: Changed = everything ? 'all' : moved;
    [moved, everything, timer] = [new Map(), false, undefined];
    for (const hearer of hearers) hearer(told);
  }, gathering);
}

function tellAll() {
  everything = true;
  tell();
}

/** Begins to follow the server; once per page. Views age by the hour, so that each hour is news as well. */
export function goLive() {
  void follow('/v1/changes', {
    change: ({ topic, version }) => {
      moved.set(topic, version);
      tell();
    },
    reset: tellAll,
    live: now => {
      if (now === isLive) return;
      if (now && isLive === false) tellAll(); // what failed meanwhile is asked for again
      isLive = now;
      for (const onlooker of onlookers) onlooker(now);
    },
  });
  let at = Math.floor(Date.now() / hour);
  const look = () => {
    const now = Math.floor(Date.now() / hour);
    if (document.hidden || now === at) return;
    at = now;
    tellAll();
  };
  setInterval(look, 60_000);
  document.addEventListener('visibilitychange', look);
}

/** Calls back when topics have changed. */
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
