import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, Problem } from '../api/client';
import type { LineOutcome } from '../api/types';
import { csvOf } from '../parts/csv';
import { Downloads, OwnFile } from '../parts/Downloads';
import { Field } from '../parts/Field';
import { Trouble } from '../parts/Trouble';
import { useRemote } from '../state/remote';
import { plural, statuses as statusWords } from '../words';
import { guess, missing, statuses } from './columns';
import { counted, Outcomes, Summary } from './Outcomes';
import { claimOf, decode, type Form, formOf, isHeader, type Line, read, toCsv } from './sheet';
import { type Fault, faultOf, SheetTable } from './SheetTable';

const linesMax = 20_000;
const atOnce = 500; // lines in a request
const outcomesMax = 200;

/** A table that is being posted: its lines but for those that were taken in, and what its columns are taken for. */
interface Sheet {
  first: Line;
  named: boolean;
  lines: Line[];
  mapping: string[];
}

const nothing = { topic: '', status: '', attribution: '', unit: '', reportedTime: '' };

function sheetOf(all: readonly Line[], named: boolean): Sheet | undefined {
  const [first, ...rest] = all;
  if (!first) return undefined;
  const lines = named ? rest : [...all];
  const width = Math.max(...all.map(line => line.cells.length));
  const header = Array.from({ length: width }, (_, i) => (named ? (first.cells[i] ?? '') : ''));
  return { first: { ...first, cells: header }, named, lines, mapping: guess(header) };
}

/** Claims from a spreadsheet: pasted or from a file, column by column, with what was rejected left to be mended. */
export function SheetForm({ topic }: { topic: string }) {
  const [text, setText] = useState('');
  const [sheet, setSheet] = useState<Sheet>();
  const [same, setSame] = useState({ ...nothing, topic });
  const [chosen, setChosen] = useState<Form>({});
  const [opens, setOpens] = useState(false);
  const [faults, setFaults] = useState<ReadonlyMap<number, Fault>>(new Map());
  const [outcomes, setOutcomes] = useState<LineOutcome[]>();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const topics = useRemote(signal => api.topics({ limit: 200, sort: 'title' }, signal), []);
  const listId = useId();
  const form = useRef<HTMLFormElement>(null);

  const take = (pasted: string) => {
    const all = read(pasted);
    setText(pasted);
    setSheet(all[0] && sheetOf(all, isHeader(all[0].cells)));
    setChosen({});
    setFaults(new Map());
    setOutcomes(undefined);
    setError(undefined);
  };
  const takeFile = async (file: File | undefined) => file && take(decode(new Uint8Array(await file.arrayBuffer())));

  const guessed = useMemo(() => (sheet ? formOf(sheet.lines, sheet.mapping) : {}), [sheet?.lines, sheet?.mapping]);
  const written: Form = { ...guessed, ...chosen };
  const said = new Set([
    ...(sheet?.mapping ?? []),
    ...Object.entries(same)
      .filter(([, value]) => value.trim())
      .map(([column]) => column),
  ]);
  const lacks = [
    ...missing(said),
    ...(written.decimal ? [] : ['how numbers are written']),
    ...(written.dates ? [] : ['how dates are written']),
  ];
  const isLong = (sheet?.lines.length ?? 0) > linesMax;
  const left = sheet?.lines.length ?? 0;

  const post = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    setOutcomes([]);
    setChosen(written); // what is left tells less of how the whole is written
    try {
      for (let i = 0; i < sheet!.lines.length; i += atOnce) await postSome(sheet!.lines.slice(i, i + atOnce));
      setText('');
    } catch (fault) {
      setError(fault as Error);
    } finally {
      setBusy(false);
    }
  };

  /** Posts some lines; those that are in leave the sheet, so that none is posted twice. */
  const postSome = async (lines: Line[]) => {
    const claims = lines.map(line => claimOf(line, sheet!.mapping, same, written));
    const table = toCsv(claims);
    const answers = await api.submitTable(table.csv, {
      decimal: written.decimal!,
      define: opens ? 'auto' : undefined,
    }); // it is said
    const byLine = new Map(answers.map(answer => [answer.line, answer]));
    const told = lines.flatMap((line, i) => {
      const answer = byLine.get(table.lines[i]!);
      return answer ? [{ ...answer, line: line.at }] : [];
    });
    const taken = new Set(told.filter(o => o.result !== 'rejected').map(o => o.line));
    setSheet(s => s && { ...s, lines: s.lines.filter(line => !taken.has(line.at)) });
    setFaults(
      known =>
        new Map(
          [...known, ...told.map(o => [o.line, o.problem && faultOf(o.problem)] as const)].filter(
            (entry): entry is [number, Fault] => entry[1] !== undefined && !taken.has(entry[0]),
          ),
        ),
    );
    setOutcomes(before => [...(before ?? []), ...told]);
  };

  useEffect(() => {
    if (!busy && faults.size > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [busy]);

  const change = (changes: Partial<Sheet>) => setSheet(s => s && { ...s, ...changes });
  const choose = (i: number, column: string) =>
    change({ mapping: sheet!.mapping.map((old, n) => (n === i ? column : old === column ? '' : old)) });
  const edit = (at: number, i: number, cell: string) =>
    change({
      lines: sheet!.lines.map(line =>
        line.at === at
          ? {
              ...line,
              cells: Array.from({ length: Math.max(line.cells.length, i + 1) }, (_, n) =>
                n === i ? cell : (line.cells[n] ?? ''),
              ),
            }
          : line,
      ),
    });
  const drop = (at: number) => change({ lines: sheet!.lines.filter(line => line.at !== at) });
  const rename = (named: boolean) => {
    const next = sheetOf(read(text), named);
    if (next) setSheet(next);
  };
  const isMending = outcomes !== undefined && !busy && left > 0;
  const rejected = () =>
    csvOf([
      [...sheet!.first.cells.map((name, i) => name || sheet!.mapping[i]), 'reason'],
      ...sheet!.lines.map(line => [...sheet!.mapping.map((_, i) => line.cells[i]), faults.get(line.at)?.whole]),
    ]);
  const constant = (column: keyof typeof nothing, label: string, hint?: string) => (
    <Field label={label} hint={hint}>
      {c => (
        <input
          {...c}
          list={column === 'topic' ? listId : undefined}
          value={same[column]}
          onInput={e => setSame({ ...same, [column]: e.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <form class="post wide" onSubmit={event => void post(event)} ref={form} noValidate>
      {isMending ? (
        <p class="actions">
          <button type="button" onClick={() => take('')}>
            Begin with another table
          </button>
        </p>
      ) : (
        <div
          class="paste"
          onDragOver={e => e.preventDefault()}
          onDrop={e => {
            const file = e.dataTransfer?.files[0];
            if (!file) return;
            e.preventDefault();
            void takeFile(file);
          }}>
          <Field label="Cells" hint="copied from a spreadsheet, or CSV; a file can be dropped here too">
            {c => (
              <textarea
                {...c}
                class="code"
                rows={left > 0 ? 3 : 8}
                spellcheck={false}
                value={text}
                onInput={e => take(e.currentTarget.value)}
                placeholder={
                  'topic\tvalue\tstatus\tsource\tdate\nbridge-open\tyes\tongoing\tgazette > harbour-master\t2026-11-20'
                }
              />
            )}
          </Field>
          <Field label="Or a file">
            {c => (
              <input
                {...c}
                type="file"
                accept=".csv,.tsv,.tab,.txt,text/csv,text/tab-separated-values"
                onChange={e => void takeFile(e.currentTarget.files?.[0])}
              />
            )}
          </Field>
        </div>
      )}
      {sheet && left > 0 && (
        <>
          <fieldset>
            <legend>What the columns say</legend>
            {!isMending && (
              <label class="check">
                <input type="checkbox" checked={sheet.named} onChange={e => rename(e.currentTarget.checked)} /> the
                first line names the columns
              </label>
            )}
            <SheetTable
              header={sheet.first.cells}
              lines={sheet.lines}
              mapping={sheet.mapping}
              faults={faults}
              choose={choose}
              edit={edit}
              drop={drop}
            />
            <div class="fields">
              <Field label="Numbers are written">
                {c => (
                  <select
                    {...c}
                    value={written.decimal ?? ''}
                    onChange={e => setChosen({ ...chosen, decimal: e.currentTarget.value as '.' | ',' })}>
                    {!written.decimal && <option value="">choose: here it could be either</option>}
                    <option value=".">1,500.5</option>
                    <option value=",">1.500,5</option>
                  </select>
                )}
              </Field>
              <Field label="Dates are written">
                {c => (
                  <select
                    {...c}
                    value={written.dates ?? ''}
                    onChange={e => setChosen({ ...chosen, dates: e.currentTarget.value as Form['dates'] })}>
                    {!written.dates && <option value="">choose: here it could be either</option>}
                    <option value="iso">2026-11-20</option>
                    <option value="dayFirst">20.11.2026 or 20/11/2026</option>
                    <option value="monthFirst">11/20/2026</option>
                  </select>
                )}
              </Field>
            </div>
          </fieldset>
          <fieldset>
            <legend>What is the same in all lines</legend>
            <p class="hint">It holds where a line says nothing itself.</p>
            <div class="fields">
              {constant('topic', 'Topic', 'its id')}
              <Field label="Status">
                {c => (
                  <select
                    {...c}
                    value={same.status}
                    onChange={e => setSame({ ...same, status: e.currentTarget.value })}>
                    <option value="">as each line says</option>
                    {statuses.map(status => (
                      <option key={status} value={status}>
                        {status}: {statusWords[status]}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              {constant('attribution', 'Who says it', 'publisher > relay > origin')}
              {constant('unit', 'Unit')}
              {constant('reportedTime', 'Published')}
            </div>
            <datalist id={listId}>
              {topics.data?.topics.map(t => (
                <option key={t.id} value={t.id}>
                  {t.title}
                </option>
              ))}
            </datalist>
          </fieldset>
          <label class="check">
            <input type="checkbox" checked={opens} onChange={e => setOpens(e.currentTarget.checked)} /> open topics that
            are not there yet
          </label>
          {lacks.length > 0 && (
            <p class="hint" role="status">
              Still to be said: {lacks.join(', ')}.
            </p>
          )}
          {isLong && (
            <p class="error" role="alert">
              More than {plural(linesMax, 'line')}: the command line (<code>analysis import</code>) takes files of any
              length.
            </p>
          )}
          {error && <Trouble error={error} />}
          {error instanceof Problem && error.body.errors && <p class="error">{faultOf(error.body).whole}</p>}
          <p class="actions">
            <button type="submit" class="main" disabled={busy || isLong || lacks.length > 0}>
              {busy
                ? `Posting, ${plural(outcomes?.length ?? 0, 'line')} answered…`
                : isMending
                  ? `Post what is left, ${plural(left, 'line')}`
                  : `Post ${plural(left, 'line')}`}
            </button>
          </p>
          {isMending && (
            <Downloads of="what is left">
              <OwnFile name="left.csv" type="text/csv" make={rejected}>
                CSV of what is left
              </OwnFile>
            </Downloads>
          )}
        </>
      )}
      {outcomes && outcomes.length > 0 && (
        <>
          <Summary of={outcomes} />
          {counted(outcomes, 'created') > 0 && (
            <p>
              {[...new Set(outcomes.flatMap(o => o.topic ?? []))].slice(0, 20).map(topic => (
                <span key={topic}>
                  <Link href={`/topics/${topic}`}>{topic}</Link>{' '}
                </span>
              ))}
            </p>
          )}
          <details>
            <summary>Line by line</summary>
            <Outcomes of={outcomes.slice(0, outcomesMax)} />
            {outcomes.length > outcomesMax && (
              <p class="small">
                These are the first {outcomesMax} of {outcomes.length}.
              </p>
            )}
          </details>
        </>
      )}
    </form>
  );
}
