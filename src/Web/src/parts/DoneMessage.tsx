import { useEffect, useState } from 'preact/hooks';
import { tell, useDone } from '../state/done';

/** What was done last, with the way back beside it. */
export function DoneMessage() {
  const done = useDone();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  useEffect(() => setError(undefined), [done]);
  if (!done) return null;
  const undo = async () => {
    setBusy(true);
    try {
      await done.undo!();
      tell({ what: `Undone: ${done.what}` });
    } catch (fault) {
      setError(fault as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="done" role="status">
      <p>{done.what}{error && <span class="error"> {error.message}</span>}</p>
      {done.undo && <button type="button" disabled={busy} onClick={() => void undo()}>Undo</button>}
      <button type="button" class="quiet" aria-label="Dismiss" onClick={() => tell(undefined)}>×</button>
    </div>
  );
}
