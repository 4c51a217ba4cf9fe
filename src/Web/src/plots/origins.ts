import type { LedgerEntry } from '../api/types';

const colours = 8;

/** A colour for each origin, the heaviest first; what is left when they run out is grey. The style sheet has the colours, for light and dark. */
export function originColours(entries: readonly LedgerEntry[]): Map<string, string> {
  const weights = new Map<string, number>();
  for (const entry of entries) weights.set(entry.voice, (weights.get(entry.voice) ?? 0) + entry.weight + 1e-6);
  return new Map([...weights].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([voice], i) => [voice, voice === 'unknown' || i >= colours ? 'var(--unknown)' : `var(--origin${i})`]));
}

export const originName = (voice: string) => (voice === 'unknown' ? 'unknown lineage' : voice);
