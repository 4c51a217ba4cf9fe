import { useMemo } from 'preact/hooks';
import { api, type Lens } from '../api/client';
import type { Grade } from '../api/words';
import type { Supposed, Supposition } from '../api/types';
import { useAddress } from '../state/address';
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

/** What a reader supposes about a topic, and what the server says to that. It stands in the address, so that it can be sent to others. */
export function useSupposition(topic: string, lens: Lens, over: Over, version: number | undefined): WhatIfState {
    const [search, change] = useAddress();
    const said = ['without', 'withoutClaims', 'graded'].map(name => search.get(name) ?? '');
    const [sources, claims, grades] = useMemo(
        () =>
            [
                new Set(listed(said[0]!)),
                new Set(listed(said[1]!)),
                new Map(listed(said[2]!).map(pair => [pair.slice(0, -2), pair.slice(-1) as Grade])),
            ] as const,
        said,
    );
    const on = search.has('whatIf') || said.some(Boolean);
    const written = (all: Iterable<string>) => [...all].sort().join(',') || undefined;
    const supposition = useMemo<Supposition | undefined>(
        () =>
            sources.size + claims.size + grades.size === 0
                ? undefined
                : {
                      without: { sources: [...sources], claims: [...claims] },
                      grades: Object.fromEntries(grades),
                  },
        [sources, claims, grades],
    );
    const timeline = over === 'recordedTime' ? undefined : over;
    const answer = useRemote(
        async signal => supposition && api.whatIf(topic, supposition, { ...lens, timeline }, signal),
        [topic, lens.reportedBy, lens.asOf, timeline, version, supposition],
    );

    const toggled = (set: ReadonlySet<string>, item: string) => {
        const next = new Set(set);
        if (!next.delete(item)) next.add(item);
        return next;
    };
    const graded = (source: string, grade: Grade | undefined) =>
        written(
            [...grades, [source, grade] as const]
                .filter(([s, g], i) => g && (s !== source || i === grades.size))
                .map(([s, g]) => `${s}~${g}`),
        );
    return {
        on,
        sources,
        claims,
        grades,
        answer,
        supposed: supposition && !answer.error ? answer.data : undefined,
        start: () => change({ whatIf: '' }, true),
        toggleSource: source =>
            change({ whatIf: '', without: written(toggled(sources, source)), graded: graded(source, undefined) }, true), // who does not speak has no grade
        toggleClaim: claim => change({ whatIf: '', withoutClaims: written(toggled(claims, claim)) }, true),
        grade: (source, grade) => change({ whatIf: '', graded: graded(source, grade) }, true),
        reset: () =>
            change({ whatIf: undefined, without: undefined, withoutClaims: undefined, graded: undefined }, true),
    };
}

const listed = (text: string) => text.split(',').filter(Boolean);
