import { useEffect, useRef, useState } from 'preact/hooks';
import { preference } from '../state/visits';
import { Dialog } from './Dialog';

type Shortcuts = Record<string, () => void>;

const silent = preference('no-shortcuts');

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || (target instanceof HTMLInputElement && !/^(radio|checkbox|range|button)$/.test(target.type)));

/** Keys, alone (`c`) or one after another (`g b`); never while somebody types or a dialog is open, nor for who has turned them off. */
export function useShortcuts(shortcuts: Shortcuts) {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    let before = '';
    let timer: ReturnType<typeof setTimeout>;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || silent.get() || document.querySelector('dialog[open]')) return;
      const act = latest.current[before ? `${before} ${event.key}` : event.key];
      const begins = before === '' && Object.keys(latest.current).some(keys => keys.startsWith(`${event.key} `));
      if (event.key !== 'Shift') before = begins ? event.key : '';
      clearTimeout(timer);
      timer = setTimeout(() => (before = ''), 1_000);
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

const keys: [string, string][] = [
  ['Ctrl+K', 'go to a page, topic or source by a few letters'],
  ['/', 'search (board)'],
  ['j, k', 'next topic, topic before (board)'],
  ['m', 'mark everything as seen (board)'],
  ['d', 'compact rows, or roomy ones (board)'],
  ['c', 'copy the statement (topic)'],
  ['[ and ]', 'to the report before, to the next (topic)'],
  ['n', 'back to now (topic)'],
  ['j, k, arrows', 'next sentence, sentence before (reading)'],
  ['Enter', 'the card of the sentence (reading)'],
  ['n', 'a new card of the sentence (reading)'],
  ['r', 'read it all into cards (reading)'],
  ['c', 'the next card that lacks something (reading)'],
  ['Esc', 'from a card back to the text (reading)'],
  ['p', 'to the button that posts (reading)'],
  ['arrows', 'from claim to claim, once a plot has the focus'],
  ['g then b, s, r, p, a', 'go to the board, the sources, reading, post, alerts'],
  ['?', 'this'],
];

const words: [string, string][] = [
  ['origin', 'where information starts; however many outlets carry it, it is one voice'],
  ['unknown lineage', '“reports say”, or an outlet in its own voice: all of that together is one voice'],
  ['likely', 'how probable it is in the world'],
  ['confidence', 'how good the evidence is, apart from how likely the answer'],
  ['range', 'holds the answer with a probability of 90 %'],
  ['weight', 'accuracy of the source times certainty of the claim, 0 to 1'],
  ['contribution', 'what it adds: to the odds of the answer it names, to how dense the belief is at the figure, or its share of the ratings; negative when it speaks against'],
  ['one truth, never falls, moves over time', 'who did it; a toll that grows, where an older figure is not contradicted by a newer, higher one; who holds the town, which can go back'],
  ['implied, superseded', 'said already by a stronger claim of the same voice; replaced by a newer one'],
  ['lapsed', 'an expectation whose time has passed'],
  ['out of scope', 'of another status, unit or thing than the topic asks about'],
];

const List = ({ items, mark: Mark }: { items: [string, string][]; mark: 'kbd' | 'strong' }) =>
  <dl class="keys">{items.map(([name, what]) => <div key={name}><dt><Mark>{name}</Mark></dt><dd>{what}</dd></div>)}</dl>;

export function Keys({ close }: { close: () => void }) {
  const [off, setOff] = useState(silent.get);
  return (
    <Dialog title="Words and keyboard shortcuts" close={close}>
      <List items={words} mark="strong" />
      <h3>Keyboard shortcuts</h3>
      <List items={keys} mark="kbd" />
      <label class="check"><input type="checkbox" checked={off} onChange={e => { silent.set(e.currentTarget.checked); setOff(e.currentTarget.checked); }} /> no single-key shortcuts</label>
    </Dialog>
  );
}
