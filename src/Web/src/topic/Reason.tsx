import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { faultAt, Problem } from '../api/client';
import { Dialog } from '../parts/Dialog';
import { Field } from '../parts/Field';

interface Props {
  title: string;
  verb: string;
  hint: string;
  close: () => void;
  send: (body: { reason: string; by?: string }) => Promise<unknown>;
  /** More to fill in, with what the server says about it. */
  children?: (at: (pointer: string) => string | undefined) => ComponentChildren;
}

/** Asks why, and by whom, before something is settled or taken back. */
export function Reason({ title, verb, hint, close, send, children }: Props) {
  const [reason, setReason] = useState('');
  const [by, setBy] = useState('');
  const [error, setError] = useState<Error>();
  const submit = async (event: Event, shut: () => void) => {
    event.preventDefault();
    try {
      await send({ reason, by: by || undefined });
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
          <p class="hint">{hint}</p>
          {children?.(at)}
          <Field label="Reason" error={at('/reason')}>{control => <textarea {...control} rows={3} required value={reason} onInput={e => setReason(e.currentTarget.value)} />}</Field>
          <Field label="By" hint="the id of a source, if it is one" error={at('/by')}>{control => <input {...control} value={by} onInput={e => setBy(e.currentTarget.value)} />}</Field>
          {error && <p class="error" role="alert">{error instanceof Problem ? error.body.title : error.message}</p>}
          <p class="actions"><button type="submit">{verb}</button><button type="button" class="quiet" onClick={shut}>Cancel</button></p>
        </form>
      )}
    </Dialog>
  );
}
