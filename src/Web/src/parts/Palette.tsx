import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { api } from '../api/client';
import { brief } from '../words';
import { Dialog } from './Dialog';

interface Item {
    name: string;
    beside?: string;
    path: string;
}

const pages: Item[] = [
    { name: 'Board', path: '/' },
    { name: 'Sources', path: '/sources' },
    { name: 'Read an article', path: '/read' },
    { name: 'Post a claim', path: '/post' },
    { name: 'Alerts', path: '/alerts' },
    { name: 'Compare topics', path: '/compare' },
    { name: 'Track record of the service', path: '/record' },
];

/** Goes anywhere by a few letters: pages, topics, sources. */
export function Palette({ close }: { close: () => void }) {
    const [, go] = useLocation();
    const [q, setQ] = useState('');
    const [found, setFound] = useState<Item[]>([]);
    const [here, setHere] = useState(0);
    const box = useRef<HTMLInputElement>(null);
    useEffect(() => box.current?.focus(), []);
    useEffect(() => {
        setHere(0);
        if (!q.trim()) return setFound([]);
        const abort = new AbortController();
        const timer = setTimeout(async () => {
            const [topics, sources] = await Promise.allSettled([
                api.topics({ q, limit: 8 }, abort.signal),
                api.sources({ q, limit: 4 }, abort.signal),
            ]);
            if (abort.signal.aborted) return;
            setFound([
                ...(topics.status === 'fulfilled'
                    ? topics.value.topics.map(t => ({ name: t.title, beside: brief(t.view), path: `/topics/${t.id}` }))
                    : []),
                ...(sources.status === 'fulfilled'
                    ? sources.value.sources.map(s => ({
                          name: s.name ?? s.id,
                          beside: 'source',
                          path: `/sources/${s.id}`,
                      }))
                    : []),
            ]);
        }, 120);
        return () => {
            clearTimeout(timer);
            abort.abort();
        };
    }, [q]);
    const items = [...pages.filter(p => p.name.toLowerCase().includes(q.trim().toLowerCase())), ...found];
    const at = Math.min(here, items.length - 1);
    return (
        <Dialog title="Go to" close={close}>
            {shut => {
                const choose = (item: Item | undefined) => {
                    if (!item) return;
                    shut();
                    go(item.path);
                };
                const onKey = (event: KeyboardEvent) => {
                    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
                    if (by) setHere((at + by + items.length) % items.length);
                    else if (event.key === 'Enter') choose(items[at]);
                    else return;
                    event.preventDefault();
                };
                return (
                    <div class="palette">
                        <input
                            ref={box}
                            type="text"
                            role="combobox"
                            aria-label="Page, topic or source"
                            aria-expanded="true"
                            aria-controls="palette"
                            autocomplete="off"
                            aria-activedescendant={items.length ? `palette-${at}` : undefined}
                            value={q}
                            onInput={e => setQ(e.currentTarget.value)}
                            onKeyDown={onKey}
                        />
                        <ul id="palette" role="listbox" aria-label="Where to">
                            {items.map((item, i) => (
                                <li
                                    key={item.path}
                                    id={`palette-${i}`}
                                    role="option"
                                    aria-selected={i === at}
                                    onClick={() => choose(item)}
                                    onPointerMove={() => setHere(i)}
                                >
                                    {item.name} <span class="small">{item.beside}</span>
                                </li>
                            ))}
                        </ul>
                    </div>
                );
            }}
        </Dialog>
    );
}
