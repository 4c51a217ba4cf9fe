import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { LineOutcome } from '../api/types';
import { Trouble } from '../parts/Trouble';
import { Outcomes, Summary } from './Outcomes';

/** Many claims, one JSON object a line; a bad line stops nothing. */
export function LinesForm() {
  const [lines, setLines] = useState('');
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<Error>();
  const [outcomes, setOutcomes] = useState<LineOutcome[]>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      setOutcomes(await api.submitLines(lines, open ? 'auto' : undefined));
    } catch (fault) {
      setError(fault as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="post" onSubmit={submit}>
      <label for="lines">Claims, one JSON object a line</label>
      <textarea id="lines" class="code" rows={12} required spellcheck={false} value={lines} onInput={e => setLines(e.currentTarget.value)}
        placeholder={'{"id": "r1", "topic": "bridge-open", "value": {"kind": "proposition", "holds": true}, "status": "ongoing", "attribution": ["gazette", "harbour-master"]}'} />
      <label class="check"><input type="checkbox" checked={open} onChange={e => setOpen(e.currentTarget.checked)} /> open topics that are not there yet</label>
      {error && <Trouble error={error} />}
      <p class="actions"><button type="submit" class="main" disabled={busy}>Post the lines</button></p>
      {outcomes && <>
        <Summary of={outcomes} />
        <Outcomes of={outcomes} />
      </>}
    </form>
  );
}
