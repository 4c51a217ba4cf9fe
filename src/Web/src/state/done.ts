import { useEffect, useState } from 'preact/hooks';

/** An act that was carried out, and how to take it back. */
export interface Done { what: string; undo?: () => Promise<unknown> }

type Onlooker = (done: Done | undefined) => void;

const onlookers = new Set<Onlooker>();
let last: Done | undefined;

/** Shows an act until the next one, or until it is dismissed; it outlives the dialog or the row that it came from. */
export function tell(done: Done | undefined) {
  last = done;
  for (const onlooker of onlookers) onlooker(done);
}

export function useDone(): Done | undefined {
  const [done, set] = useState(last);
  useEffect(() => {
    onlookers.add(set);
    return () => void onlookers.delete(set);
  }, []);
  return done;
}
