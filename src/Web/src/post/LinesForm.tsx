import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api } from '../api/client';
import type { LineOutcome, Problem } from '../api/types';
import { Trouble } from '../parts/Trouble';
import { Warnings } from '../parts/Warnings';
import { plural, standings } from '../words';

/** Why a line was rejected: each field that is wrong, or what stands against it. */
const refusal = ({ errors, title, detail }: Problem) =>
  errors?.map(e => `${e.pointer ?? e.parameter ?? ''} ${e.detail}`).join('; ') ?? [title, detail].filter(Boolean).join(': ');

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
  const count = (result: LineOutcome['result']) => outcomes?.filter(o => o.result === result).length ?? 0;
  return (
    <form class="post" onSubmit={submit}>
      <label for="lines">Claims, one JSON object a line</label>
      <textarea id="lines" class="code" rows={12} required spellcheck={false} value={lines} onInput={e => setLines(e.currentTarget.value)}
        placeholder={'{"id": "r1", "topic": "bridge-open", "value": {"kind": "proposition", "holds": true}, "status": "ongoing", "attribution": ["gazette", "harbour-master"]}'} />
      <label class="check"><input type="checkbox" checked={open} onChange={e => setOpen(e.currentTarget.checked)} /> open topics that are not there yet</label>
      {error && <Trouble error={error} />}
      <p class="actions"><button type="submit" class="main" disabled={busy}>Post the lines</button></p>
      {outcomes && <>
        <p role="status"><strong>{plural(count('created'), 'claim')} taken in</strong>, {count('duplicate')} there already, {count('rejected')} rejected.</p>
        <table class="list">
          <thead><tr><th scope="col" class="n">line</th><th scope="col">result</th><th scope="col">claim</th><th scope="col">what became of it</th></tr></thead>
          <tbody>{outcomes.map(o => (
            <tr key={o.line} class={o.result}>
              <td class="n">{o.line}</td>
              <td>{o.result}</td>
              <td>{o.topic && <Link href={`/topics/${o.topic}`}>{o.topic}</Link>} {o.claim}</td>
              <td>
                {o.problem ? refusal(o.problem) : `${o.standing ? standings[o.standing] : ''}, ${o.reason ?? ''}`}
                <Warnings of={o.warnings} />
              </td>
            </tr>
          ))}</tbody>
        </table>
      </>}
    </form>
  );
}
