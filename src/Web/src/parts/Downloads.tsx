import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { address, key, type Query, request } from '../api/client';

/** Hands a file to the browser, as one that was downloaded. */
function save(file: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // once the browser has taken it
}

interface FileProps {
  path: string;
  query?: Query;
  name: string;
  children: ComponentChildren;
}

/** A file of the server's. A link sends no key: where there is one the page fetches the file and hands it on. */
export function ServerFile({ path, query, name, children }: FileProps) {
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const href = address(path, query);
  const fetched = async () => {
    setBusy(true);
    setError(undefined);
    try {
      save(await (await request(href)).blob(), name);
    } catch (fault) {
      setError(fault as Error);
    } finally {
      setBusy(false);
    }
  };
  const onClick = (event: Event) => {
    if (key.get() === null) return;
    event.preventDefault();
    if (!busy) void fetched();
  };
  return (
    <>
      <a href={href} download={name} aria-busy={busy} onClick={onClick}>
        {children}
      </a>
      {error && (
        <span class="error" role="alert">
          {error.message}
        </span>
      )}
    </>
  );
}

/** Whether who reads this writes 1,5: spreadsheets there take a semicolon for what separates cells. */
const writesCommas = new Intl.NumberFormat(navigator.language).format(1.5).includes(',');

/** A list of the server's as a table; for who writes decimal commas also as their spreadsheets open it. */
export function TableFile({ path, query, children = 'CSV' }: { path: string; query?: Query; children?: string }) {
  const name = `${path.split('/').slice(2).map(decodeURIComponent).join('-')}.csv`;
  return (
    <>
      <ServerFile path={`${path}.csv`} query={query} name={name}>
        {children}
      </ServerFile>
      {writesCommas && (
        <ServerFile path={`${path}.csv`} query={{ ...query, separator: 'semicolon', decimal: ',' }} name={name}>
          {children} with semicolons
        </ServerFile>
      )}
    </>
  );
}

/** A file that the page makes itself. */
export function OwnFile({
  name,
  type,
  make,
  children,
}: {
  name: string;
  type: string;
  make: () => string;
  children: ComponentChildren;
}) {
  return (
    <button type="button" class="link" onClick={() => save(new Blob([make()], { type }), name)}>
      {children}
    </button>
  );
}

/** What can be had of a table or plot as a file. */
export function Downloads({ of, children }: { of: string; children: ComponentChildren }) {
  return (
    <p class="downloads" role="group" aria-label={`Download ${of}`}>
      Download {children}
    </p>
  );
}
