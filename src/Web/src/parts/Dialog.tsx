import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props { title: string; close: () => void; children: ComponentChildren | ((shut: () => void) => ComponentChildren) }

/** A modal dialog of the browser's own: Escape closes it, and the focus goes back to where it was. `close` is called once it is shut. */
export function Dialog({ title, close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const shut = () => dialog.current?.close(); // never by leaving the page while open, which would lose the focus
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="dialog-title">
      <header>
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="quiet" onClick={shut} aria-label="Close">×</button>
      </header>
      {typeof children === 'function' ? children(shut) : children}
    </dialog>
  );
}
