import { keyGiven } from '../api/client';

/** Work that is done once at a time: asked for while it is under way it is done once more afterwards, however often that was. A key that is given asks for it too. */
export function repeated(work: (signal: AbortSignal) => Promise<void>) {
  const abort = new AbortController();
  const { signal } = abort;
  let [running, stale] = [false, false];
  const run = async () => {
    stale = true;
    if (running) return;
    running = true;
    while (stale && !signal.aborted) {
      stale = false;
      await work(signal);
    }
    running = false;
  };
  const again = () => void run();
  addEventListener(keyGiven, again);
  const end = () => {
    removeEventListener(keyGiven, again);
    abort.abort();
  };
  return { again, signal, end };
}
