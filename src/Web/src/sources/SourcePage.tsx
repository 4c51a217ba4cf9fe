import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, faultAt, gather, Problem } from '../api/client';
import type { Source } from '../api/types';
import { csvOf } from '../parts/csv';
import { Downloads, OwnFile, TableFile } from '../parts/Downloads';
import { Field } from '../parts/Field';
import { Trouble } from '../parts/Trouble';
import { CalibrationPlot } from '../plots/CalibrationPlot';
import { useChanges } from '../state/live';
import { useRemote } from '../state/remote';
import { Reason } from '../topic/Reason';
import { chain, claimed, figure, onDay, percent, plural, standings, when } from '../words';

const grades = { A: 'completely reliable', B: 'usually reliable', C: 'fairly reliable', D: 'not usually reliable', E: 'unreliable', F: 'cannot be judged' };

export function SourcePage({ id }: { id: string }) {
  const source = useRemote(signal => api.source(id, signal), [id]);
  useChanges(changed => changed === 'all' && source.reload(), [id]);
  useEffect(() => void (document.title = `${source.data?.name ?? id} · Analysis`), [source.data, id]);
  if (!source.data) {
    if (source.error instanceof Problem && source.error.status === 404) {
      return <div class="empty"><h1>Nobody called {id} has spoken</h1><p>{source.error.message}</p><p><Link href="/sources">All sources</Link></p></div>;
    }
    return source.error ? <Trouble error={source.error} retry={source.reload} /> : <p class="empty" role="status">Loading…</p>;
  }
  const { name, kind, grade, learned, outcomes, recordedAt, mergedInto, mergeReason } = source.data;
  return (
    <article class="source">
      <p class="crumb"><Link href="/sources">Sources</Link> <span aria-hidden="true">›</span> {id}</p>
      <h1>{name ?? id}</h1>
      <p class="small">{kind}{recordedAt && `${kind ? ', ' : ''}assessed ${onDay(recordedAt)}`}</p>
      <section class="now" aria-label="Grade">
        <div class="answer"><p class="large">{grade}</p><p class="small">{grades[grade]}</p></div>
        <Assess source={source.data} done={source.reload} />
      </section>
      {mergedInto && <p class="outlook">
        <strong>It is <Link href={`/sources/${mergedInto}`}>{mergedInto}</Link>.</strong> {mergeReason}
      </p>}
      <Identity source={source.data} done={source.reload} />
      {learned && <section>
        <h2>Earned</h2>
        <p class="hint">How probable it is that a claim of it is right, its grade included. This is what moves beliefs.</p>
        <table class="list">
          <thead><tr><th scope="col">family</th><th scope="col" class="n">right</th><th scope="col" class="n">90 %</th><th scope="col" class="n">marked claims</th></tr></thead>
          <tbody>{learned.map(l => (
            <tr key={l.family}>
              <td>{l.family}</td>
              <td class="n">{l.accuracy !== undefined ? percent(l.accuracy) : `error ${figure(l.relativeError ?? 0)} of the usual`}</td>
              <td class="n">{l.interval90 && `${percent(l.interval90[0])} to ${percent(l.interval90[1])}`}</td>
              <td class="n">{figure(l.outcomes)}</td>
            </tr>
          ))}</tbody>
        </table>
        <Downloads of="what it has earned">
          <OwnFile name={`${id}-earned.csv`} type="text/csv" make={() => earned(learned)}>CSV</OwnFile>
        </Downloads>
      </section>}
      {outcomes && <section>
        <h2>Track record</h2>
        <p class="hint">Its own statements beside established answers; never agreement with others.{!outcomes.complete && ' From its first 500 topics only.'}</p>
        <dl class="figures">
          <div><dt>topics</dt><dd>{figure(outcomes.topics)}</dd></div>
          <div><dt>claims that start with it</dt><dd>{figure(outcomes.claims)}</dd></div>
          <div><dt>superseded</dt><dd>{figure(outcomes.superseded)}</dd></div>
          <div><dt>retracted</dt><dd>{figure(outcomes.retracted)}</dd></div>
          <div><dt>corrected</dt><dd>{figure(outcomes.corrected)}</dd></div>
          <div><dt>expectations that lapsed</dt><dd>{figure(outcomes.lapsed)}</dd></div>
          <div><dt>established answers</dt><dd>{figure(outcomes.answers)}</dd></div>
          {outcomes.brier !== undefined && <div><dt>Brier score, 0 is best</dt><dd>{outcomes.brier.toFixed(3)}</dd></div>}
        </dl>
        {outcomes.calibration.length > 0 ? <CalibrationPlot bins={outcomes.calibration} source={id} />
          : <p class="empty">None of the questions that it answered has been settled yet: there is nothing to calibrate it by.</p>}
      </section>}
      <Claims id={id} />
    </article>
  );
}

const earned = (learned: NonNullable<Source['learned']>) => csvOf([
  ['family', 'accuracy', 'low90', 'high90', 'relativeError', 'outcomes'],
  ...learned.map(l => [l.family, l.accuracy, l.interval90?.[0], l.interval90?.[1], l.relativeError, l.outcomes]),
]);

function Assess({ source, done }: { source: Source; done: () => void }) {
  const [grade, setGrade] = useState(source.grade);
  const [name, setName] = useState(source.name ?? '');
  const [kind, setKind] = useState(source.kind ?? '');
  const known = (source.aliases ?? []).join('; ');
  const [aliases, setAliases] = useState(known);
  const [error, setError] = useState<Error>();
  const [told, setTold] = useState('');
  useEffect(() => {
    setGrade(source.grade);
    setName(source.name ?? '');
    setKind(source.kind ?? '');
    setAliases(known);
  }, [source.version]);
  const isAsItWas = grade === source.grade && name === (source.name ?? '') && kind === (source.kind ?? '') && aliases === known;
  const at = (...pointers: string[]) => faultAt(error, ...pointers);
  const submit = async (event: Event) => {
    event.preventDefault();
    setError(undefined);
    try {
      const called = aliases.split(';').map(alias => alias.trim()).filter(Boolean);
      await api.assess(source.id, { name: name || undefined, kind: kind || undefined, grade, aliases: called });
      setTold('Noted; its topics know.');
      done();
    } catch (fault) {
      setError(fault as Error);
    }
  };
  return (
    <form class="statement" onSubmit={submit}>
      <Field label="Reliability (Admiralty)" error={at('/grade')}>
        {control => <select {...control} value={grade} onChange={e => setGrade(e.currentTarget.value as Source['grade'])}>
          {Object.entries(grades).map(([letter, words]) => <option key={letter} value={letter}>{letter}: {words}</option>)}
        </select>}
      </Field>
      <div class="fields">
        <Field label="Name" error={at('/name')}>{control => <input {...control} value={name} onInput={e => setName(e.currentTarget.value)} />}</Field>
        <Field label="Kind" hint="a source that has one speaks for itself; “unattributed” is nobody in particular" error={at('/kind')}>{control => <input {...control} value={kind} onInput={e => setKind(e.currentTarget.value)} />}</Field>
      </div>
      <Field label="Also called" hint="apart by semicolons: whoever writes one of these in a chain means this source"
        error={at('/aliases', ...aliases.split(';').map((_, i) => `/aliases/${i}`))}>
        {control => <input {...control} value={aliases} onInput={e => setAliases(e.currentTarget.value)} />}
      </Field>
      <p class="copy"><button type="submit" disabled={isAsItWas}>Assess it so</button> <span role="status">{told}</span></p>
      {error && <p class="error" role="alert">{error.message}</p>}
    </form>
  );
}

/** Whether two ids are one source. */
function Identity({ source: { id, mergedInto }, done }: { source: Source; done: () => void }) {
  const [asking, setAsking] = useState(false);
  const [into, setInto] = useState('');
  const close = () => {
    setAsking(false);
    done();
  };
  const split = (reason: { reason: string }) => api.splitSource(id, reason);
  const merge = (target: string, reason: { reason: string }) => api.mergeSource(id, { into: target, ...reason });
  const undone = (act: Promise<unknown>) => act.then(done);
  return (
    <p class="actions">
      <button type="button" onClick={() => setAsking(true)}>{mergedInto ? 'Split…' : 'Merge…'}</button>
      {asking && mergedInto && <Reason plain title={`Split ${id} from ${mergedInto}`} verb="Split" close={close}
        hint="From now on it is a source of its own again, in every topic." send={({ reason }) => split({ reason })}
        done={{ what: `${id} is a source of its own.`, undo: () => undone(merge(mergedInto, { reason: 'undone' })) }} />}
      {asking && !mergedInto && <Reason plain title={`Merge ${id} into another source`} verb="Merge" close={close}
        hint="All that it has said and says is the other's word, in every topic; past views stay." send={({ reason }) => merge(into, { reason })}
        done={{ what: `${id} is now ${into}.`, undo: () => undone(split({ reason: 'undone' })) }}>
        {at => <Field label="Into" hint="the id of the source that it is" error={at('/into')}>
          {control => <input {...control} required value={into} onInput={e => setInto(e.currentTarget.value)} />}
        </Field>}
      </Reason>}
    </p>
  );
}

const role = (links: string[], id: string) => (links.at(-1) === id ? 'origin' : links[0] === id ? 'publisher' : 'relay');

const pageSize = 50;

function Claims({ id }: { id: string }) {
  const [wanted, want] = useState(pageSize);
  const claims = useRemote(signal => gather(cursor => api.sourceClaims(id, { limit: pageSize, cursor }, signal), page => page.claims, wanted), [id, wanted]);
  return (
    <section>
      <h2>Claims <span>in whose chain it stands</span></h2>
      {claims.error && <Trouble error={claims.error} retry={claims.reload} />}
      {claims.data && <table class="list">
        <thead><tr><th scope="col">topic</th><th scope="col">claim</th><th scope="col">role</th><th scope="col">standing</th><th scope="col">reported</th><th scope="col" class="n">weight</th></tr></thead>
        <tbody>{claims.data.found.map(entry => {
          const { claim } = entry;
          return (
            <tr key={`${claim.topic} ${claim.id}`}>
              <td><Link href={`/topics/${claim.topic}`}>{claim.topic}</Link></td>
              <td>{claimed(claim)} <span class="small">{claim.status}</span></td>
              <td>{role(chain(claim), id)}</td>
              <td>{standings[entry.standing]}</td>
              <td>{when(claim.reportedTime)}</td>
              <td class="n">{entry.weight === 0 ? '–' : entry.weight.toFixed(2)}</td>
            </tr>
          );
        })}</tbody>
      </table>}
      {claims.data && <p class="small">{plural(claims.data.found.length, 'claim')}{claims.data.next && ' so far'}</p>}
      <Downloads of="the claims"><TableFile path={`/v1/sources/${encodeURIComponent(id)}/claims`} /></Downloads>
      {claims.data?.next && <button type="button" onClick={() => want(wanted + pageSize)}>More claims</button>}
    </section>
  );
}
