import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { api, faultAt } from '../api/client';
import { Completion, sourcesLike } from '../parts/Completion';
import { dateHint, typedDate } from '../parts/dates';
import { Field } from '../parts/Field';
import { Refused } from '../parts/Trouble';
import { unkept } from './reading';

const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Without what no text is made of: clipboards bring it along. */
export const plain = (text: string) => text.replace(/\r\n?/g, '\n').replace(controls, '').trim();

const headlineLengthMax = 150;

/** The first line, where it is a headline: it ends in no stop. */
function headlineOf(text: string): string | undefined {
  const [line, ...rest] = text.split('\n');
  return line && rest.length > 0 && line.length <= headlineLengthMax && !/[.:;,!?…"”]$/.test(line.trim())
    ? line.trim()
    : undefined;
}

/** A text, and where it is from. */
export function BringArticle() {
  const [, go] = useLocation();
  const [fields, setFields] = useState({ text: '', title: '', publisher: '', published: '', url: '' });
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => form.current?.querySelector('textarea')?.focus()); // after the page's beginning
    return () => clearTimeout(timer);
  }, []);
  const set = (name: keyof typeof fields) => (event: { currentTarget: { value: string } }) =>
    setFields(f => ({ ...f, [name]: event.currentTarget.value }));
  const at = (pointer: string) => faultAt(error, pointer);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const text = plain(fields.text);
      const article = await api.bring({
        text: text || undefined,
        title: fields.title.trim() || headlineOf(text),
        publisher: fields.publisher.trim() || undefined,
        published: typedDate(fields.published),
        url: fields.url.trim() || undefined,
      });
      if (!article.kept) unkept.set(article.id!, text); // one that was brought has an id
      go(`/read/${article.id}`);
    } catch (fault) {
      setError(fault as Error);
      setBusy(false);
      form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
    }
  };
  return (
    <form
      class="post"
      ref={form}
      onSubmit={event => void submit(event)}
      noValidate
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      <Field
        label="Text"
        hint="plain text, at most 200,000 characters; nothing of it counts before you post it"
        error={at('/text')}
      >
        {c => <textarea {...c} rows={10} required value={fields.text} onInput={set('text')} />}
      </Field>
      <div class="fields">
        <Field label="Publisher" hint="by id or name" error={at('/publisher')}>
          {c => (
            <Completion
              control={c}
              value={fields.publisher}
              search={sourcesLike}
              set={publisher => setFields(f => ({ ...f, publisher }))}
            />
          )}
        </Field>
        <Field
          label="Published"
          hint={dateHint(fields.published, '2 October 2026, Oct 2026, 2026-10-02 14:30')}
          error={at('/published')}
        >
          {c => <input {...c} value={fields.published} onInput={set('published')} />}
        </Field>
        <Field label="Title" hint="empty: the first line, if it is a headline" error={at('/title')}>
          {c => <input {...c} value={fields.title} onInput={set('title')} />}
        </Field>
        <Field label="Link" error={at('/url')}>
          {c => <input {...c} inputMode="url" value={fields.url} onInput={set('url')} />}
        </Field>
      </div>
      {error && <Refused error={error} />}
      <p class="actions">
        <button type="submit" class="main" disabled={busy}>
          Read it
        </button>{' '}
        <span class="hint">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
      </p>
    </form>
  );
}
