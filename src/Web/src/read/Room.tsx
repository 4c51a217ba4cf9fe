import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, gather, Problem } from '../api/client';
import type { Article, Claim, Draft, DraftOutcome } from '../api/types';
import { useShortcuts } from '../parts/Keys';
import { Trouble } from '../parts/Trouble';
import { Warnings } from '../parts/Warnings';
import { useRemote } from '../state/remote';
import { onDay, plural, standings, when } from '../words';
import { Card } from './Card';
import { Moves } from './Moves';
import { countsOf, isIn, paragraphsOf, type Passage, passagesOf } from './reading';

const draftsMax = 2_000;
const batchMax = 100;
const lookAgain = 20_000;

const byPlace = (a: Draft, b: Draft) => (a.passage?.start ?? 0) - (b.passage?.start ?? 0) || (a.id < b.id ? -1 : 1);
const isWhole = (draft: Draft) => !draft.lacks?.length;

/** A claim that was posted here. */
interface Sent {
  draft: Draft;
  outcome: DraftOutcome;
  retracted?: boolean;
}

/** An article beside the claims that are read from it. */
export function Room({ article, text }: { article: Article; text: string }) {
  const id = article.id!; // one that is kept has an id
  const reading = useRemote(
    signal =>
      api.readText(
        { text, published: article.published, publisher: article.publisher, url: article.url, article: id, rulesOnly: true },
        signal,
      ),
    [id, text],
  );
  const kept = useRemote(
    async signal =>
      (
        await gather(
          cursor => api.drafts({ article: id, cursor, limit: 200 }, signal),
          page => page.drafts,
          draftsMax,
        )
      ).found,
    [id],
  );
  const [drafts, setDrafts] = useState<Draft[]>([]);
  const [open, setOpen] = useState<string>();
  const [at, setAt] = useState(0);
  const [sent, setSent] = useState<Sent[]>([]);
  const [problems, setProblems] = useState<Record<string, Problem['body']>>({});
  const [opens, setOpens] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const [told, tell] = useState('');
  const flushes = useRef(new Map<string, () => Promise<void>>());
  const pane = useRef<HTMLDivElement>(null);
  const post = useRef<HTMLButtonElement>(null);
  const last = useRef<string>();
  last.current = open ?? last.current;
  const opened = useRef<string>();
  opened.current = open;

  useEffect(() => {
    // what a colleague has proposed, changed, posted or rejected; what is being filled in here stays as it is
    const mine = (d: Draft) => d.id === opened.current;
    if (kept.data) setDrafts(had => kept.data!.map(d => (mine(d) && had.find(h => h.id === d.id)) || d).sort(byPlace));
  }, [kept.data]);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && kept.reload(), lookAgain);
    addEventListener('focus', kept.reload);
    return () => {
      clearInterval(timer);
      removeEventListener('focus', kept.reload);
    };
  }, [kept.reload]);

  const sentences = useMemo(() => (reading.data ? passagesOf(text, reading.data.sentences) : []), [text, reading.data]);
  const paragraphs = useMemo(() => paragraphsOf(text, sentences), [text, sentences]);
  const counts = useMemo(() => (reading.data ? countsOf(reading.data, sentences) : []), [reading.data, sentences]);
  const here: Passage | undefined = sentences[at];
  const whole = drafts.filter(isWhole);
  const wholeIds = whole.map(d => d.id).slice(0, batchMax);
  const moves = useRemote(
    async signal => {
      if (wholeIds.length === 0) return { topics: [], refused: [] };
      await new Promise(resolve => setTimeout(resolve, 500));
      return signal.aborted ? undefined : api.supposeDrafts(wholeIds, signal);
    },
    [JSON.stringify(whole.map(d => d.claim))],
  );
  const unknown = moves.data?.refused.filter(r => r.problem.type === '/problems/unknown-topic') ?? [];
  const refusals = Object.fromEntries(
    (moves.data?.refused ?? []).filter(r => !unknown.includes(r)).map(r => [r.draft, r.problem]),
  );
  const ready = wholeIds.filter(d => !refusals[d] && (opens || !unknown.some(r => r.draft === d)));

  const recent = [
    ...new Set(
      [...drafts.map(d => (d.claim as Partial<Claim>).topic), ...sent.map(s => s.outcome.topic)].filter(
        t => t !== undefined,
      ),
    ),
  ];

  useEffect(() => {
    if (sentences.length > 0) pane.current?.focus({ preventScroll: true }); // so that keys act on the text at once
  }, [sentences]);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(sentences.length - 1, to));
    setAt(next);
    document.getElementById(`sentence-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const back = () => pane.current?.focus({ preventScroll: true });
  const add = (found: Draft[], openFirst: boolean) => {
    setDrafts(had => [...had.filter(h => !found.some(f => f.id === h.id)), ...found].sort(byPlace));
    if (openFirst && found[0]) setOpen(found[0].id);
  };
  const act = async (what: () => Promise<void>) => {
    setError(undefined);
    setBusy(true);
    try {
      await what();
    } catch (fault) {
      setError(fault as Error);
    } finally {
      setBusy(false);
    }
  };
  const passage = article.kept ? {} : { text };
  const fresh = (from: Passage) =>
    api.propose({
      article: id,
      passages: [from],
      claims: [
        {
          quote: text.slice(from.start, from.end),
          article: id,
          url: article.url,
          reportedTime: article.published,
          ...(article.publisher ? { publisher: article.publisher, attribution: [article.publisher] } : {}),
        },
      ],
    });
  /** What can be read in the sentence, once; after that a card with its words alone. */
  const card = () =>
    here &&
    void act(async () => {
      const { drafts: read, notices } = counts[at] ? await api.readInto(id, { ...passage, ...here }) : { drafts: [] };
      add(read.length ? read.sort(byPlace) : await fresh(here), true);
      if (notices) tell(notices.join(' '));
    });
  const enter = () => {
    const first = here && drafts.find(d => d.passage && isIn(d.passage, here));
    if (first) setOpen(first.id);
    else card();
  };
  const readAll = () =>
    void act(async () => {
      const { drafts: found, notices = [] } = await api.readInto(id, passage);
      add(found, false);
      const made = found.length ? `${plural(found.length, 'card')} made.` : 'Nothing was read that was not proposed before.';
      tell([made, ...notices].join(' '));
    });
  const nextCard = () => {
    const i = drafts.findIndex(d => d.id === last.current); // what was typed there may be on its way yet
    const later = [...drafts.slice(i + 1), ...drafts.slice(0, i + 1)];
    setOpen((later.find(d => !isWhole(d)) ?? later[0])?.id);
  };
  const close = (draft: Draft) => {
    setOpen(undefined);
    if (draft.passage) move(sentences.findIndex(s => isIn(draft.passage!, s)));
    back();
  };
  const reject = (draft: Draft) =>
    void act(async () => {
      await api.rejectDraft(draft.id);
      setDrafts(had => had.filter(d => d.id !== draft.id));
      close(draft);
    });
  const submit = () =>
    void act(async () => {
      for (const flush of flushes.current.values()) await flush();
      const outcomes = await api.acceptDrafts(ready, opens ? 'auto' : undefined);
      const taken = outcomes.filter(o => o.result !== 'rejected');
      setSent(had => [
        ...had,
        ...taken.map(outcome => ({ outcome, draft: drafts.find(d => d.id === outcome.draft)! })),
      ]);
      setProblems(Object.fromEntries(outcomes.filter(o => o.problem).map(o => [o.draft, o.problem!])));
      setDrafts(had => had.filter(d => !taken.some(o => o.draft === d.id)));
      setOpen(outcomes.find(o => o.result === 'rejected')?.draft);
      tell(
        `${plural(taken.length, 'claim')} posted${taken.length < outcomes.length ? `, ${outcomes.length - taken.length} refused` : ''}.`,
      );
    });
  const undo = (which: Sent) =>
    void act(async () => {
      await api.retract(which.outcome.topic!, which.outcome.claim!, { reason: 'posted by mistake' });
      setSent(had => had.map(s => (s === which ? { ...s, retracted: true } : s)));
    });

  useShortcuts({
    j: () => {
      move(at + 1);
      back();
    },
    k: () => {
      move(at - 1);
      back();
    },
    n: card,
    r: readAll,
    c: nextCard,
    p: () => post.current?.focus(),
  });
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) move(at + step);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(sentences.length - 1);
    else if (event.key === 'Enter') enter();
    else return;
    event.preventDefault();
  };

  if (reading.error && !reading.data) return <Trouble error={reading.error} retry={reading.reload} />;
  return (
    <div class="room">
      <section class="text" aria-labelledby="text">
        <h2 id="text" class="sr">
          Text
        </h2>
        <p class="tools">
          <span class="small">{sentences.length > 0 && `Sentence ${at + 1} of ${sentences.length}`}</span>
          <button type="button" onClick={card} disabled={busy || !here}>
            New card <kbd>n</kbd>
          </button>
          <button type="button" onClick={readAll} disabled={busy}>
            Read it all <kbd>r</kbd>
          </button>
        </p>
        {reading.data?.notices.map(notice => (
          <p key={notice} class="small">
            {notice}
          </p>
        ))}
        <div
          class="sentences"
          role="listbox"
          aria-label="Text, sentence by sentence"
          tabIndex={0}
          ref={pane}
          onKeyDown={onKey}
          aria-activedescendant={here ? `sentence-${at}` : undefined}
          aria-busy={reading.busy}
        >
          {paragraphs.map((paragraph, i) => (
            <p key={i} role="presentation">
              {paragraph.map(index => {
                const { start, end } = sentences[index]!; // paragraphs are made of them
                const isOf = (d: Draft) => !!d.passage && isIn(d.passage, { start, end });
                const marks = [
                  counts[index] && 'readable',
                  drafts.some(isOf) && 'has',
                  sent.some(s => isOf(s.draft)) && 'posted',
                ];
                return (
                  <span key={index} role="presentation">
                    <span
                      role="option"
                      id={`sentence-${index}`}
                      aria-selected={index === at}
                      class={marks.filter(Boolean).join(' ')}
                      onClick={() => setAt(index)}
                      onDblClick={enter}
                    >
                      {text.slice(start, end)}
                    </span>{' '}
                  </span>
                );
              })}
            </p>
          ))}
        </div>
      </section>
      <section class="cards" aria-labelledby="cards">
        <h2 id="cards">
          Claims <span>{drafts.length > 0 && `${whole.length} of ${drafts.length} whole`}</span>
        </h2>
        {kept.error && <Trouble error={kept.error} retry={kept.reload} stale={!!kept.data} />}
        {drafts.length === 0 && sent.length === 0 && (
          <p class="empty">
            None yet. Choose a sentence (<kbd>j</kbd>, <kbd>k</kbd> or the arrows) and press <kbd>Enter</kbd>, or read
            it all. What is dotted holds something that can be read. Nothing counts before it is posted, and colleagues
            see these cards too.
          </p>
        )}
        {drafts.map(d => (
          <Card
            key={d.id}
            draft={d}
            isOpen={d.id === open}
            problem={problems[d.id] ?? refusals[d.id]}
            saved={next => setDrafts(had => had.map(h => (h.id === next.id ? next : h)))}
            open={isOpen => (isOpen ? setOpen(d.id) : close(d))}
            reject={() => reject(d)}
            recent={recent.filter(t => t !== (d.claim as Partial<Claim>).topic)}
            onFlush={flush => (flush ? flushes.current.set(d.id, flush) : flushes.current.delete(d.id))}
          />
        ))}
        {(drafts.length > 0 || moves.data?.topics.length) && moves.data && (
          <Moves moves={moves.data} claims={ready.length} busy={moves.busy} />
        )}
        {moves.error && <Trouble error={moves.error} retry={moves.reload} />}
        {unknown.length > 0 && (
          <label class="check">
            <input type="checkbox" checked={opens} onChange={e => setOpens(e.currentTarget.checked)} />
            open the {plural(unknown.length, 'topic')} that {unknown.length === 1 ? 'is' : 'are'} not there yet
          </label>
        )}
        {error && <Trouble error={error} />}
        <p role="status">{told}</p>
        {drafts.length > 0 && (
          <p class="actions">
            <button type="button" class="main" ref={post} disabled={busy || ready.length === 0} onClick={submit}>
              Post {plural(ready.length, 'claim')} <kbd>p</kbd>
            </button>
          </p>
        )}
        {sent.length > 0 && (
          <section class="sent" aria-labelledby="sent">
            <h3 id="sent">Posted</h3>
            <ul>
              {sent.map(s => (
                <li key={s.draft.id}>
                  <Link href={`/topics/${s.outcome.topic}?claim=${s.outcome.claim}`}>{s.outcome.topic}</Link>{' '}
                  <span class="small">
                    {s.retracted
                      ? 'it was retracted'
                      : s.outcome.result === 'duplicate'
                        ? 'it was there already'
                        : [s.outcome.standing && standings[s.outcome.standing], s.outcome.reason]
                            .filter(Boolean)
                            .join(', ')}
                  </span>
                  <Warnings of={s.outcome.warnings} />
                  {s.outcome.result === 'created' && !s.retracted && (
                    <button type="button" class="link" onClick={() => undo(s)}>
                      Undo
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
      </section>
    </div>
  );
}

/** Where the text is from, in a line. */
export const Origin = ({ article }: { article: Article }) => (
  <p class="hint">
    {[
      article.publisher,
      when(article.published),
      article.broughtAt && `brought ${onDay(article.broughtAt)}${article.by ? ` by ${article.by}` : ''}`,
      !article.kept && 'its text is not kept here',
    ]
      .filter(Boolean)
      .join(' · ')}
    {article.url && (
      <>
        {' '}
        ·{' '}
        <a href={article.url} rel="noreferrer">
          {new URL(article.url).host}
        </a>
      </>
    )}
  </p>
);
