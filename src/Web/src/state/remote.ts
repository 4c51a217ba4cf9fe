import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export interface Remote<T> {
  data?: T;
  error?: Error;
  /** Asking now; what is shown is what was answered before. */
  busy: boolean;
  reload(): void;
}

/** Asks the server, again whenever `deps` change; keeps what was answered until something newer is. */
export function useRemote<T>(ask: (signal: AbortSignal) => Promise<T>, deps: readonly unknown[]): Remote<T> {
  const [state, setState] = useState<{ data?: T; error?: Error; busy: boolean }>({ busy: true });
  const [turn, setTurn] = useState(0);
  const asking = useRef(ask);
  asking.current = ask;

  useEffect(() => {
    const abort = new AbortController();
    setState(s => ({ ...s, busy: true }));
    asking.current(abort.signal).then(
      data => abort.signal.aborted || setState({ data, busy: false }),
      error => abort.signal.aborted || setState(s => ({ data: s.data, error, busy: false })));
    return () => abort.abort();
  }, [...deps, turn]);

  return { ...state, reload: useCallback(() => setTurn(t => t + 1), []) };
}
