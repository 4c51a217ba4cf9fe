import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { api } from '../api/client';

/** Something that the server has: its id, and what people call it. */
export interface Offer {
  id: string;
  name?: string;
}

export type Search = (text: string, signal: AbortSignal) => Promise<Offer[]>;

const offersMax = 8;

/** Fewer letters find too much. */
const lettersMin = 2;

/** Topics whose titles, tags or ids have the words. */
export const topicsLike: Search = async (q, signal) =>
  q.length < lettersMin
    ? []
    : (await api.topics({ q, limit: offersMax }, signal)).topics.map(t => ({ id: t.id, name: t.title }));

/** Sources by id, name or alias. */
export const sourcesLike: Search = async (q, signal) =>
  q.length < lettersMin
    ? []
    : (await api.sources({ q, limit: offersMax }, signal)).sources.map(s => ({ id: s.id, name: s.name }));

/** Families of a kind; they are few, so they are searched here. */
export const familiesLike =
  (kind: string): Search =>
  async (q, signal) =>
    (await api.families(signal))
      .filter(f => f.kind === kind && f.id.includes(q.toLowerCase()))
      .slice(0, offersMax)
      .map(f => ({ id: f.id }));

interface Props {
  control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean };
  value: string;
  set: (text: string) => void;
  search: Search;
  /** Called once the text is no longer being typed: an offer was taken, or the field was left. */
  settle?: (text: string) => void;
  /** Enter takes the first offer without an arrow before it: where nothing new is to be typed. */
  eager?: boolean;
  /** Only what stands behind the last of these is completed. */
  separator?: RegExp;
  required?: boolean;
  placeholder?: string;
}

/** A text that is completed from what the server has: all of it, searched there. */
export function Completion({ control, value, set, search, settle, eager, separator, ...rest }: Props) {
  const [offers, setOffers] = useState<Offer[]>([]);
  const [asked, setAsked] = useState<string>();
  const [active, setActive] = useState(-1);
  const listId = useId();
  const box = useRef<HTMLInputElement>(null);
  const at = separator
    ? Math.max(0, ...[...value.matchAll(new RegExp(separator, 'g'))].map(m => m.index + m[0].length))
    : 0;
  const word = value.slice(at).trim();

  useEffect(() => {
    if (asked === undefined) return;
    const ending = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await search(asked, ending.signal);
        if (ending.signal.aborted) return;
        setOffers(found);
        setActive(eager && found.length > 0 && !found.some(o => o.id === asked) ? 0 : -1);
      } catch {
        if (!ending.signal.aborted) setOffers([]); // what is typed stands without offers
      }
    }, 120);
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [asked]);

  const shut = () => {
    setAsked(undefined);
    setOffers([]);
    setActive(-1);
  };
  const take = (offer: Offer) => {
    const text = `${value.slice(0, at)}${at > 0 && !/\s$/.test(value.slice(0, at)) ? ' ' : ''}${offer.id}`;
    set(text);
    settle?.(text);
    shut();
    box.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (offers.length === 0) setAsked(word);
      else setActive(a => (a + (event.key === 'ArrowDown' ? 1 : -1) + offers.length) % offers.length);
    } else if (event.key === 'Enter' && offers[active]) {
      event.preventDefault();
      take(offers[active]);
    } else if (event.key === 'Escape' && offers.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      shut();
    }
  };
  const isOpen = offers.length > 0;
  return (
    <div class="completion">
      <input
        {...control}
        {...rest}
        ref={box}
        value={value}
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        onInput={e => {
          set(e.currentTarget.value);
          const typed = e.currentTarget.value;
          setAsked((separator ? typed.split(separator).at(-1)! : typed).trim());
        }}
        onKeyDown={onKey}
        onBlur={() => {
          shut();
          settle?.(value);
        }}
      />
      <ul role="listbox" id={listId} aria-label="Offers" hidden={!isOpen}>
        {offers.map((o, i) => (
          <li
            key={o.id}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={i === active}
            onPointerDown={e => {
              e.preventDefault();
              take(o);
            }}
          >
            <span>{o.name ?? o.id}</span>
            {o.name && <span class="code">{o.id}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
