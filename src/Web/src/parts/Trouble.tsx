import { useState } from 'preact/hooks';
import { Problem, key } from '../api/client';

/** What went wrong, in the server's words where it has any, and what can be done about it. */
export function Trouble({ error, retry, stale }: { error: Error; retry?: () => void; stale?: boolean }) {
  if (error instanceof Problem && error.status === 401) return <KeyForm ask={key.get() === null ? 'This server asks for a key:' : 'The key is not known. Another:'} />;
  return (
    <>
      <div class="trouble" role="alert">
        <p>
          <strong>{error instanceof Problem ? error.body.title : error.message}</strong>
          {error instanceof Problem && error.body.detail && <>: {error.body.detail}</>}
          {stale && <> What is shown is what was last answered.</>}
        </p>
        {retry && <button type="button" onClick={retry}>Try again</button>}
      </div>
      {error instanceof Problem && error.status === 403 && <KeyForm ask="Another key may:" />}
    </>
  );
}

/** Why a form was not taken; what is wrong with its fields stands beside them. */
export function Refused({ error }: { error: Error }) {
  if (!(error instanceof Problem) || error.status === 401) return <Trouble error={error} />;
  return <p class="error" role="alert">{error.body.title}{error.body.errors?.length ? ': see the fields that are marked' : `: ${error.message}`}</p>;
}

/** Whatever failed for want of a key is asked again once one is given. */
function KeyForm({ ask }: { ask: string }) {
  const [value, setValue] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    key.set(value);
  };
  return (
    <form class="trouble" onSubmit={submit}>
      <label>
        {ask}
        <input type="password" required autocomplete="current-password" value={value} onInput={e => setValue(e.currentTarget.value)} />
      </label>
      <button type="submit">Go on</button>
      <p class="hint">It is kept in this tab only, and goes with it.</p>
    </form>
  );
}
