import { dated, guess, numeric } from './columns';

/** A line of what was pasted: its number there, from 1, and its cells. */
export interface Line {
  at: number;
  cells: string[];
}

/** How numbers and dates are written; undefined where what is there could be read in two ways. */
export interface Form {
  decimal?: '.' | ',';
  dates?: 'iso' | 'dayFirst' | 'monthFirst';
}

/** What separates the cells of a first line: what occurs most often, of tab, semicolon and comma. */
function separatorOf(text: string): string {
  const first = text.slice(0, text.search(/\r?\n|$/));
  const count = (separator: string) => first.split(separator).length;
  if (first.includes('\t')) return '\t';
  return count(';') > count(',') ? ';' : ',';
}

/**
 * The lines of a table that are not blank, as a spreadsheet puts it on the clipboard, or CSV. A cell is quoted only
 * where its closing quote ends it: spreadsheets put a cell that merely begins with a quote there as it is.
 */
export function read(text: string): Line[] {
  const body = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(body);
  const cell = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"(?=${separator}|\\r|\\n|$)|([^${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`,
    'y',
  );
  const lines: Line[] = [];
  let cells: string[] = [];
  let [at, here] = [1, 1];
  while (cell.lastIndex < body.length || cells.length > 0) {
    const [whole, quoted, plain, end] = cell.exec(body)!; // it fits everywhere
    cells.push((quoted?.replaceAll('""', '"') ?? plain ?? '').replace(/\r\n?/g, '\n'));
    here += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === separator && cell.lastIndex < body.length) continue;
    if (end === separator) cells.push('');
    if (cells.some(c => c.trim() !== '')) lines.push({ at, cells });
    [cells, at] = [[], here];
  }
  return lines;
}

/** The text of a file: UTF-8 or UTF-16 where it is that, else as spreadsheets on Windows save CSV. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : text;
}

/** Whether a first line names columns rather than saying something. */
export const isHeader = (cells: readonly string[]) =>
  guess(cells).some(column => column !== '') && !cells.some(cell => /^[\d.,\s]+$/.test(cell));

const cellsOf = (lines: readonly Line[], mapping: readonly string[], wanted: ReadonlySet<string>) =>
  lines.flatMap(line => line.cells.filter((_, i) => wanted.has(mapping[i] ?? '')).map(cell => cell.trim()));

const slashed = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/;

/** How numbers are written, as far as the cells tell; "1.500" alone does not. */
function decimalOf(cells: readonly string[]): Form['decimal'] {
  const found = new Set<string>();
  for (const cell of cells) {
    const text = cell.replace(/^[<>=≤≥\s+−-]+/, '');
    const marks: string[] = /^[\d.,\s]+$/.test(text) && !slashed.test(text) ? (text.match(/[.,]/g) ?? []) : [];
    const last = marks.at(-1);
    if (last === undefined) continue;
    const other = last === '.' ? ',' : '.';
    if (marks.includes(other))
      found.add(last); // 1,500.5
    else if (marks.length > 1)
      found.add(other); // 1,500,000
    else found.add(/^[1-9]\d{0,2}[.,]\d{3}$/.test(text) ? 'either' : last);
  }
  const decisive = (['.', ','] as const).filter(mark => found.has(mark));
  if (decisive.length === 1) return decisive[0];
  return decisive.length === 0 && !found.has('either') ? '.' : undefined;
}

/** How dates are written, as far as the cells tell; 3/4/2026 alone does not. */
function datesOf(cells: readonly string[]): Form['dates'] {
  const parts = cells.map(cell => slashed.exec(cell)).filter(match => match !== null);
  if (parts.length === 0) return 'iso';
  if (parts.some(([, first, mark]) => +first! > 12 || mark === '.')) return 'dayFirst';
  return parts.some(([, , , second]) => +second! > 12) ? 'monthFirst' : undefined;
}

export const formOf = (lines: readonly Line[], mapping: readonly string[]): Form => ({
  decimal: decimalOf(cellsOf(lines, mapping, numeric)),
  dates: datesOf(cellsOf(lines, mapping, datable)),
});

/** Without what stands between thousands, which the server takes for nothing but a fault. */
const plainNumber = (cell: string, decimal: '.' | ',') => {
  const [between, mark] = decimal === '.' ? [',', '\\.'] : ['\\.', ','];
  const written = new RegExp(`^([<>=≤≥\\s]*[+−-]?)(\\d{1,3}(?:${between}\\d{3})+)(${mark}\\d+)?$`);
  return cell.replace(written, (_, sign: string, whole: string, part = '') => sign + whole.replace(/[.,]/g, '') + part);
};

/** As the server has it, EDTF. What is no such date stays as it is, for the server to judge. */
function plainDate(cell: string, dates: Form['dates']): string {
  const match = slashed.exec(cell);
  if (!match || dates === 'iso' || dates === undefined) return cell;
  const [, first, , second, year] = match;
  const [day, month] = dates === 'dayFirst' ? [first!, second!] : [second!, first!];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A value may be a date too. */
const datable = new Set([...dated, 'value']);

const worded = new Set(['category', 'date', 'proposition']);

/** A line as a claim, by column: with what is the same in all lines where it says nothing, and an id of its own. */
export function claimOf(
  line: Line,
  mapping: readonly string[],
  same: Readonly<Record<string, string>>,
  { decimal = '.', dates }: Form,
): Record<string, string> {
  const claim: Record<string, string> = {};
  for (const [column, cell] of Object.entries(same)) if (cell.trim()) claim[column] = cell.trim();
  mapping.forEach((column, i) => {
    const cell = line.cells[i]?.trim();
    if (column && cell) claim[column] = cell;
  });
  for (const [column, cell] of Object.entries(claim)) {
    const isDate = datable.has(column) && slashed.test(cell);
    if (isDate) claim[column] = plainDate(cell, dates);
    else if (numeric.has(column) && !(column === 'value' && worded.has(claim.kind ?? '')))
      claim[column] = plainNumber(cell, decimal);
  }
  claim.id ??= `sheet-${digest(claim)}`;
  return claim;
}

/**
 * FNV-1a of 64 bits: the same content has the same id, in any order of columns. Of two contents with one id the server
 * would refuse the second, not lose it.
 */
function digest(claim: Readonly<Record<string, string>>): string {
  const text = JSON.stringify(Object.entries(claim).sort(([a], [b]) => (a < b ? -1 : 1)));
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** Claims as the server takes them, and on which line of that each begins. */
export function toCsv(claims: readonly Readonly<Record<string, string>>[]): { csv: string; lines: number[] } {
  const header = [...new Set(claims.flatMap(claim => Object.keys(claim)))];
  const row = (cells: readonly string[]) => `${cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
  const rows = claims.map(claim => row(header.map(column => claim[column] ?? '')));
  let at = 2;
  const lines = rows.map(text => {
    const here = at;
    at += text.split('\n').length - 1;
    return here;
  });
  return { csv: row(header) + rows.join(''), lines };
}
