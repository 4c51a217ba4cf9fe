import type { Camp } from '../api/types';
import { percent } from '../words';

/** Who says what, side by side and at one size: a denial is no footnote. */
export function Camps({ camps, choose }: { camps: Camp[]; choose: (claim: string) => void }) {
  return (
    <section class="camps" aria-label="Who says what">
      {camps.map(camp => (
        <div key={camp.position} class="camp">
          <h2>{camp.position} <span>{percent(camp.weight)} of the evidence</span></h2>
          <meter min={0} max={1} value={camp.weight} aria-label={`Share of the evidence for ${camp.position}`} />
          <ul>
            {camp.members.map(member => (
              <li key={member.claim}>
                <button type="button" class="link" onClick={() => choose(member.claim)}>{member.source}</button>
                {member.denies && ' denies'}{member.interest && ` (favours ${member.interest})`}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
