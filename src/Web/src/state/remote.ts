import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { repeated } from './repeated';

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
    const asked = repeated(async signal => {
      setState(s => ({ ...s, busy: true }));
      try {
        const data = await asking.current(signal);
        if (!signal.aborted) setState({ data, busy: false });
      } catch (error) {
        if (!signal.aborted) setState(s => ({ data: s.data, error: error as Error, busy: false }));
      }
    });
    again.current = asked.again;
    asked.again();
    return asked.end;
  }, deps);

  return { ...state, reload: useCallback(() => again.current(), []) };
}
