import { useState } from 'preact/hooks';
import { api, gather, type Lens } from '../api/client';
import type { LedgerEntry } from '../api/types';
import { useRemote } from '../state/remote';

const atFirst = 1_000;
const pageSize = 200;

export interface LedgerPages {
  entries: readonly LedgerEntry[];
  /** Loads the next thousand; undefined when all are here. */
  more?: () => void;
  error?: Error;
  reload(): void;
}

const none: readonly LedgerEntry[] = [];

/** A topic's ledger through a lens, a thousand entries at first; without a lens, none. */
export function useLedger(id: string, lens: Lens | undefined): LedgerPages {
  const [wanted, want] = useState(atFirst);
  const remote = useRemote(
    signal => (lens ? gather(cursor => api.ledger(id, { ...lens, limit: pageSize, cursor }, signal), page => page.claims, wanted) : Promise.resolve({ found: [] })),
    [id, lens === undefined, lens?.reportedBy, lens?.asOf, wanted]);
  return {
    entries: remote.data?.found ?? none,
    more: remote.data?.next ? () => want(wanted + atFirst) : undefined,
    error: remote.error,
    reload: remote.reload,
  };
}
