import { useMemo, useState } from 'preact/hooks';
import { api, type Lens } from '../api/client';
import type { Grade } from '../api/words';
import type { Supposed, Supposition } from '../api/types';
import type { Over } from '../state/lens';
import { type Remote, useRemote } from '../state/remote';

export interface WhatIfState {
  on: boolean;
  sources: ReadonlySet<string>;
  claims: ReadonlySet<string>;
  grades: ReadonlyMap<string, Grade>;
  supposed?: Supposed;
  answer: Remote<Supposed | undefined>;
  start(): void;
  toggleSource(source: string): void;
  toggleClaim(claim: string): void;
  grade(source: string, grade: Grade | undefined): void;
  reset(): void;
}

/** What a reader supposes about a topic, and what the server says to that. */
export function useSupposition(topic: string, lens: Lens, over: Over, version: number | undefined): WhatIfState {
  const [on, setOn] = useState(false);
  const [sources, setSources] = useState<ReadonlySet<string>>(new Set());
  const [claims, setClaims] = useState<ReadonlySet<string>>(new Set());
  const [grades, setGrades] = useState<ReadonlyMap<string, Grade>>(new Map());
  const supposition = useMemo<Supposition | undefined>(() => sources.size + claims.size + grades.size === 0 ? undefined : {
    without: { sources: [...sources], claims: [...claims] },
    grades: Object.fromEntries(grades),
  }, [sources, claims, grades]);
  const timeline = over === 'recordedTime' ? undefined : over;
  const answer = useRemote(async signal => supposition && api.whatIf(topic, supposition, { ...lens, timeline }, signal), [topic, lens.reportedBy, lens.asOf, timeline, version, supposition]);

  const toggled = (set: ReadonlySet<string>, item: string) => {
    const next = new Set(set);
    if (!next.delete(item)) next.add(item);
    return next;
  };
  const regrade = (source: string, grade: Grade | undefined) => setGrades(old => {
    const next = new Map(old);
    if (grade) next.set(source, grade);
    else next.delete(source);
    return next;
  });
  return {
    on, sources, claims, grades, answer, supposed: supposition && !answer.error ? answer.data : undefined,
    start: () => setOn(true),
    toggleSource: source => {
      setSources(s => toggled(s, source));
      regrade(source, undefined); // who does not speak has no grade
    },
    toggleClaim: claim => setClaims(c => toggled(c, claim)),
    grade: regrade,
    reset: () => {
      setOn(false);
      setSources(new Set());
      setClaims(new Set());
      setGrades(new Map());
    },
  };
}
