// A claim as somebody fills it in: text in every field.

import type { Claim } from '../api/types';
import { typedDate } from '../parts/dates';
import { draftOf, emptyDraft, toValue, type ValueDraft } from '../parts/ValueFields';

export interface ClaimDraft {
  id: string;
  topic: string;
  value: ValueDraft;
  unit: string;
  words: string;
  stance: string;
  status: string;
  validTime: string;
  reportedTime: string;
  chain: string;
  hedges: string;
  credibility: string;
  quote: string;
  url: string;
  article: string;
  note: string;
  corrects: string;
  entry: boolean;
}

export const emptyClaim: ClaimDraft = {
  id: '',
  topic: '',
  value: emptyDraft,
  unit: '',
  words: '',
  stance: 'asserts',
  status: '',
  validTime: '',
  reportedTime: '',
  chain: '',
  hedges: '',
  credibility: '',
  quote: '',
  url: '',
  article: '',
  note: '',
  corrects: '',
  entry: false,
};

/** What stands between the links of a chain. */
export const chainMark = /[>›\n]/;

const list = (text: string, by: RegExp) => {
  const items = text
    .split(by)
    .map(s => s.trim())
    .filter(Boolean);
  return items.length ? items : undefined;
};

export const linksOf = (chain: string) => list(chain, chainMark) ?? [];

/** The claim as far as it is filled in, with what the form has no field for as it stands in another. */
export function toClaim(d: ClaimDraft, other?: Partial<Claim>): Record<string, unknown> {
  const attribution = linksOf(d.chain);
  return {
    qualifiers: other?.qualifiers,
    reportedTimeInferred: d.reportedTime === other?.reportedTime ? other?.reportedTimeInferred : undefined,
    id: d.id || undefined,
    topic: d.topic.trim() || undefined,
    value: toValue(d.value),
    unit: d.unit || undefined,
    words: d.words || undefined,
    stance: d.stance,
    status: d.status || undefined,
    validTime: typedDate(d.validTime),
    reportedTime: typedDate(d.reportedTime),
    publisher: attribution[0],
    attribution: attribution.length ? attribution : undefined,
    hedges: list(d.hedges, /[,;\n]/),
    credibility: d.credibility ? Number(d.credibility) : undefined,
    quote: d.quote || undefined,
    url: d.url || undefined,
    article: d.article || undefined,
    note: d.note || undefined,
    corrects: d.corrects || undefined,
    entry: (d.corrects && d.entry) || undefined,
  };
}

/** A claim, as far as it says anything, to be filled in further. */
export function draftFrom(claim: Partial<Claim>, fresh: ClaimDraft): ClaimDraft {
  const links = claim.attribution ?? (claim.publisher ? [claim.publisher] : []);
  return {
    ...fresh,
    value: claim.value ? draftOf(claim.value) : fresh.value,
    unit: claim.unit ?? '',
    words: claim.words ?? '',
    stance: claim.stance ?? 'asserts',
    status: claim.status ?? fresh.status,
    validTime: claim.validTime ?? '',
    reportedTime: claim.reportedTime ?? '',
    chain: links.join(' > '),
    hedges: (claim.hedges ?? []).join(', '),
    credibility: claim.credibility ? String(claim.credibility) : '',
    quote: claim.quote ?? '',
    url: claim.url ?? '',
    article: claim.article ?? '',
    note: claim.note ?? '',
  };
}
