import type { Status } from '../api/words';

/** What a cell of a claim may say, by the name of the server's column (docs/tables.md), for who chooses among them. */
export const columns: Record<string, string> = {
  topic: 'topic',
  value: 'value',
  low: 'low end',
  high: 'high end',
  min: 'at least',
  max: 'at most',
  probability: 'probability',
  kind: 'kind of value',
  unit: 'unit',
  words: 'words for the figure',
  status: 'status',
  stance: 'asserts or denies',
  attribution: 'who says it',
  publisher: 'publisher',
  reportedTime: 'published on',
  reportedTimeInferred: 'published on: worked out',
  validTime: 'holds when',
  hedges: 'hedges',
  credibility: 'credibility, 1 to 6',
  quote: 'quote',
  url: 'web address',
  article: 'article',
  note: 'note',
  id: 'claim id',
  corrects: 'corrects claim',
  entry: 'corrects: mistake of entry',
  'qualifier.location': 'location',
};

export const numeric = new Set(['value', 'low', 'high', 'min', 'max', 'probability']);
export const dated = new Set(['validTime', 'reportedTime']);

export const statuses: Status[] = ['occurred', 'ongoing', 'cumulative', 'planned', 'expected', 'possible'];

const qualifier = /^qualifier[.: ]\s*(?=\S)/i;

/** What people write above such columns, beside the names themselves; each as `keyOf` has it. */
const synonyms: Record<string, string> = {
  topic: 'topicid question subject',
  value: 'figure number count amount estimate answer best total toll quantity claim statement says',
  low: 'lower lowest lowestimate lowend',
  high: 'upper highest highestimate highend',
  min: 'minimum atleast lowerbound',
  max: 'maximum atmost upto upperbound',
  probability: 'prob likelihood chance',
  kind: 'type valuetype valuekind',
  unit: 'units measure',
  status: 'state stage',
  attribution: 'source sources chain attributedto accordingto origin speaker saidby whosaysit who',
  publisher: 'outlet newspaper media medium publication publishedby agency',
  reportedTime:
    'date reported reportdate datereported reportedon published publishdate publicationdate datepublished publishedon',
  validTime: 'valid holds whenitholds when eventdate dateofevent period asof occurredon',
  hedges: 'hedge hedging',
  quote: 'quotation excerpt citation text',
  url: 'link address web website href uri',
  article: 'articleid story headline',
  note: 'notes comment comments remark remarks',
  id: 'claimid ref reference key uid',
  corrects: 'correctionof replaces',
  'qualifier.location': 'location place where',
};

const keyOf = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

const known = new Map(
  Object.keys(columns).flatMap(column =>
    [keyOf(column), ...(synonyms[column]?.split(' ') ?? [])].map(key => [key, column] as const),
  ),
);

/** The column that a header means, in any case and spelling; empty when it means none. */
const meant = (header: string) =>
  qualifier.test(header) ? `qualifier.${header.replace(qualifier, '').trim()}` : (known.get(keyOf(header)) ?? '');

/** What each column of a table is taken for; of two that mean the same the first. */
export function guess(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map(name => {
    const column = meant(name);
    if (taken.has(column)) return '';
    taken.add(column);
    return column;
  });
}

/** What a column can be taken for, itself as a qualifier included. */
export function choices(header: string): [string, string][] {
  const name = header.replace(qualifier, '').trim();
  const own: [string, string][] =
    name && known.get(keyOf(name)) !== 'qualifier.location' ? [[`qualifier.${name}`, `a qualifier: ${name}`]] : [];
  return [['', 'leave out'], ...Object.entries(columns), ...own];
}

/** What the server cannot do without and nothing says: columns, or one of several. */
export function missing(said: ReadonlySet<string>): string[] {
  const has = (...any: string[]) => any.some(name => said.has(name));
  return [
    !has('topic') && 'the topic',
    !has(...numeric, 'kind') && 'the value',
    !has('status') && 'the status',
    !has('attribution', 'publisher') && 'who says it',
  ].filter(s => s !== false);
}
