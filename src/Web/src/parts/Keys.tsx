import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from './Dialog';

type Shortcuts = Record<string, () => void>;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Keys, alone (`c`) or one after another (`g b`); never while somebody types or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts) {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    let before = '';
    let timer: ReturnType<typeof setTimeout>;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const act = latest.current[before ? `${before} ${event.key}` : event.key];
      clearTimeout(timer);
      before = act || before ? '' : event.key;
      timer = setTimeout(() => (before = ''), 1_000);
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

const help: [string, string][] = [
  ['/', 'search'],
  ['j, k', 'next topic, topic before (board)'],
  ['Enter', 'open what has the focus'],
  ['m', 'mark everything as seen (board)'],
  ['d', 'compact rows, or roomy ones (board)'],
  ['c', 'copy the statement (topic)'],
  ['[ and ]', 'to the report before, to the next (topic)'],
  ['n', 'back to now (topic)'],
  ['arrows', 'from claim to claim, once a plot has the focus'],
  ['g then b, s, p', 'go to the board, the sources, post'],
  ['?', 'this list'],
];

export function Keys({ close }: { close: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" close={close}>
      <dl class="keys">
        {help.map(([keys, what]) => <div key={keys}><dt><kbd>{keys}</kbd></dt><dd>{what}</dd></div>)}
      </dl>
    </Dialog>
  );
}
