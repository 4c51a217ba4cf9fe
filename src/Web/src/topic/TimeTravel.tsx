import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api, gather, type Lens } from '../api/client';
import type { Entry, Step } from '../api/types';
import { Choice } from '../parts/Choice';
import { useShortcuts } from '../parts/Keys';
import { useRemote } from '../state/remote';
import { dayLength, dayOf, extent } from '../time';
import { atMinute, onDay } from '../words';

const modes = { now: 'Now', reportedBy: 'Reported by', asOf: 'Recorded by' };
type Mode = keyof typeof modes;

const settle = 120; // while a slider moves

/** Takes the whole page back: to what could be known by a day, or to what was believed here at an instant. */
export function TimeTravel({ topic, lens, setLens, entries }: { topic: string; lens: Lens; setLens: (lens: Lens) => void; entries: readonly Entry[] }) {
  const mode: Mode = lens.reportedBy ? 'reportedBy' : lens.asOf ? 'asOf' : 'now';
  const today = dayOf(Date.now());
  const reports = useMemo(() => [...new Set(entries.map(e => dayOf(extent(e.claim.reportedTime).from ?? Date.parse(e.recordedAt))))].sort(), [entries]);
  const earliest = reports[0] ? dayOf(Date.parse(reports[0]) - dayLength) : today;
  const history = useRemote(async signal => (mode === 'asOf' ? (await allSteps(topic, signal)) : []), [topic, mode === 'asOf']);
  const steps = history.data ?? [];

  const pick = (next: Mode) => setLens(next === 'now' ? {} : next === 'reportedBy' ? { reportedBy: reports.at(-1) ?? today } : { asOf: new Date().toISOString() });

  const stepIndex = steps.findLastIndex(step => Date.parse(step.recordedAt) <= Date.parse(lens.asOf ?? ''));
  const hop = (by: 1 | -1) => {
    if (mode === 'asOf') {
      const step = steps[Math.max(0, Math.min(steps.length - 1, stepIndex + by))];
      if (step) setLens({ asOf: step.recordedAt });
      return;
    }
    const here = lens.reportedBy ?? '9999';
    const there = by < 0 ? reports.findLast(day => day < here) : reports.find(day => day > here);
    if (there) setLens({ reportedBy: there });
    else if (by > 0) setLens({});
  };
  useShortcuts({ '[': () => hop(-1), ']': () => hop(1), n: () => setLens({}) });

  return (
    <section class="travel" aria-label="Time">
      <Choice label="Which time the page shows" options={modes} value={mode} choose={pick} />
      {mode === 'reportedBy' && <>
        <button type="button" aria-label="To the report before" onClick={() => hop(-1)}>‹</button>
        <Slider label="Reported by" min={0} max={Math.max(1, days(earliest, today))} value={days(earliest, lens.reportedBy!)}
          text={n => onDay(dayOf(Date.parse(earliest) + n * dayLength))} ticks={reports.map(day => days(earliest, day))}
          change={n => setLens({ reportedBy: dayOf(Date.parse(earliest) + n * dayLength) })} />
        <button type="button" aria-label="To the next report" onClick={() => hop(1)}>›</button>
        <input type="date" aria-label="Reported by, day" value={lens.reportedBy!.slice(0, 10)} max={today} onChange={e => e.currentTarget.value && setLens({ reportedBy: e.currentTarget.value })} />
        <p>What could be known by then: only claims published by {onDay(lens.reportedBy!.slice(0, 10))}, weighed as they are today. <button type="button" class="link" onClick={() => setLens({})}>Back to now</button></p>
      </>}
      {mode === 'asOf' && <>
        <button type="button" aria-label="To the fact before" onClick={() => hop(-1)}>‹</button>
        <Slider label="Recorded by" min={0} max={Math.max(1, steps.length - 1)} value={Math.max(0, stepIndex)} ticks={[]}
          text={n => (steps[n] ? `fact ${steps[n].version}, ${atMinute(steps[n].recordedAt)}` : '')} change={n => steps[n] && setLens({ asOf: steps[n].recordedAt })} />
        <button type="button" aria-label="To the next fact" onClick={() => hop(1)}>›</button>
        <input type="datetime-local" step="1" aria-label="Recorded by, UTC" value={lens.asOf!.slice(0, 19)} onChange={e => e.currentTarget.value && setLens({ asOf: `${e.currentTarget.value.padEnd(19, ':00')}Z` })} />
        <p>What was believed here then: {steps[stepIndex] ? `after fact ${steps[stepIndex].version} of this topic, ` : ''}{atMinute(lens.asOf!)}. <button type="button" class="link" onClick={() => setLens({})}>Back to now</button></p>
      </>}
    </section>
  );
}

const days = (from: string, to: string) => Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from)) / dayLength);

const stepsMax = 1_000;

export const allSteps = async (topic: string, signal: AbortSignal): Promise<Step[]> =>
  (await gather(cursor => api.history(topic, { limit: 200, cursor }, signal), page => page.steps, stepsMax)).found;

interface SliderProps { label: string; min: number; max: number; value: number; ticks: number[]; text: (n: number) => string; change: (n: number) => void }

/** Says at once where it stands, and tells only when it has come to rest. */
function Slider({ label, min, max, value, ticks, text, change }: SliderProps) {
  const [here, setHere] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => setHere(value), [value]);
  const move = (n: number) => {
    setHere(n);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change(n), settle);
  };
  return (
    <span class="slider">
      <input type="range" aria-label={label} aria-valuetext={text(here)} list="reports" min={min} max={max} value={here} onInput={e => move(+e.currentTarget.value)} />
      <datalist id="reports">{ticks.map(tick => <option key={tick} value={tick} />)}</datalist>
      <output>{text(here)}</output>
    </span>
  );
}
