import { useEffect, useState } from 'preact/hooks';
import { api, Problem } from '../api/client';
import type { Alert, TopicReading } from '../api/types';
import { Dialog } from '../parts/Dialog';
import { Trouble } from '../parts/Trouble';
import { useAddress } from '../state/address';
import { tell } from '../state/done';
import { useChanges } from '../state/live';
import { useRemote } from '../state/remote';
import { AlertCard } from './AlertCard';
import { AlertForm } from './AlertForm';
import { type AlertDraft, draftFor, draftOf, type Sight } from './draft';

const settle = 2_000; // from a change of a topic until an alert has told of it, or nearly so

/** Who is told what, and how that went. The address names what an alert is wanted for, or whose log is open. */
export function AlertsPage() {
  const [search, change] = useAddress();
  const alerts = useRemote(api.alerts, []);
  const [form, setForm] = useState<{ draft: AlertDraft; edited?: Alert }>();
  const [secret, setSecret] = useState<string>();
  useEffect(() => void (document.title = 'Alerts · Analysis'), []);
  useChanges(() => void setTimeout(alerts.reload, settle), []);

  const sight: Sight = {
    topic: search.get('topic') ?? undefined,
    tag: search.get('tag') ?? undefined,
    q: search.get('q') ?? undefined,
  };
  const isWanted = sight.topic !== undefined || sight.tag !== undefined || sight.q !== undefined;
  const reading = useRemote(signal => readingOf(sight.topic, signal), [sight.topic]);
  useEffect(() => {
    if (isWanted && !reading.busy) setForm({ draft: draftFor({ ...sight, reading: reading.data }) });
  }, [sight.topic, sight.tag, sight.q, reading.busy]);
  const close = () => {
    setForm(undefined);
    change({ topic: undefined, tag: undefined, q: undefined }, true);
  };
  const done = (alert: Alert) => {
    setSecret(alert.to.secret);
    tell({ what: `The alert ${alert.id} tells from now on.` });
    alerts.reload();
  };

  const all = alerts.data;
  return (
    <>
      <h1>Alerts</h1>
      <p class="hint">
        An alert tells when what is believed changes, not when a claim arrives: to a webhook, to Slack, by mail, or in a
        feed alone. All of them are in{' '}
        <a href="/v1/feed.atom" type="application/atom+xml">
          one feed
        </a>
        ; where this server asks for a key, a feed reader sends it as the password.
      </p>
      <p class="actions">
        <button type="button" class="main" disabled={!all} onClick={() => setForm({ draft: draftFor({}) })}>
          A new alert…
        </button>
      </p>
      {alerts.error && <Trouble error={alerts.error} retry={alerts.reload} stale={all !== undefined} />}
      {!all && !alerts.error && (
        <p class="empty" role="status">
          Loading…
        </p>
      )}
      {all?.length === 0 && (
        <p class="empty">
          There are none yet. On the board and on each topic, <em>Alert me…</em> begins one.
        </p>
      )}
      {all && (
        <ul class="alerts">
          {all.map(alert => (
            <AlertCard
              key={alert.id}
              alert={alert}
              isOpen={search.get('alert') === alert.id}
              open={isOpen => change({ alert: isOpen ? alert.id : undefined }, true)}
              edit={() => setForm({ draft: draftOf(alert), edited: alert })}
              changed={alerts.reload}
            />
          ))}
        </ul>
      )}
      {form && all && <AlertForm {...form} taken={all.map(a => a.id)} close={close} done={done} />}
      {secret && <Secret value={secret} close={() => setSecret(undefined)} />}
    </>
  );
}

/** The topic that an alert is wanted for; one that is not there yet can have an alert too. */
async function readingOf(topic: string | undefined, signal: AbortSignal): Promise<TopicReading | undefined> {
  if (topic === undefined) return undefined;
  try {
    return await api.topic(topic, {}, signal);
  } catch (fault) {
    if (fault instanceof Problem && (fault.status === 404 || fault.status === 400)) return undefined;
    throw fault;
  }
}

/** The secret that the server made, which it will not show again. */
function Secret({ value, close }: { value: string; close: () => void }) {
  const [told, setTold] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setTold('Copied');
    } catch {
      // it asks its user, or the page came without TLS
      setTold('The browser did not allow it: select the text instead');
    }
  };
  return (
    <Dialog title="The secret, shown once" close={close}>
      {shut => (
        <>
          <p>
            What is sent is signed with it, so that whoever gets it knows that it is from here. Keep it now: it is never
            shown again.
          </p>
          <p>
            <code class="secret">{value}</code>
          </p>
          <p class="actions">
            <button type="button" onClick={() => void copy()}>
              Copy
            </button>{' '}
            <button type="button" class="main" onClick={shut}>
              I have it
            </button>{' '}
            <span role="status">{told}</span>
          </p>
        </>
      )}
    </Dialog>
  );
}
