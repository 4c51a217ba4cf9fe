import { useEffect, useErrorBoundary, useRef, useState } from 'preact/hooks';
import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { Board } from './board/Board';
import { DoneMessage } from './parts/DoneMessage';
import { Keys, useShortcuts } from './parts/Keys';
import { lazy } from './parts/lazy';
import { Trouble } from './parts/Trouble';
import { PostPage } from './post/PostPage';
import { SourceList } from './sources/SourceList';
import { SourcePage } from './sources/SourcePage';
import { arrived, cameBack } from './state/back';
import { useLive } from './state/live';
import { TopicPage } from './topic/TopicPage';

const ReadPage = lazy(async () => (await import('./read/ReadPage')).ReadPage);
const ArticlePage = lazy(async () => (await import('./read/ReadPage')).ArticlePage);
const ComparePage = lazy(async () => (await import('./compare/ComparePage')).ComparePage);
const RecordPage = lazy(async () => (await import('./record/RecordPage')).RecordPage);
const palette = () => import('./parts/Palette');
const Palette = lazy(async () => (await palette()).Palette);
const paletteAfter = 1_000; // it has to be there before the letters that follow Ctrl+K
const AlertsPage = lazy(async () => (await import('./alerts/AlertsPage')).AlertsPage);

export function App() {
  const [place, go] = useLocation();
  const [help, setHelp] = useState(false);
  const [seeking, seek] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'k' || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      seek(true);
    };
    addEventListener('keydown', onKey);
    const timer = setTimeout(() => void palette().catch(() => undefined), paletteAfter); // whoever opens it is told
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', onKey);
    };
  }, []);
  const [fault, mend] = useErrorBoundary(error => console.error(error));
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useShortcuts({
    '?': () => setHelp(true), 'g b': () => go('/'), 'g s': () => go('/sources'), 'g p': () => go('/post'), 'g r': () => go('/read'), 'g a': () => go('/alerts'),
  });

  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true }); // where a page load would have put a reader
    if (!cameBack()) scrollTo(0, 0);
    arrived();
  }, [place]);

  return (
    <>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="bar">
        <Link href="/" class="brand"><img src="/icon.svg" alt="" width="22" height="22" /> <span>Analysis</span></Link>
        <nav aria-label="Pages">
          <Link href="/" aria-current={place === '/' ? 'page' : undefined}>Board</Link>
          <Link href="/sources" aria-current={place.startsWith('/sources') ? 'page' : undefined}>Sources</Link>
          <Link href="/read" aria-current={place.startsWith('/read') ? 'page' : undefined}>Read</Link>
          <Link href="/post" aria-current={place === '/post' ? 'page' : undefined}>Post</Link>
          <Link href="/alerts" aria-current={place === '/alerts' ? 'page' : undefined}>Alerts</Link>
        </nav>
        <Pulse />
        <button type="button" class="quiet" onClick={() => setHelp(true)} aria-label="Words and keyboard shortcuts">?</button>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        {fault ? <Trouble error={fault instanceof Error ? fault : new Error(String(fault))} retry={mend} /> : <Switch>
          <Route path="/"><Board /></Route>
          <Route path="/topics/:topic">{({ topic }) => <TopicPage id={topic} key={topic} />}</Route>
          <Route path="/sources"><SourceList /></Route>
          <Route path="/sources/:source">{({ source }) => <SourcePage id={source} key={source} />}</Route>
          <Route path="/post"><PostPage /></Route>
          <Route path="/read"><ReadPage /></Route>
          <Route path="/read/:article">{({ article }) => <ArticlePage id={article} key={article} />}</Route>
          <Route path="/alerts"><AlertsPage /></Route>
          <Route path="/compare"><ComparePage /></Route>
          <Route path="/record"><RecordPage /></Route>
          <Route>
            <h1>There is no such page</h1>
            <p>{place} leads nowhere. <Link href="/">The board</Link> has every topic.</p>
          </Route>
        </Switch>}
      </main>
      <DoneMessage />
      <p class="printed">{location.href}, printed {new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC</p>
      {seeking && <Palette close={() => seek(false)} />}
      {help && <Keys close={() => setHelp(false)} />}
    </>
  );
}

/** Whether what the page shows follows the server as it changes. */
function Pulse() {
  const live = useLive();
  return (
    <span class={`pulse ${live ? 'on' : 'off'}`} role="status" aria-live={live === false ? 'polite' : 'off'}>
      {live === undefined ? 'connecting' : live ? 'live' : 'not connected: trying again'}
    </span>
  );
}
