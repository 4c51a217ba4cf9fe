import { useState } from 'preact/hooks';
import { Problem, key } from '../api/client';

/** What went wrong, in the server's words where it has any, and what can be done about it. */
export function Trouble({ error, retry, stale }: { error: Error; retry: () => void; stale?: boolean }) {
  if (error instanceof Problem && error.status === 401) return <KeyForm retry={retry} wrong={key.get() !== null} />;
  return (
    <div class="trouble" role="alert">
      <p>
        <strong>{error instanceof Problem ? error.body.title : error.message}</strong>
        {error instanceof Problem && error.body.detail && <>: {error.body.detail}</>}
        {stale && <> What is shown is what was last answered.</>}
      </p>
      <button type="button" onClick={retry}>Try again</button>
    </div>
  );
}

function KeyForm({ retry, wrong }: { retry: () => void; wrong: boolean }) {
  const [value, setValue] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    key.set(value);
    retry();
  };
  return (
    <form class="trouble" onSubmit={submit}>
      <label>
        {wrong ? 'This key is not known. Another:' : 'This server asks for a key:'}
        <input type="password" required autocomplete="current-password" value={value} onInput={e => setValue(e.currentTarget.value)} />
      </label>
      <button type="submit">Go on</button>
      <p class="hint">It is kept in this tab only, and goes with it.</p>
    </form>
  );
}
