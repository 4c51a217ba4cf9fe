import { useSearchParams } from 'wouter-preact';
import type { Axis, Lens } from '../api/client';
import type { Topic } from '../api/types';
import { lastOf } from '../time';

/** Which past the page shows; it stands in the address, so that the address is a permalink. What is no time there is passed over. */
export function useLens(): [Lens, (lens: Lens, replace?: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  const lens: Lens = {};
  const reportedBy = search.get('reportedBy');
  const asOf = search.get('asOf');
  if (reportedBy && lastOf(reportedBy) !== undefined) lens.reportedBy = reportedBy;
  else if (asOf && lastOf(asOf) !== undefined) lens.asOf = asOf;
  const set = (next: Lens, replace = false) => setSearch(old => {
    const params = new URLSearchParams(old);
    for (const name of ['reportedBy', 'asOf'] as const) {
      const value = next[name];
      if (value) params.set(name, value);
      else params.delete(name);
    }
    return params;
  }, { replace });
  return [lens, set];
}

export const isPast = (lens: Lens) => lens.reportedBy !== undefined || lens.asOf !== undefined;

export type Over = Axis | 'recordedTime';

/** Over which time the plot goes; in the address too. What is fixed is the same at every valid time, and goes over the reports as a rule. */
export function useOver(dynamics: Topic['dynamics'] | undefined): [Over, (over: Over) => void] {
  const [search, setSearch] = useSearchParams();
  const usual: Over = dynamics === 'fixed' ? 'reportedTime' : 'validTime';
  const asked = search.get('over');
  const over = asked === 'validTime' || asked === 'reportedTime' || asked === 'recordedTime' ? asked : usual;
  const set = (next: Over) => setSearch(old => {
    const params = new URLSearchParams(old);
    if (next === usual) params.delete('over');
    else params.set('over', next);
    return params;
  });
  return [over, set];
}
