import { useCallback, useMemo, useRef } from 'preact/hooks';
import type { Lens } from '../api/client';
import type { HistoryStep, LedgerEntry, TopicReading } from '../api/types';
import { Downloads, OwnFile, TableFile } from '../parts/Downloads';
import { Trouble } from '../parts/Trouble';
import { beliefChart, shareChart } from '../plots/belief';
import { Plotted } from '../plots/Plotted';
import { standalone } from '../plots/standalone';
import { useRemote } from '../state/remote';
import { lastOf } from '../time';
import { atMinute, brief, claimed, events } from '../words';
import { latestSteps } from './history';

interface Props { topic: TopicReading; newest: number; lens: Lens; setLens: (lens: Lens) => void; entries: readonly LedgerEntry[]; choose: (claim: string) => void }

/** How belief changed here, fact by fact: drawn by the number of the fact, since many may come within a second. */
export function Steps({ topic, newest, lens, setLens, entries, choose }: Props) {
  const history = useRemote(signal => latestSteps(topic.id, newest, signal), [topic.id, newest]);
  const steps = history.data ?? [];
  const upTo = lens.asOf ? steps.filter(step => Date.parse(step.recordedAt) <= lastOf(lens.asOf!)!) : steps;
  const draw = useCallback((width: number) => {
    const first = upTo[0]?.version ?? 1;
    const domain: [number, number] = [first, Math.max(first + 1, (upTo.at(-1)?.version ?? 1) + 1)];
    const last = upTo.at(-1)?.view;
    const picture = {
      kind: topic.kind, unit: topic.unit, scale: topic.scale, labels: topic.categories, ends: last && brief(last),
      points: upTo.map(s => ({ x: s.version, view: s.view, because: s.because })), claims: [], domain, steps: true,
    };
    return topic.kind === 'category' ? shareChart(picture, width) : beliefChart(picture, width);
  }, [history.data, lens.asOf, topic]);
  const chart = useRef<SVGSVGElement>();
  const moves = useMemo(() => changes(steps), [history.data]);

  if (history.error) return <Trouble error={history.error} retry={history.reload} />;
  if (!history.data) return <p class="empty" role="status">Drawing…</p>;
  return (
    <>
      <Plotted draw={draw} drawn={drawn => (chart.current = drawn as SVGSVGElement)}
        label={`How belief changed over ${upTo.length} facts`} />
      <p class="caption">by the number of the fact, as recorded here{steps[0] && steps[0].version > 1 && `, from fact ${steps[0].version} on`}{lens.reportedBy && '; this plot shows all reports, whatever they were reported by'}</p>
      <Downloads of="the plot and the facts">
        <OwnFile name={`${topic.id}-facts.svg`} type="image/svg+xml"
          make={() => standalone(chart.current!, topic.title)}>SVG</OwnFile>
        <TableFile path={`/v1/topics/${encodeURIComponent(topic.id)}/history`} query={{ to: lens.asOf }} />
      </Downloads>
      <ol class="steps">
        {moves.map(({ step, from }) => {
          const entry = step.claim === undefined ? undefined : entries.find(e => e.claim.id === step.claim);
          return (
            <li key={step.version} class={from === undefined ? 'still' : 'moved'}>
              <button type="button" class="link" aria-label={`The page after fact ${step.version}`} onClick={() => setLens({ asOf: step.recordedAt })}>{step.version}</button>
              <span>
                <time dateTime={step.recordedAt}>{atMinute(step.recordedAt)}</time>, {events[step.event] ?? step.event}{' '}
                {step.claim && <button type="button" class="link" onClick={() => choose(step.claim!)}>{step.claim}</button>}
                {entry && <> ({claimed(entry.claim)}, {entry.voice})</>}
                {step.by !== undefined && <>, by <b>{step.by}</b></>}
              </span>
              <strong>{from === undefined ? '' : `${from} → ${brief(step.view)}`}</strong>
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** The steps, newest first, each with the belief before it when it changed that. */
function changes(steps: readonly HistoryStep[]): { step: HistoryStep; from?: string }[] {
  let before: string | undefined;
  return steps.map(step => {
    const after = brief(step.view);
    const from = before !== undefined && before !== after ? before : undefined;
    before = after;
    return { step, from };
  }).reverse();
}
