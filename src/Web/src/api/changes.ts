import { createParser } from 'eventsource-parser';
import { keyGiven, Problem, request, Unreachable } from './client';
import type { Change } from './types';

export interface Listener {
  change(change: Change): void;
  /** What was missed, if anything, cannot be told: read everything anew. */
  reset(): void;
  /** Whether changes are arriving. */
  live(isLive: boolean): void;
}

const slowest = 30_000;
const silence = 75_000; // the server's heart beats every 15 seconds, and at the slowest once a minute

/**
 * Follows a stream of changes for as long as the page lives: takes up where it left off after an interruption, ever more slowly while the
 * server is away. A page that is hidden lets go of it, for a browser has few connections to a server; what came meanwhile comes when it
 * is shown. `fetch` rather than EventSource, which cannot send a key.
 */
export async function follow(path: string, listener: Listener) {
  let last: string | undefined;
  let pause = 1_000;
  const parser = createParser({
    onEvent: ({ event, id, data }) => {
      if (event === 'change') listener.change(JSON.parse(data));
      else if (event === 'reset' || (event === 'ready' && last === undefined)) listener.reset(); // what came before the first "ready" was told to nobody
      last = id ?? last;
    },
  });

  while (true) {
    await shown();
    const quiet = new AbortController();
    const hide = () => document.hidden && quiet.abort();
    document.addEventListener('visibilitychange', hide);
    let timer = setTimeout(() => quiet.abort(), silence);
    try {
      const response = await request(path, {
        headers: { Accept: 'text/event-stream', ...(last === undefined ? {} : { 'Last-Event-ID': last }) },
        signal: quiet.signal,
      });
      listener.live(true);
      pause = 1_000;
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(() => quiet.abort(), silence);
        parser.feed(chunk.value);
      }
    } catch (error) {
      if (error instanceof Problem && error.status === 400) last = undefined; // a cursor that means nothing here: begin anew
      else if (error instanceof Problem && (error.status === 401 || error.status === 403)) pause = slowest; // the page asks for a key
      else if (!(error instanceof Problem || error instanceof Unreachable || error instanceof TypeError || quiet.signal.aborted)) throw error;
    } finally {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', hide);
    }
    parser.reset();
    if (document.hidden) continue;
    listener.live(false);
    await patience(pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, slowest);
  }
}

/** So many milliseconds, or until somebody gives a key. */
const patience = (length: number) => new Promise<void>(resolve => {
  const done = () => {
    clearTimeout(timer);
    removeEventListener(keyGiven, done);
    resolve();
  };
  const timer = setTimeout(done, length);
  addEventListener(keyGiven, done);
});

const shown = () => new Promise<void>(resolve => {
  const look = () => {
    if (document.hidden) return;
    document.removeEventListener('visibilitychange', look);
    resolve();
  };
  document.addEventListener('visibilitychange', look);
  look();
});
