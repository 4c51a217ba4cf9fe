import type { View } from '../api/types';
import { onDay } from '../words';

const filled = { none: 0, low: 1, moderate: 2, high: 3 };

/** How good the evidence is: three bars and the word, never colour alone. */
export function ConfidenceMark({ confidence }: { confidence: View['confidence'] }) {
  return (
    <span class="confidence" title={`Confidence ${confidence.score.toFixed(2)}: how good the evidence is, apart from how likely the answer is`}>
      <svg width="15" height="12" viewBox="0 0 15 12" aria-hidden="true">
        {[0, 1, 2].map(i => <rect key={i} x={i * 5} y={8 - i * 4} width="4" height={4 + i * 4} class={i < filled[confidence.level] ? 'full' : 'empty'} />)}
      </svg>
      <span class="sr">confidence </span>{confidence.level}
    </span>
  );
}

/** What a reader must not miss: that sources disagree, that nothing new has come, that the answer is known. */
export function Badges({ view, archived }: { view: View; archived?: boolean }) {
  return (
    <>
      {view.annulment && <span class="badge resolved">annulled</span>}
      {view.resolution && <span class="badge resolved">established</span>}
      {view.disputed && <span class="badge disputed">disputed</span>}
      {view.stale && <span class="badge stale">nothing since {view.newest ? onDay(Date.parse(view.newest) - 1) : 'long ago'}</span>}
      {archived && <span class="badge none">archived</span>}
      {!view.evidence && <span class="badge none">no evidence</span>}
    </>
  );
}
