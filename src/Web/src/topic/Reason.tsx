import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { faultAt, Problem } from '../api/client';
import { Completion, sourcesLike } from '../parts/Completion';
import { dateHint, typedDate } from '../parts/dates';
import { Dialog } from '../parts/Dialog';
import { Field } from '../parts/Field';
import { type Done, tell } from '../state/done';

/** Why, by whom, and when it became known: an act of long ago leaves the views of before it as they were. */
export interface Grounds { reason: string; by?: string; reportedTime?: string }

interface Props {
  title: string;
  verb: string;
  hint: string;
  close: () => void;
  send: (body: Grounds) => Promise<unknown>;
  /** Whether by whom and since when plays no part. */
  plain?: boolean;
  /** What to tell when it is done, and the way back. */
  done?: Done;
  /** More to fill in, with what the server says about it. */
  children?: (at: (pointer: string) => string | undefined) => ComponentChildren;
}

/** Asks why, and by whom, before something is settled or taken back. */
export function Reason({ title, verb, hint, close, send, done, plain, children }: Props) {
  const [reason, setReason] = useState('');
  const [by, setBy] = useState('');
  const [reportedTime, setReportedTime] = useState('');
  const [error, setError] = useState<Error>();
  const submit = async (event: Event, shut: () => void) => {
    event.preventDefault();
    try {
      await send({ reason, by: by || undefined, reportedTime: typedDate(reportedTime) });
      tell(done);
      shut();
    } catch (fault) {
      setError(fault as Error);
    }
  };
  const at = (pointer: string) => faultAt(error, pointer);
  return (
    <Dialog title={title} close={close}>
      {shut => (
        <form onSubmit={event => void submit(event, shut)}>
          <p class="hint">{hint}{done?.undo && ' The message that follows has Undo; both steps stay in the history.'}</p>
          {children?.(at)}
          <Field label="Reason" error={at('/reason')}>{control => <textarea {...control} rows={3} required value={reason} onInput={e => setReason(e.currentTarget.value)} />}</Field>
          {!plain && <div class="fields">
            <Field label="By" hint="a source, if it is its own act" error={at('/by')}>
              {control => <Completion control={control} value={by} search={sourcesLike} set={setBy} />}
            </Field>
            <Field label="Known since" hint={dateHint(reportedTime, 'a day or minute, if not only now')} error={at('/reportedTime')}>
              {control => <input {...control} value={reportedTime} onInput={e => setReportedTime(e.currentTarget.value)} />}
            </Field>
          </div>}
          {error && <p class="error" role="alert">{error instanceof Problem ? error.body.title : error.message}</p>}
          <p class="actions"><button type="submit">{verb}</button><button type="button" class="quiet" onClick={shut}>Cancel</button></p>
        </form>
      )}
    </Dialog>
  );
}
