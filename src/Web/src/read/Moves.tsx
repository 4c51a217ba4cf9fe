import { Link } from 'wouter-preact';
import type { DraftMoves, View } from '../api/types';
import { beside, brief, plural } from '../words';

const Side = ({ view }: { view: View }) => (
  <span>
    <strong>{brief(view)}</strong>{' '}
    <span class="small">
      {[beside(view), view.evidence && `confidence ${view.confidence.level}`].filter(Boolean).join(', ')}
    </span>
  </span>
);

/** What would become of the topics if these claims were posted: before and after. */
export function Moves({ moves, claims, busy }: { moves: DraftMoves; claims: number; busy: boolean }) {
  const moved = moves.topics.filter(t => t.moves);
  return (
    <section class="wouldmove" aria-labelledby="moves">
      <h2 id="moves" aria-live="polite">
        {claims === 0
          ? 'No claim is whole yet'
          : `${claims === 1 ? 'This claim' : `These ${claims} claims`} would move ${plural(moved.length, 'topic')}`}
      </h2>
      <ul aria-busy={busy}>
        {moves.topics.map(t => (
          <li key={t.topic}>
            <Link href={`/topics/${t.topic}`}>{t.title}</Link>{' '}
            <span class="small">{plural(t.drafts.length, 'claim')}</span>
            {t.moves ? (
              <p class="versus">
                <Side view={t.actual} />
                <span aria-hidden="true">→</span>
                <span class="sr">would become</span>
                <Side view={t.supposed} />
              </p>
            ) : (
              <p class="small">stays: {brief(t.actual)}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
