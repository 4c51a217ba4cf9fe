import { useState } from 'preact/hooks';
import { address, type Lens } from '../api/client';
import type { View } from '../api/types';
import { useShortcuts } from '../parts/Keys';
import { lastOf } from '../time';
import { atMinute, onDay } from '../words';

/** The sentence to paste, with how good the evidence is in a sentence of its own. */
export function Statement({ view, lens }: { view: View; lens: Lens }) {
    const [done, setDone] = useState('');
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(
                [
                    view.statement,
                    view.confidence.statement,
                    lens.reportedBy && `From what had been reported by ${onDay(lastOf(lens.reportedBy)!)}.`,
                    lens.asOf && `As held on ${atMinute(lastOf(lens.asOf)!)}.`,
                    address(location.origin + location.pathname, { ...lens }),
                ]
                    .filter(Boolean)
                    .join(' '),
            );
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
            {view.notices && (
                <ul class="notices" aria-label="To be told with it">
                    {view.notices.map(notice => (
                        <li key={notice}>{notice}</li>
                    ))}
                </ul>
            )}
            <p>{view.confidence.statement}</p>
            <p class="copy">
                <button type="button" onClick={copy}>
                    Copy
                </button>{' '}
                <span role="status">{done}</span>
            </p>
        </div>
    );
}
