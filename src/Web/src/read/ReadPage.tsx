import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { api, gather } from '../api/client';
import type { Article } from '../api/types';
import { Dialog } from '../parts/Dialog';
import { Field } from '../parts/Field';
import { Refused, Trouble } from '../parts/Trouble';
import { useRemote } from '../state/remote';
import { onDay, when } from '../words';
import { BringArticle, plain } from './BringArticle';
import { unkept } from './reading';
import { Origin, Room } from './Room';
import './read.css';

const shownMax = 200;

/** A text to bring, and those that were. */
export function ReadPage() {
  const articles = useRemote(
    signal =>
      gather(
        cursor => api.articles({ cursor, limit: 50 }, signal),
        page => page.articles,
        shownMax,
      ),
    [],
  );
  useEffect(() => void (document.title = 'Read · Analysis'), []);
  return (
    <>
      <h1>Read an article</h1>
      <p class="hint">Paste a text: what it says becomes cards, which you complete and post together.</p>
      <BringArticle />
      {articles.error && <Trouble error={articles.error} retry={articles.reload} stale={!!articles.data} />}
      {articles.data && articles.data.found.length > 0 && (
        <section aria-labelledby="kept">
          <h2 id="kept">Brought before</h2>
          <ul class="articles">
            {articles.data.found.map(a => (
              <li key={a.id}>
                <Link href={`/read/${a.id}`}>{nameOf(a)}</Link>{' '}
                <span class="small">
                  {[a.publisher, when(a.published), `brought ${onDay(a.broughtAt)}${a.by ? ` by ${a.by}` : ''}`]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const nameOf = (article: Article) => article.title ?? article.url ?? article.id!; // one that is kept has an id

/** An article that was brought. */
export function ArticlePage({ id }: { id: string }) {
  const [, go] = useLocation();
  const article = useRemote(signal => api.article(id, signal), [id]);
  const [removing, setRemoving] = useState(false);
  const [, setPasted] = useState(0);
  useEffect(() => void (document.title = `${article.data ? nameOf(article.data) : 'Read'} · Analysis`), [article.data]);
  if (!article.data)
    return article.error ? (
      <>
        <h1>No such article</h1>
        <Trouble error={article.error} retry={article.reload} />
        <p>
          <Link href="/read">Read another</Link>
        </p>
      </>
    ) : (
      <p class="empty" role="status">
        Loading…
      </p>
    );
  const text = article.data.text ?? unkept.get(id);
  return (
    <>
      <p class="crumb">
        <Link href="/read">Read</Link>
      </p>
      <h1>{article.data.title ?? 'An article'}</h1>
      <Origin article={article.data} />
      {text === undefined ? (
        <PasteAgain article={article.data} done={() => setPasted(n => n + 1)} />
      ) : (
        <Room article={article.data} text={text} key={id} />
      )}
      <p class="actions">
        <button type="button" class="quiet" onClick={() => setRemoving(true)}>
          Delete the article…
        </button>
      </p>
      {removing && <Remove article={article.data} close={() => setRemoving(false)} gone={() => go('/read')} />}
    </>
  );
}

/** The text of an article whose hash alone is kept. */
function PasteAgain({ article, done }: { article: Article; done: () => void }) {
  const [text, setText] = useState('');
  const [error, setError] = useState<Error>();
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      const { id, url, publisher, published, title } = article;
      const pasted = plain(text); // as it was when it was brought
      await api.putArticle(id!, { text: pasted, url, publisher, published, title }); // refused where it is another text
      unkept.set(id!, pasted);
      done();
    } catch (fault) {
      setError(fault as Error);
    }
  };
  return (
    <form class="post" onSubmit={event => void submit(event)}>
      <Field label="Its text" hint="this server does not keep texts: paste it again, as it was">
        {c => <textarea {...c} rows={10} required value={text} onInput={e => setText(e.currentTarget.value)} />}
      </Field>
      {error && <Refused error={error} />}
      <p class="actions">
        <button type="submit" class="main">
          Go on reading
        </button>
      </p>
    </form>
  );
}

/** Deletes the article for good, once somebody has said so. */
function Remove({ article, close, gone }: { article: Article; close: () => void; gone: () => void }) {
  const [error, setError] = useState<Error>();
  const remove = async (shut: () => void) => {
    try {
      await api.forgetArticle(article.id!); // one that is kept has an id
      shut();
      gone();
    } catch (fault) {
      setError(fault as Error);
    }
  };
  return (
    <Dialog title="Delete the article" close={close}>
      {shut => (
        <>
          <p>
            Its text and every card read from it are deleted for everybody, and this cannot be undone. Claims that were
            posted stay.
          </p>
          {error && <Refused error={error} />}
          <p class="actions">
            <button type="button" class="main" onClick={() => void remove(shut)}>
              Delete
            </button>
            <button type="button" class="quiet" onClick={shut}>
              Cancel
            </button>
          </p>
        </>
      )}
    </Dialog>
  );
}
