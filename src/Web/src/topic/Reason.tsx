import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '../api/client';
import { Dialog } from '../parts/Dialog';
import { Field } from '../parts/Field';

interface Props { title: string; verb: string; hint: string; close: () => void; send: (body: { reason: string; by?: string }) => Promise<unknown>; children?: ComponentChildren; problem?: (problem: Problem) => void }

/** Asks why, and by whom, before something is settled or taken back. */
export function Reason({ title, verb, hint, close, send, children, problem: onProblem }: Props) {
  const [reason, setReason] = useState('');
  const [by, setBy] = useState('');
  const [error, setError] = useState<Error>();
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await send({ reason, by: by || undefined });
      close();
    } catch (fault) {
      setError(fault as Error);
      if (fault instanceof Problem) onProblem?.(fault);
    }
  };
  const at = (pointer: string) => (error instanceof Problem ? error.at(pointer) : undefined);
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={submit}>
        <p class="hint">{hint}</p>
        {children}
        <Field label="Reason" error={at('/reason')}>{id => <textarea {...id} rows={3} required value={reason} onInput={e => setReason(e.currentTarget.value)} />}</Field>
        <Field label="By" hint="the id of a source, if it is one" error={at('/by')}>{id => <input {...id} value={by} onInput={e => setBy(e.currentTarget.value)} />}</Field>
        {error && <p class="error" role="alert">{error.message}</p>}
        <p class="actions"><button type="submit">{verb}</button><button type="button" class="quiet" onClick={close}>Cancel</button></p>
      </form>
    </Dialog>
  );
}
