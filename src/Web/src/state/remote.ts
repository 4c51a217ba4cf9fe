import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { keyGiven } from '../api/client';

export interface Remote<T> {
  data?: T;
  error?: Error;
  /** Asking now; what is shown is what was answered before. */
  busy: boolean;
  /** Asks again; once more afterwards when it is asking already, however often this is called meanwhile. */
  reload(): void;
}

/** Asks the server, again whenever `deps` change or a key is given; keeps what was answered until something newer is. */
export function useRemote<T>(ask: (signal: AbortSignal) => Promise<T>, deps: readonly unknown[]): Remote<T> {
  const [state, setState] = useState<{ data?: T; error?: Error; busy: boolean }>({ busy: true });
  const asking = useRef(ask);
  asking.current = ask;
  const again = useRef(() => {});

  useEffect(() => {
    const abort = new AbortController();
    let [running, stale] = [false, false];
    const run = async () => {
      stale = true;
      if (running) return;
      running = true;
      while (stale && !abort.signal.aborted) {
        stale = false;
        setState(s => ({ ...s, busy: true }));
        try {
          const data = await asking.current(abort.signal);
          if (!abort.signal.aborted) setState({ data, busy: false });
        } catch (error) {
          if (!abort.signal.aborted) setState(s => ({ data: s.data, error: error as Error, busy: false }));
        }
      }
      running = false;
    };
    again.current = () => void run();
    addEventListener(keyGiven, again.current);
    again.current();
    return () => {
      removeEventListener(keyGiven, again.current);
      abort.abort();
    };
  }, deps);

  return { ...state, reload: useCallback(() => again.current(), []) };
}
