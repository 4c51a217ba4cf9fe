import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, gather } from '../api/client';
import type { Alert, Delivery } from '../api/types';
import { Choice } from '../parts/Choice';
import { csvOf } from '../parts/csv';
import { Downloads, OwnFile } from '../parts/Downloads';
import { Trouble } from '../parts/Trouble';
import { useRemote } from '../state/remote';
import { atMinute } from '../words';
import { deliveryStatuses, deliveryWords } from './words';

const shownStatuses = { all: 'all', ...deliveryStatuses, dead: 'dead letters' };
const pageSize = 50;
const soon = 1_000; // while something waits

const table = (log: readonly Delivery[]) =>
  csvOf([
    ['at', 'id', 'topic', 'version', 'condition', 'summary', 'status', 'attempts', 'triedAt', 'answer'],
    ...log.map(d => [
      d.at,
      d.id,
      d.topic,
      d.version,
      d.condition,
      d.summary,
      d.status,
      d.attempts,
      d.triedAt,
      d.answer,
    ]),
  ]);

interface Props {
  alert: Alert;
  /** Called when something here has changed what the alert told last. */
  changed: () => void;
}

/** What an alert told and what became of it, newest first; what was given up can be sent again. */
export function AlertLog({ alert, changed }: Props) {
  const [status, setStatus] = useState<keyof typeof shownStatuses>('all');
  const [wanted, want] = useState(pageSize);
  const [error, setError] = useState<Error>();
  const log = useRemote(
    signal =>
      gather(
        cursor =>
          api.deliveries(alert.id, { status: status === 'all' ? undefined : status, limit: pageSize, cursor }, signal),
        page => page.deliveries,
        wanted,
      ),
    [alert.id, status, wanted, alert.last?.id, alert.last?.status],
  );
  const found = log.data?.found ?? [];
  const isWaiting = found.some(d => d.status === 'pending');
  useEffect(() => {
    if (!isWaiting || log.busy) return;
    const timer = setTimeout(() => {
      log.reload();
      changed();
    }, soon);
    return () => clearTimeout(timer);
  }, [isWaiting, log.busy]);

  const replay = async (delivery: string) => {
    setError(undefined);
    try {
      await api.replay(alert.id, delivery);
      log.reload();
      changed();
    } catch (fault) {
      setError(fault as Error);
    }
  };
  const canReplay = (delivery: Delivery) => delivery.status !== 'pending' && alert.to.kind !== 'feed';
  return (
    <section aria-label={`What ${alert.id} told`}>
      <Choice label={`Which deliveries of ${alert.id}`} options={shownStatuses} value={status} choose={setStatus} />
      {(error ?? log.error) && <Trouble error={(error ?? log.error)!} retry={log.reload} stale={found.length > 0} />}
      {found.length > 0 && (
        <table class="list log">
          <thead>
            <tr>
              <th scope="col">found</th>
              <th scope="col">what</th>
              <th scope="col">what became of it</th>
            </tr>
          </thead>
          <tbody>
            {found.map(delivery => (
              <tr key={delivery.id} class={delivery.status}>
                <td>{atMinute(delivery.at)}</td>
                <td>
                  {delivery.topic && <Link href={`/topics/${delivery.topic}`}>{delivery.topic}</Link>}{' '}
                  {delivery.summary}
                </td>
                <td>
                  <strong>{deliveryStatuses[delivery.status]}</strong> {deliveryWords(delivery)}{' '}
                  {canReplay(delivery) && (
                    <button
                      type="button"
                      class="link"
                      aria-label={`Send again: ${delivery.summary}`}
                      onClick={() => void replay(delivery.id)}>
                      Send again
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.length > 0 && (
        <Downloads of="the log">
          <OwnFile name={`${alert.id}-log.csv`} type="text/csv" make={() => table(found)}>
            CSV
          </OwnFile>
        </Downloads>
      )}
      {log.data && found.length === 0 && (
        <p class="empty">{status === 'all' ? 'It has told nothing yet.' : 'Nothing like that.'}</p>
      )}
      {log.data?.next && (
        <button type="button" onClick={() => want(wanted + pageSize)}>
          More of the log
        </button>
      )}
    </section>
  );
}
