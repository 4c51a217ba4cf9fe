import { Link } from 'wouter-preact';
import type { LineOutcome, Problem } from '../api/types';
import { Warnings } from '../parts/Warnings';
import { plural, standings } from '../words';

/** Why a line was rejected: each field that is wrong, or what stands against it. */
const refusal = ({ errors, title, detail }: Problem) =>
  errors?.map(e => `${e.pointer ?? e.parameter ?? ''} ${e.detail}`).join('; ') ??
  [title, detail].filter(Boolean).join(': ');

export const counted = (outcomes: readonly LineOutcome[], result: LineOutcome['result']) =>
  outcomes.filter(o => o.result === result).length;

/** What became of many claims, in a sentence. */
export function Summary({ of }: { of: readonly LineOutcome[] }) {
  return (
    <p role="status">
      <strong>{plural(counted(of, 'created'), 'claim')} taken in</strong>
      {`, ${counted(of, 'duplicate')} there already, ${counted(of, 'rejected')} rejected.`}
    </p>
  );
}

/** The same line by line. */
export function Outcomes({ of }: { of: readonly LineOutcome[] }) {
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col" class="n">
            line
          </th>
          <th scope="col">result</th>
          <th scope="col">claim</th>
          <th scope="col">what became of it</th>
        </tr>
      </thead>
      <tbody>
        {of.map(o => (
          <tr key={o.line} class={o.result}>
            <td class="n">{o.line}</td>
            <td>{o.result}</td>
            <td>
              {o.topic && <Link href={`/topics/${o.topic}`}>{o.topic}</Link>} {o.claim}
            </td>
            <td>
              {o.problem ? refusal(o.problem) : `${o.standing ? standings[o.standing] : ''}, ${o.reason ?? ''}`}
              <Warnings of={o.warnings} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
