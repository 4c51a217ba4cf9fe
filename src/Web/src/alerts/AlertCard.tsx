import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { address, api } from '../api/client';
import type { Alert, Delivery } from '../api/types';
import { Dialog } from '../parts/Dialog';
import { Trouble } from '../parts/Trouble';
import { tell } from '../state/done';
import { onDay } from '../words';
import { AlertLog } from './AlertLog';
import { deliveryStatuses, deliveryWords, ruleWords, targetWords } from './words';

interface Props {
  alert: Alert;
  isOpen: boolean;
  open: (isOpen: boolean) => void;
  edit: () => void;
  changed: () => void;
}

/** An alert: what it is about, when it tells whom, and how the last telling went. */
export function AlertCard({ alert, isOpen, open, edit, changed }: Props) {
  const [tested, setTested] = useState<Delivery>();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const [isGoing, setGoing] = useState(false);
  const name = alert.title ?? alert.id;
  const test = async () => {
    setBusy(true);
    setError(undefined);
    setTested(undefined);
    try {
      setTested(await api.testAlert(alert.id));
      changed();
    } catch (fault) {
      setError(fault as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <li class="alertcard">
      <h2>
        {name} {alert.title && <span>{alert.id}</span>}
      </h2>
      <dl>
        <dt>about</dt>
        <dd>
          <About alert={alert} />
        </dd>
        <dt>when</dt>
        <dd>{alert.when.map(ruleWords).join('; ')}</dd>
        <dt>tells</dt>
        <dd>{targetWords(alert.to)}</dd>
        <dt>last</dt>
        <dd>
          {alert.last ? (
            <>
              <State of={alert.last} /> {deliveryWords(alert.last)}. {alert.last.summary}
            </>
          ) : (
            'nothing yet'
          )}
        </dd>
        <dt>defined</dt>
        <dd>
          {onDay(alert.changedAt)}
          {alert.by && `, by ${alert.by}`}
        </dd>
      </dl>
      <p class="actions">
        <button type="button" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          Log
        </button>
        <button type="button" onClick={edit}>
          Edit…
        </button>
        {alert.to.kind !== 'feed' && (
          <button type="button" disabled={busy} onClick={() => void test()}>
            Test
          </button>
        )}
        <button type="button" onClick={() => setGoing(true)}>
          Delete…
        </button>
        <a class="button" href={address('/v1/feed.atom', { alert: alert.id })} type="application/atom+xml">
          Feed
        </a>
      </p>
      {tested && (
        <p role="status">
          The test: <State of={tested} /> {deliveryWords(tested)}
        </p>
      )}
      {error && <Trouble error={error} />}
      {isOpen && <AlertLog alert={alert} changed={changed} />}
      {isGoing && <Deleting alert={alert} close={() => setGoing(false)} done={changed} />}
    </li>
  );
}

function About({ alert }: { alert: Alert }) {
  const places = [
    ...alert.topics.map(topic => ({ what: '', name: topic, href: `/topics/${topic}` })),
    ...alert.tags.map(tag => ({ what: 'tag ', name: tag, href: address('/', { tag }) })),
    ...(alert.q ? [{ what: 'search ', name: alert.q, href: address('/', { q: alert.q }) }] : []),
  ];
  return (
    <>
      {places.map(({ what, name, href }, i) => (
        <span key={href}>
          {i > 0 && ', '}
          {what}
          <Link href={href}>{name}</Link>
        </span>
      ))}
    </>
  );
}

/** In a word and not by colour alone. */
function State({ of: { status } }: { of: Delivery }) {
  return <span class={`badge ${status}`}>{deliveryStatuses[status]}</span>;
}

function Deleting({ alert, close, done }: { alert: Alert; close: () => void; done: () => void }) {
  const [error, setError] = useState<Error>();
  const go = async (shut: () => void) => {
    setError(undefined);
    try {
      await api.forgetAlert(alert.id);
      shut();
      tell({ what: `The alert ${alert.id} was deleted.` });
      done();
    } catch (fault) {
      setError(fault as Error);
    }
  };
  return (
    <Dialog title={`Delete ${alert.id}`} close={close}>
      {shut => (
        <>
          <p>Its log goes with it, and what waits is sent no more. There is no way back.</p>
          {error && <Trouble error={error} />}
          <p class="actions">
            <button type="button" class="main" onClick={() => void go(shut)}>
              Delete
            </button>
            <button type="button" class="quiet" onClick={shut}>
              Cancel
            </button>
          </p>
        </>
      )}
    </Dialog>
  );
}
