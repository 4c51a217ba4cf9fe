import { useState } from 'preact/hooks';
import type { View } from '../api/types';
import { useShortcuts } from '../parts/Keys';

/** The sentence to paste, with how good the evidence is in a sentence of its own. */
export function Statement({ view }: { view: View }) {
  const [done, setDone] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText([view.statement, view.confidence.statement].filter(Boolean).join(' '));
      setDone('Copied');
    } catch {
      setDone('The browser did not allow it: select the text instead'); // it asks its user, or the page came without TLS
    }
    setTimeout(() => setDone(''), 2_500);
  };
  useShortcuts({ c: () => void copy() });
  return (
    <div class="statement">
      <blockquote>{view.statement}</blockquote>
      <p>{view.confidence.statement}</p>
      <p class="copy"><button type="button" onClick={copy}>Copy</button> <span role="status">{done}</span></p>
    </div>
  );
}
