import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, type Lens } from '../api/client';
import type { LedgerEntry, TopicReading } from '../api/types';
import { Field } from '../parts/Field';
import { Trouble } from '../parts/Trouble';
import { isPast } from '../state/lens';
import { useRemote } from '../state/remote';
import { atMinute, beside, brief, chain, span, standings, when } from '../words';
import { Reason } from './Reason';

/** All that was said, through whom, and what the view would be without it. */
export function ClaimDetail({ entry, topic, lens, choose }: { entry: LedgerEntry; topic: TopicReading; lens: Lens; choose: (claim: string | undefined) => void }) {
  const { claim } = entry;
  const [retracting, setRetracting] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const [moving, setMoving] = useState(false);
  const [target, setTarget] = useState('');
  const without = useRemote(signal => api.whatIf(topic.id, { without: { claims: [claim.id] } }, lens, signal), [claim.id, topic.version, lens.reportedBy, lens.asOf]);
  const fact = useRemote(signal => api.history(topic.id, { after: entry.version - 1, limit: 1 }, signal), [topic.id, entry.version]);
  const by = fact.data?.steps[0]?.by;
  const links = chain(claim);
  return (
    <div class="claimdetail">
      {claim.quote && <blockquote>“{claim.quote}”</blockquote>}
      <ol class="chain" aria-label="From the publisher to the origin">
        {links.map((source, i) => <li key={source}><Link href={`/sources/${source}`}>{source}</Link><span class="small">{i === links.length - 1 ? 'origin' : i === 0 ? 'publisher' : 'relay'}</span></li>)}
      </ol>
      <dl>
        <dt>id</dt><dd>{claim.id}, fact {entry.version}, recorded {atMinute(entry.recordedAt)}{by && <>, entered by <b>{by}</b></>}</dd>
        <dt>standing</dt><dd>{standings[entry.standing]}: {entry.reason}</dd>
        <dt>status</dt><dd>{claim.status}{claim.validTime && `, ${span(claim.validTime)}`}</dd>
        {claim.reportedTime && <><dt>reported</dt><dd>{when(claim.reportedTime)}{claim.reportedTimeInferred && ' (worked out)'}</dd></>}
        {claim.words && <><dt>words</dt><dd>“{claim.words}”</dd></>}
        {claim.hedges && claim.hedges.length > 0 && <><dt>hedges</dt><dd>{claim.hedges.join(', ')}</dd></>}
        {claim.credibility && <><dt>credibility</dt><dd>{claim.credibility}</dd></>}
        {entry.certainty !== undefined && <><dt>certainty</dt><dd>{entry.certainty.toFixed(2)}{entry.interest && `, ${entry.interest}`}</dd></>}
        {claim.qualifiers && Object.entries(claim.qualifiers).map(([name, value]) => <Fragment key={name}><dt>{name}</dt><dd>{Array.isArray(value) ? value.join(', ') : String(value)}</dd></Fragment>)}
        {claim.article && <><dt>article</dt><dd>{claim.article}</dd></>}
        {claim.url && <><dt>url</dt><dd>{/^https?:\/\//i.test(claim.url) ? <a href={claim.url} rel="noopener noreferrer" target="_blank">{claim.url}</a> : claim.url}</dd></>}
        {claim.corrects && <><dt>corrects</dt><dd><button type="button" class="link" onClick={() => choose(claim.corrects)}>{claim.corrects}</button></dd></>}
        {claim.erased && <><dt>erased</dt><dd>{claim.erased.join(', ')}</dd></>}
        {claim.note && <><dt>note</dt><dd>{claim.note}</dd></>}
      </dl>
      <p class="without" role="status">
        {without.data ? <><strong>The view without it:</strong> {without.data.difference.length === 0 ? 'the same' : `${brief(without.data.supposed)} (${beside(without.data.supposed)}), confidence ${without.data.supposed.confidence.level}`}</> : !without.error && 'Working out the view without it…'}
      </p>
      {without.error && <Trouble error={without.error} retry={without.reload} />}
      {!isPast(lens) && <p class="actions">
        {entry.standing === 'retracted'
          ? <button type="button" onClick={() => setRestoring(true)}>Restore…</button>
          : <button type="button" onClick={() => setRetracting(true)}>Retract…</button>}
        <Link class="button" href={`/post?topic=${encodeURIComponent(topic.id)}&corrects=${encodeURIComponent(claim.id)}`}>Correct…</Link>
        {entry.standing !== 'moved' && <button type="button" onClick={() => setMoving(true)}>Move…</button>}
      </p>}
      {retracting && <Reason title={`Retract ${claim.id}`} verb="Retract" hint="It stays in the ledger, and no longer counts." close={() => setRetracting(false)}
        send={body => api.retract(topic.id, claim.id, body)}
        done={{ what: `${claim.id} was retracted.`, undo: () => api.restore(topic.id, claim.id, { reason: 'undone' }) }} />}
      {restoring && <Reason title={`Restore ${claim.id}`} verb="Restore"
        hint="It counts again, as before it was retracted; both steps stay in the history."
        close={() => setRestoring(false)}
        send={body => api.restore(topic.id, claim.id, body)}
        done={{ what: `${claim.id} counts again.`, undo: () => api.retract(topic.id, claim.id, { reason: 'undone' }) }} />}
      {moving && <Reason title={`Move ${claim.id}`} verb="Move" close={() => setMoving(false)}
        hint="It counts in the other topic, with its dates; here it shows where it went."
        send={body => api.move(topic.id, claim.id, { to: target, ...body })}
        done={{ what: `${claim.id} was moved to ${target}.`, undo: () => api.move(target, claim.id, { to: topic.id, reason: 'undone' }) }}>
        {at => <Field label="To" hint="the id of the topic that it speaks to" error={at('/to')}>
          {control => <input {...control} required value={target} onInput={e => setTarget(e.currentTarget.value)} />}
        </Field>}
      </Reason>}
    </div>
  );
}
