import { useId } from 'preact/hooks';
import type { Problem } from '../api/types';
import { plural } from '../words';
import { choices } from './columns';
import type { Line } from './sheet';

const previewed = 8;
const mended = 50;

/** What is wrong with a line: by column (blank where it is none of its own), and in whole. */
export interface Fault {
  at: ReadonlyMap<string, string>;
  whole: string;
}

const columnOf = (pointer: string) => pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');

export function faultOf({ errors, title, detail }: Problem): Fault {
  const at = new Map(errors ? errors.map(e => [columnOf(e.pointer ?? ''), e.detail]) : [['', detail ?? title]]);
  const whole =
    errors?.map(e => [columnOf(e.pointer ?? ''), e.detail].filter(Boolean).join(' ')).join('; ') ||
    [title, detail].filter(Boolean).join(': ');
  return { at, whole };
}

/** What no cell of the line can be blamed for: a column that it does not have, or the line in whole. */
const elsewhere = (fault: Fault, mapping: readonly string[]) =>
  [...fault.at]
    .filter(([column]) => !column || !mapping.includes(column))
    .map(([column, detail]) => `${column} ${detail}`.trim())
    .join('; ') || 'see the cells that are marked';

interface Props {
  /** As the table names its columns; blank where it does not. */
  header: readonly string[];
  lines: readonly Line[];
  mapping: readonly string[];
  faults: ReadonlyMap<number, Fault>;
  choose: (column: number, name: string) => void;
  edit: (at: number, column: number, cell: string) => void;
  drop: (at: number) => void;
}

const letters = (i: number): string =>
  (i < 26 ? '' : letters(Math.floor(i / 26) - 1)) + String.fromCharCode(65 + (i % 26));

/** The first lines under what each column is taken for; rejected ones first, each to be mended where it stands. */
export function SheetTable({ header, lines, mapping, faults, choose, edit, drop }: Props) {
  const wrong = lines.filter(line => faults.has(line.at));
  const shown = wrong.length > 0 ? wrong.slice(0, mended) : lines.slice(0, previewed);
  const name = (i: number) => header[i] || `Column ${letters(i)}`;
  return (
    <div class="sheet" tabIndex={0} role="region" aria-label="Lines of the table">
      <table>
        <thead>
          <tr>
            <th scope="col" class="n">
              line
            </th>
            {wrong.length > 0 && <th scope="col">what is wrong</th>}
            {mapping.map((column, i) => (
              <th scope="col" key={i}>
                <span>{name(i)}</span>
                <select
                  aria-label={`What “${name(i)}” says`}
                  class={column ? '' : 'out'}
                  value={column}
                  onChange={e => choose(i, e.currentTarget.value)}>
                  {choices(header[i] ?? '').map(([value, words]) => (
                    <option key={value} value={value}>
                      {words}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(line => {
            const fault = faults.get(line.at);
            return (
              <tr key={line.at} class={fault ? 'mending' : undefined}>
                <th scope="row" class="n">
                  {line.at}
                </th>
                {fault && (
                  <td class="wrong">
                    <span class="error">{elsewhere(fault, mapping)}</span>
                    <button
                      type="button"
                      class="link"
                      aria-label={`Leave it out, line ${line.at}`}
                      onClick={() => drop(line.at)}>
                      Leave it out
                    </button>
                  </td>
                )}
                {mapping.map((column, i) => (
                  <td key={i} class={column ? '' : 'out'}>
                    {fault && column ? (
                      <Cell
                        line={line}
                        value={line.cells[i] ?? ''}
                        name={name(i)}
                        fault={fault.at.get(column)}
                        edit={cell => edit(line.at, i, cell)}
                      />
                    ) : (
                      line.cells[i]
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {lines.length > shown.length && (
        <p class="small">and {plural(lines.length - shown.length, 'more line', 'more lines')}</p>
      )}
    </div>
  );
}

/** A cell to be mended, with what is wrong with it beneath. */
function Cell({
  line,
  value,
  name,
  fault,
  edit,
}: {
  line: Line;
  value: string;
  name: string;
  fault?: string;
  edit: (cell: string) => void;
}) {
  const id = useId();
  return (
    <>
      <input
        aria-label={`${name}, line ${line.at}`}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault && id}
        value={value}
        onInput={e => edit(e.currentTarget.value)}
      />
      {fault && (
        <span class="error" id={id}>
          {fault}
        </span>
      )}
    </>
  );
}
