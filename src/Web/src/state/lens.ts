import { useSearchParams } from 'wouter-preact';
import type { Lens } from '../api/client';

/** Which past the page shows; it stands in the address, so that the address is a permalink. */
export function useLens(): [Lens, (lens: Lens) => void] {
  const [search, setSearch] = useSearchParams();
  const lens: Lens = {};
  const reportedBy = search.get('reportedBy');
  const asOf = search.get('asOf');
  if (reportedBy) lens.reportedBy = reportedBy;
  else if (asOf) lens.asOf = asOf;
  const set = (next: Lens) => setSearch(old => {
    const params = new URLSearchParams(old);
    for (const name of ['reportedBy', 'asOf'] as const) {
      const value = next[name];
      if (value) params.set(name, value);
      else params.delete(name);
    }
    return params;
  }, { replace: true });
  return [lens, set];
}

export const isPast = (lens: Lens) => lens.reportedBy !== undefined || lens.asOf !== undefined;
