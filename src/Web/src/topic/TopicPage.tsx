import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { api, Problem } from '../api/client';
import type { LedgerEntry, TopicReading, View } from '../api/types';
import { Badges, ConfidenceMark } from '../parts/Marks';
import { Trouble } from '../parts/Trouble';
import { originColours } from '../plots/origins';
import { useAddress } from '../state/address';
import { isPast, useLens, useOver } from '../state/lens';
import { useChanges } from '../state/live';
import { useRemote } from '../state/remote';
import { type Seen, visits } from '../state/visits';
import { beside, brief, dynamics, exactly, percent, plural, said, support } from '../words';
import { Camps } from './Camps';
import { Ledger } from './Ledger';
import { Picture } from './Picture';
import { Statement } from './Statement';
import { TimeTravel } from './TimeTravel';
import { TopicActs } from './TopicActs';
import { useSupposition } from './supposition';
import { useLedger } from './useLedger';
import { WhatIf } from './WhatIf';

export function TopicPage({ id }: { id: string }) {
  const [lens, setLens] = useLens();
  const at = [id, lens.reportedBy, lens.asOf];
  const topic = useRemote(signal => api.topic(id, lens, signal), at);
  const now = useLedger(id, {}); // also the reports that one can travel between
  const then = useLedger(id, isPast(lens) ? lens : undefined);
  const ledger = isPast(lens) ? then : now;
  const [before] = useState(() => visits.all()[id]);
  const first = useRef<number>();
  const [chosen, choose] = useChosen();
  const [over, setOver] = useOver(topic.data?.dynamics);
  const whatIf = useSupposition(id, lens, over, topic.data?.version);

  useChanges(changed => {
    if (changed !== 'all' && !changed.has(id)) return;
    topic.reload();
    now.reload();
    if (isPast(lens)) then.reload();
  }, at);

  useEffect(() => {
    if (!topic.data) return;
    document.title = `${topic.data.title} · Analysis`;
    if (!isPast(lens) && document.hasFocus()) visits.see([topic.data]);
  }, [topic.data]);

  const [, go] = useLocation();
  useEffect(() => {
    if (topic.data && topic.data.id !== id) go(`/topics/${topic.data.id}`, { replace: true }); // renamed, or merged into another
  }, [topic.data?.id]);

  const colours = useMemo(() => originColours(now.entries), [now.entries]);

  if (!topic.data) return topic.error ? <Missing id={id} past={isPast(lens)} error={topic.error} retry={topic.reload} /> : <p class="empty" role="status">Loading…</p>;
  const { view } = topic.data;
  first.current ??= view.version;
  const version = newest(now.entries, view.version);
  return (
    <article class="topic" aria-busy={topic.busy}>
      <header class="head">
        <p class="crumb"><Link href="/">Board</Link> <span aria-hidden="true">›</span> {id}</p>
        <h1>{topic.data.title}</h1>
        {topic.data.question && <p class="question">{topic.data.question}</p>}
      </header>
      {topic.error && <Trouble error={topic.error} retry={topic.reload} stale />}
      <TimeTravel lens={lens} setLens={setLens} entries={now.entries} topic={id} version={version} />
      <section class={`now ${isPast(lens) ? 'past' : ''}`} aria-label="What is believed">
        <div class={`answer ${view.version === first.current ? '' : 'arrived'}`} key={view.version}>
          <p class="large" title={exactly(view)}>{brief(view)}</p>
          <p class="small">{beside(view)}</p>
          {view.kind === 'quantity' && view.existence && <p class="small">at least one: {view.existence.term} ({percent(view.existence.probability)})</p>}
          <p class="marks">
            <ConfidenceMark confidence={view.confidence} /> <span>{support(view)} that count</span>{' '}
            <Badges view={view} archived={topic.data.archived !== undefined} />
          </p>
          {view.kind === 'quantity' && view.words && <p class="small">reported as “{view.words}”</p>}
        </div>
        <Statement view={view} lens={lens} />
      </section>
      {before && before.version < view.version && !isPast(lens) && (
        <p class="since">Since you last looked: {since(before, view)}, {plural(view.version - before.version, 'new fact')}.{' '}
          <button type="button" class="link" onClick={() => setOver('recordedTime')}>See them</button></p>
      )}
      {view.resolution && <Established topic={topic.data} />}
      {view.outlook && <p class="outlook"><strong>Planned or expected:</strong> {view.outlook.statement} {view.outlook.confidence.statement}</p>}
      {view.camps && <Camps camps={view.camps} choose={choose} />}
      <Picture topic={topic.data} newest={version} lens={lens} setLens={setLens} over={over} setOver={setOver} entries={ledger.entries} colours={colours} chosen={chosen} choose={choose} supposed={whatIf.supposed} />
      <WhatIf whatIf={whatIf} />
      <Ledger topic={topic.data} ledger={ledger} colours={colours} chosen={chosen} choose={choose} whatIf={whatIf} lens={lens} />
      <About topic={topic.data} />
      <TopicActs topic={topic.data} past={isPast(lens)} />
    </article>
  );
}

function Missing({ id, past, error, retry }: { id: string; past: boolean; error: Error; retry: () => void }) {
  if (!(error instanceof Problem && error.status === 404)) return <Trouble error={error} retry={retry} />;
  return (
    <div class="empty">
      <h1>There is nothing called {id} here</h1>
      <p>{error.message}</p>
      <p>{past && <><Link href={`/topics/${id}`}>See it as it is now</Link>, or look </>}{past ? 'on' : 'Look on'} <Link href="/">the board</Link>.</p>
    </div>
  );
}

function Established({ topic }: { topic: TopicReading }) {
  const { value, reason, by } = topic.view.resolution!;
  return <p class="outlook"><strong>Established: {said(value, topic.unit)}.</strong> {reason}{by && <> ({by})</>}</p>;
}

/** What a reader saw, and what it is now; where only the range moved, that. */
function since(seen: Seen, view: View): string {
  if (seen.belief !== brief(view)) return `${seen.belief} → ${brief(view)}`;
  return seen.beside === undefined || seen.beside === beside(view) ? `still ${brief(view)}` : `${seen.beside} → ${beside(view)}`;
}

/** The version of the last fact that is known of: a view of the past has one of its own. */
const newest = (entries: readonly LedgerEntry[], version: number) => Math.max(version, entries.at(-1)?.version ?? 0);

/** The claim that is open; in the address, so that there are links to claims. */
function useChosen(): [string | undefined, (claim: string | undefined) => void] {
  const [search, change] = useAddress();
  return [search.get('claim') ?? undefined, claim => change({ claim }, true)];
}

function About({ topic }: { topic: TopicReading }) {
  const { view } = topic;
  return (
    <details class="about">
      <summary>About this topic</summary>
      <dl>
        <dt>kind</dt><dd>{topic.kind}{topic.unit && <>, in {topic.unit}</>}, {dynamics[topic.dynamics]}</dd>
        {topic.scope && <><dt>scope</dt><dd>{topic.scope}</dd></>}
        <dt>accepts</dt><dd>claims that are {topic.accepts.join(', ')}</dd>
        {topic.interests && <><dt>interests</dt><dd>{topic.interests.map(i => `${i.source} favours ${i.favours}`).join('; ')}</dd></>}
        {topic.halfLife && <><dt>half-life</dt><dd>{topic.halfLife}</dd></>}
        {topic.family && <><dt>family</dt><dd>{topic.family}</dd></>}
        {topic.tags && topic.tags.length > 0 && <><dt>tags</dt><dd>{topic.tags.join(', ')}</dd></>}
        <dt>version</dt><dd>{view.version}, rules {view.rules}</dd>
        <dt>as JSON</dt><dd><a href={`/v1/topics/${encodeURIComponent(topic.id)}`}>/v1/topics/{topic.id}</a></dd>
      </dl>
    </details>
  );
}
