import type { Warning } from '../api/types';

/** What the server says at once of a claim that does not count, or not as its sender may think. */
export function Warnings({ of }: { of?: Warning[] }) {
  if (!of) return null;
  return <ul class="warnings">{of.map(w => <li key={`${w.code} ${w.pointer}`}>{w.reason}{w.nearest && ` Perhaps "${w.nearest}" is meant.`}</li>)}</ul>;
}
