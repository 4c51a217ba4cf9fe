import type { Claim, TopicReading, Value, View } from './api/types';
import type { Status } from './api/words';
import { extent } from './time';

const number = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 16 });
const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumSignificantDigits: 3 });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const minute = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** What is believed, with no more digits than it carries. */
export const figure = (value: number) => number.format(value);

/** What was said, to the last digit. */
export const exact = (value: number) => whole.format(value);
export const percent = (p: number) => `${Math.round(p * 100)} %`;

/** For axes and narrow places: 4.7K. */
export const short = (value: number) => compact.format(value);

export const onDay = (time: string | number | Date) => day.format(new Date(time));
export const atMinute = (time: string | number | Date) => `${minute.format(new Date(time))} UTC`;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** When something happened, as briefly as it is clear: of today the time, else the day. */
export const sameDay = (time: string) => (onDay(time) === onDay(Date.now()) ? `${clock.format(new Date(time))} UTC` : onDay(time));

/** A date in EDTF for people: days and instants as they are written elsewhere, all else as it was given. */
function date(edtf: string): string {
  const { from } = extent(edtf);
  if (from === undefined) return edtf;
  const doubt = /[?~%]$/.test(edtf) ? ' (uncertain)' : '';
  if (/^\d{4}-\d\d-\d\d[?~%]?$/.test(edtf)) return onDay(from) + doubt;
  return edtf.includes('T') ? atMinute(from) + doubt : edtf;
}

export const when = (edtf: string | undefined) => (edtf === undefined ? '' : span(edtf));

/** EDTF for people: `2024-10/..` is "2024-10 or later". */
export function span(edtf: string): string {
  const [from, to] = edtf.split('/');
  if (to === undefined) return date(edtf);
  if (to === '..' || to === '') return `${date(from!)} onwards`;
  if (from === '..' || from === '') return `until ${date(to)}`;
  return `${date(from!)} to ${date(to)}`;
}

/** What is believed in one short phrase, without its unit: what a row shows large, and what a visit remembers. */
export const brief = (view: View) => view.headline.answer;

/** What stands beside it in smaller letters: unit and range, how likely, or why there is nothing. */
export const beside = (view: View) => view.headline.beside ?? '';

/** The figures behind it, not rounded, for who points at it. */
export function exactly(view: View): string | undefined {
  if (!view.evidence || view.kind === 'category') return undefined;
  if (view.kind === 'proposition') return `probability ${view.probability}`;
  const end = (value: number | string | null) => (value === null ? 'open' : typeof value === 'number' ? exact(value) : value);
  const ends = view.interval90 && `90 %: ${end(view.interval90[0])} to ${end(view.interval90[1])}`;
  const at = view.kind === 'date' ? view.edtf : view.estimate === undefined ? undefined : exact(view.estimate);
  return [at, ends].filter(Boolean).join('; ') || undefined;
}

/** A claim's value in words, as it was said. */
export function said(value: Value, unit?: string): string {
  const one = value.kind === 'quantity' ? value.best === 1 && value.low === undefined && value.high === undefined : value.kind === 'bound' && value.value === 1;
  const of = unit ? ` ${one ? unit.replace(/([^s])s$/, '$1') : unit}` : '';
  const between = (low: number | undefined, high: number | undefined) =>
    low === undefined ? (high === undefined ? '' : ` (up to ${exact(high)})`) : high === undefined ? ` (${exact(low)} or more)` : ` (${exact(low)} to ${exact(high)})`;
  switch (value.kind) {
    case 'quantity': return `${exact(value.best)}${between(value.low, value.high)}${of}`;
    case 'range': return `${exact(value.low)} to ${exact(value.high)}${of}`;
    case 'bound': return `${{ '>=': 'at least', '>': 'more than', '<=': 'at most', '<': 'less than' }[value.op]} ${exact(value.value)}${of}`;
    case 'proposition': return `${value.holds ? 'yes' : 'no'}${value.probability === undefined ? '' : `, ${percent(value.probability)}`}`;
    case 'category': return value.name;
    case 'date': return value.edtf === null ? 'on a date not given' : span(value.edtf);
  }
}

export const claimed = (claim: Claim) => `${claim.stance === 'denies' ? 'denies: ' : ''}${said(claim.value, claim.unit)}`;

/** The chain from the publisher to the origin. */
export const chain = (claim: Claim) => claim.attribution ?? (claim.publisher ? [claim.publisher] : []);

export const standings: Record<string, string> = {
  counted: 'counts',
  implied: 'implied',
  superseded: 'superseded',
  retracted: 'retracted',
  corrected: 'corrected',
  outOfScope: 'out of scope',
  lapsed: 'lapsed',
  afterResolution: 'after the resolution',
  embargoed: 'embargoed',
  moved: 'moved',
};

export const events: Record<string, string> = {
  'topic-defined': 'the topic was defined',
  'family-defined': 'its family was defined',
  'source-assessed': 'a source was assessed',
  'source-merged': 'a source was merged into another',
  'source-split': 'a source was split off again',
  'reliability-learned': 'reliability was learned',
  'claim-asserted': 'claim',
  'claim-retracted': 'retraction of',
  'claim-restored': 'restoration of',
  'claim-erased': 'erasure of words of',
  'topic-resolved': 'the answer was established',
  'topic-annulled': 'the question was annulled',
  'resolution-withdrawn': 'the answer was withdrawn',
  'topic-archived': 'the topic was put away',
  'topic-restored': 'the topic was taken out again',
  'claim-moved': 'moved to another topic:',
  'fact-received': 'received from another topic:',
  'topic-redirected': 'the topic goes on elsewhere',
  'redirect-withdrawn': 'the topic stands by itself again',
  'topic-continued': 'the topic goes on here',
};

export const dynamics: Record<TopicReading['dynamics'], string> = {
  fixed: 'one truth',
  cumulative: 'never falls',
  changing: 'moves over time',
};

/** When to choose which, as a desk would put it. */
export const dynamicsHints: Record<TopicReading['dynamics'], string> = {
  fixed: 'such as who did it, or how many were on board: every claim is about the same thing, whenever it was made',
  cumulative: 'such as a toll that grows: an older figure is then not contradicted by a newer, higher one',
  changing: 'a state that can go back, such as who holds the town: the newest word counts most, and older ones fade',
};

export const statuses: Record<Status, string> = {
  occurred: 'it has happened', ongoing: 'it is going on', cumulative: 'a count so far',
  planned: 'it is planned', expected: 'it is expected', possible: 'it is possible',
};

/** The same for what a claim says of it. */
export const statusHints: Record<Status, string> = {
  occurred: 'reported as a fact: a count that somebody has made, a treaty that was signed',
  ongoing: 'not over yet: on a count that never falls its figure is “at least so many until now”',
  cumulative: 'a running total as somebody keeps it, such as the toll of a war to date',
  planned: 'somebody who can do it has decided it: never counted as having happened, shown apart as what is planned',
  expected: 'somebody foresees it: shown apart, until it happens or its day passes',
  possible: 'it could happen: shown apart',
};

export const plural = (n: number, one: string, many = `${one}s`) => `${figure(n)} ${n === 1 ? one : many}`;

/** "7 reports, 2 origins": of those that count. */
export const support = (view: View) => `${plural(view.claims, 'report')}, ${plural(view.origins, 'origin')}`;
