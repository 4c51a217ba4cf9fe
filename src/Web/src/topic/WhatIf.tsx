import { useEffect, useRef } from 'preact/hooks';
import { Trouble } from '../parts/Trouble';
import { beside, brief, figure } from '../words';
import type { WhatIfState } from './supposition';

/** The view beside what it would be. The ticks and grades that it follows stand in the ledger. */
export function WhatIf({ whatIf }: { whatIf: WhatIfState }) {
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => {
        if (whatIf.on) heading.current?.focus();
    }, [whatIf.on]);
    if (!whatIf.on)
        return (
            <p class="whatif">
                <button type="button" onClick={whatIf.start}>
                    What if…
                </button>{' '}
                <span class="hint">without a source, a claim, or with another grade; nothing is stored</span>
            </p>
        );
    const { supposed, answer } = whatIf;
    const terms = [
        ...[...whatIf.sources].map(s => `without ${s}`),
        ...[...whatIf.claims].map(c => `without claim ${c}`),
        ...[...whatIf.grades].map(([s, g]) => `${s} graded ${g}`),
    ];
    return (
        <section class="whatif open" aria-label="What if">
            <h2 ref={heading} tabIndex={-1}>
                What if
            </h2>
            <p>
                {terms.length
                    ? terms.join(', ')
                    : 'Untick a source or a claim in the ledger below, or grade a source otherwise.'}
            </p>
            {answer.error && <Trouble error={answer.error} retry={answer.reload} />}
            {supposed && (
                <div>
                    <p class="versus" role="status">
                        <span>
                            <span class="large">{brief(supposed.actual)}</span>
                            <span class="small">{beside(supposed.actual)}</span>
                            <span class="small">as it is</span>
                        </span>
                        <span aria-hidden="true">→</span>
                        <span class="alternative">
                            <span class="large">{brief(supposed.supposed)}</span>
                            <span class="small">{beside(supposed.supposed)}</span>
                            <span class="small">supposed</span>
                        </span>
                    </p>
                    {supposed.difference.length === 0 ? (
                        <p>Nothing moves.</p>
                    ) : (
                        <details>
                            <summary>{supposed.difference.length} figures move</summary>
                            <table>
                                <thead>
                                    <tr>
                                        <th scope="col">figure</th>
                                        <th scope="col">is</th>
                                        <th scope="col">would be</th>
                                        <th scope="col">by</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {supposed.difference.map(move => (
                                        <tr key={move.pointer}>
                                            <th scope="row" title={move.pointer}>
                                                {named(move.pointer)}
                                            </th>
                                            <td>{shown(move.actual)}</td>
                                            <td>{shown(move.supposed)}</td>
                                            <td>{move.by === undefined ? '' : figure(move.by)}</td>
                                        </tr>
                                    ))}
                                </tbody>
                            </table>
                        </details>
                    )}
                </div>
            )}
            <button type="button" onClick={whatIf.reset}>
                Leave it as it is
            </button>
        </section>
    );
}

const names: Record<string, string> = {
    estimate: 'estimate',
    lowerBound: 'at least',
    upperBound: 'at most',
    alternative: 'or else',
    'interval50/0': '50 %, from',
    'interval50/1': '50 %, to',
    'interval90/0': '90 %, from',
    'interval90/1': '90 %, to',
    probability: 'probability',
    top: 'leading answer',
    otherProbability: 'something else',
    'likelihood/probability': 'likelihood',
    'likelihood/term': 'likelihood in words',
    'existence/probability': 'that it is at least one',
    'existence/term': 'that, in words',
    'confidence/score': 'confidence',
    'confidence/level': 'confidence in words',
    disagreement: 'disagreement',
    disputed: 'disputed',
    claims: 'claims that count',
    origins: 'origins',
    newest: 'as of',
    stale: 'nothing newer',
    edtf: 'date',
    evidence: 'evidence',
};

/** What a JSON Pointer into a view is called. */
const named = (pointer: string) =>
    names[pointer.slice(1)] ??
    pointer
        .slice(1)
        .replace(/^probabilities\//, '')
        .replaceAll('~1', '/')
        .replaceAll('~0', '~');

const shown = (value: unknown) =>
    value === undefined ? 'none' : typeof value === 'number' ? figure(value) : String(value);
