import type { Axis, Lens } from '../api/client';
import type { TopicReading } from '../api/types';
import { lastOf } from '../time';
import { useAddress } from './address';

/** Which past the page shows; it stands in the address, so that the address is a permalink. What is no time there is passed over. */
export function useLens(): [Lens, (lens: Lens, replace?: boolean) => void] {
  const [search, change] = useAddress();
  const lens: Lens = {};
  const reportedBy = search.get('reportedBy');
  const asOf = search.get('asOf');
  if (reportedBy && lastOf(reportedBy) !== undefined) lens.reportedBy = reportedBy;
  else if (asOf && lastOf(asOf) !== undefined) lens.asOf = asOf;
  const set = (next: Lens, replace = false) => change({ reportedBy: next.reportedBy, asOf: next.asOf }, replace);
  return [lens, set];
}

export const isPast = (lens: Lens) => lens.reportedBy !== undefined || lens.asOf !== undefined;

export type Over = Axis | 'recordedTime';

/** Over which time the plot goes; in the address too. What is fixed is the same at every valid time, and goes over the reports as a rule. */
export function useOver(dynamics: TopicReading['dynamics'] | undefined): [Over, (over: Over) => void] {
  const [search, change] = useAddress();
  const usual: Over = dynamics === 'fixed' ? 'reportedTime' : 'validTime';
  const asked = search.get('over');
  const over = asked === 'validTime' || asked === 'reportedTime' || asked === 'recordedTime' ? asked : usual;
  return [over, next => change({ over: next === usual ? undefined : next })];
}
