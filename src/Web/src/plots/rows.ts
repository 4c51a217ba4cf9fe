import type { TimelinePoint, View } from '../api/types';
import { type Extent, extent, startOf } from '../time';

/** A view at its place on the horizontal axis: an instant, or the number of a step. */
export interface Placed {
  x: number;
  view: View;
  /** What happened then. */
  because?: string;
  /** Nothing happened then: the belief moves with time alone, evenly from the point before. */
  between?: boolean;
}

/** What is drawn of a view; an end of a band that is open is left out. */
export interface Row {
  x: number;
  between?: boolean;
  at?: number;
  lower?: number;
  upper?: number;
  low50?: number;
  high50?: number;
  low90?: number;
  high90?: number;
}

/** Points of a timeline at their places on its axis. */
export const placed = (points: readonly TimelinePoint[]): Placed[] =>
  points.map(p => ({ x: Date.parse(p.reportedBy ?? p.validAt), view: p.view, because: p.because, between: p.between }));

const time = (end: number | string | null | undefined) => (typeof end === 'string' ? startOf(end) : end ?? undefined);

const middle = ({ from, to }: Extent) => (from === undefined || to === undefined ? undefined : (from + to) / 2);

export function rowOf({ x, view, between }: Placed): Row {
  const row = { x, between };
  if (view.kind === 'category' || !(view.evidence || view.resolution)) return row;
  if (view.kind === 'proposition') {
    const answer = view.resolution?.value;
    return { ...row, at: answer?.kind === 'proposition' ? Number(answer.holds) : view.probability };
  }
  const [low50, high50] = view.interval50?.map(time) ?? [];
  const [low90, high90] = view.interval90?.map(time) ?? [];
  const bands = { low50, high50, low90, high90 };
  if (view.kind === 'date') return { ...row, at: middle(extent(view.edtf)) ?? middle({ from: low50, to: high50 }), ...bands };
  return view.estimate !== undefined ? { ...row, at: view.estimate, ...bands }
    : { ...row, lower: view.lowerBound, upper: view.upperBound, ...bands };
}

/**
 * Rows of a count that never falls: what is known later of all there were bounds what there were before, and what
 * there were at least, there are at least later.
 */
export function neverFalling(rows: readonly Row[]): Row[] {
  const least = (a: number | undefined, b: number | undefined) => (a === undefined || b === undefined ? a : Math.min(a, b));
  const found = rows.map(row => ({ ...row }));
  for (let i = found.length - 2; i >= 0; i--) {
    const [row, next] = [found[i]!, found[i + 1]!];
    const most = next.at ?? next.upper;
    for (const name of ['at', 'lower', 'upper'] as const) row[name] = least(row[name], most);
    for (const name of ['low50', 'high50', 'low90', 'high90'] as const) row[name] = least(row[name], next[name]);
  }
  for (let i = 1; i < found.length; i++) {
    const [row, before] = [found[i]!, found[i - 1]!];
    if (row.lower !== undefined && before.lower !== undefined) row.lower = Math.max(row.lower, before.lower);
  }
  return found;
}

/**
 * The corners of what is drawn: each holds until the next, but where belief moves with time alone it goes there evenly. Ends with
 * the last, at the end of the axis.
 */
export function corners<T extends { x: number; between?: boolean }>(points: readonly T[], [first, last]: [number, number]): T[] {
  const inside = points.filter((p, i) => p.x <= last && (points[i + 1]?.x ?? Infinity) > first);
  return inside.flatMap((p, i) => {
    const [here, next] = [{ ...p, x: Math.max(p.x, first) }, inside[i + 1]];
    if (next) return next.between ? [here] : [here, { ...p, x: next.x }];
    return here.x < last ? [here, { ...p, x: last }] : [here];
  });
}
