import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Unreachable } from '../api/client';
import { Trouble } from './Trouble';

/** A part of the page that is loaded when it is first shown, so that the first load need not bring it. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [, setLoaded] = useState(loaded !== undefined);
    const [error, setError] = useState<Error>();
    const bring = async () => {
      setError(undefined);
      try {
        loaded = await load();
        setLoaded(true);
      } catch (cause) {
        setError(
          new Unreachable('This part of the page does not come: there may be a newer one. Load the page anew.', {
            cause,
          }),
        );
      }
    };
    useEffect(() => void (loaded ?? bring()), []);
    if (error) return <Trouble error={error} retry={() => void bring()} />;
    const Part = loaded;
    return Part ? (
      <Part {...props} />
    ) : (
      <p class="empty" role="status">
        Loading…
      </p>
    );
  };
}
