import { useState } from 'preact/hooks';
import { api, type Lens } from '../api/client';
import type { Entry } from '../api/types';
import { useRemote } from '../state/remote';

const atFirst = 1_000;
const pageSize = 200;

export interface LedgerPages {
  entries: readonly Entry[];
  /** Loads the next thousand; undefined when all are here. */
  more?: () => void;
  error?: Error;
  reload(): void;
}

const none: readonly Entry[] = [];

/** A topic's ledger through a lens, a thousand entries at first. */
export function useLedger(id: string, lens: Lens): LedgerPages {
  const [wanted, want] = useState(atFirst);
  const remote = useRemote(async signal => {
    const entries: Entry[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.ledger(id, { ...lens, limit: pageSize, cursor }, signal);
      entries.push(...page.claims);
      cursor = page.next;
    } while (cursor && entries.length < wanted);
    return { entries, complete: cursor === undefined };
  }, [id, lens.reportedBy, lens.asOf, wanted]);
  return {
    entries: remote.data?.entries ?? none,
    more: remote.data && !remote.data.complete ? () => want(wanted + atFirst) : undefined,
    error: remote.error,
    reload: remote.reload,
  };
}
