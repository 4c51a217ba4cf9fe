import type { Alert, AlertDefinition, TopicReading } from '../api/types';
import { typedNumber } from '../parts/ValueFields';
import { type Channel, type Condition, hasValue } from './words';

/** A condition as somebody fills it in. */
export interface RuleDraft {
  condition: Condition;
  value: string;
  label: string;
}

/** An alert as somebody fills it in: text in every field, of which the channel says which count. */
export interface AlertDraft {
  id: string;
  title: string;
  topics: string;
  tags: string;
  q: string;
  when: RuleDraft[];
  channel: Channel;
  url: string;
  secret: string;
  addresses: string;
  every: string;
}

/** What the reader was looking at when they asked to be told. */
export interface Sight {
  topic?: string;
  reading?: TopicReading;
  tag?: string;
  q?: string;
}

export const rule = (condition: Condition): RuleDraft => ({ condition, value: '', label: '' });

const usual = (kind: TopicReading['kind'] | undefined): Condition[] =>
  kind === undefined
    ? ['intervalMoves', 'answerFlips', 'disputeBegins']
    : kind === 'quantity'
      ? ['intervalMoves', 'disputeBegins']
      : ['answerFlips', 'disputeBegins'];

const idMax = 64;

/** An id that a title makes, and that no other alert has. */
export function idFor(title: string, taken: readonly string[]): string {
  const base =
    title
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, idMax)
      .replace(/^-+|-+$/g, '') || 'alert';
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(id)) return id;
  }
}

/** A draft for what the reader sees. */
export function draftFor({ topic, reading, tag, q }: Sight): AlertDraft {
  const title = reading?.title ?? topic ?? ([q, tag].filter(Boolean).join(', ') || '');
  return {
    id: '',
    title,
    topics: topic ?? '',
    tags: tag ?? '',
    q: q ?? '',
    when: usual(reading?.kind).map(rule),
    channel: 'feed',
    url: '',
    secret: '',
    addresses: '',
    every: 'P1D',
  };
}

/** A draft of what is there. What may be a secret is not shown, and stays while nothing is typed in its place. */
export const draftOf = (alert: Alert): AlertDraft => ({
  id: alert.id,
  title: alert.title ?? '',
  topics: alert.topics.join(', '),
  tags: alert.tags.join(', '),
  q: alert.q ?? '',
  when: alert.when.map(r => ({
    condition: r.condition,
    value: r.value === undefined ? '' : String(r.value),
    label: r.label ?? '',
  })),
  channel: alert.to.kind,
  url: '',
  secret: '',
  addresses: (alert.to.addresses ?? []).join(', '),
  every: alert.to.every ?? 'P1D',
});

export const listed = (text: string) =>
  text
    .split(',')
    .map(s => s.trim())
    .filter(Boolean);

const list = (text: string) => (listed(text).length ? listed(text) : undefined);

const target = (d: AlertDraft) => {
  switch (d.channel) {
    case 'feed':
      return { kind: d.channel };
    case 'webhook':
      return { kind: d.channel, url: d.url || undefined, secret: d.secret || undefined };
    case 'slack':
      return { kind: d.channel, url: d.url || undefined };
    case 'mail':
      return { kind: d.channel, addresses: listed(d.addresses), every: d.every };
  }
};

/** As the server takes it; what is no number goes as it was typed, and the server says so beside the field. */
export const toDefinition = (d: AlertDraft): AlertDefinition => ({
  title: d.title || undefined,
  topics: list(d.topics),
  tags: list(d.tags),
  q: d.q || undefined,
  when: d.when.map(({ condition, value, label }) =>
    hasValue(condition)
      ? { condition, value: typedNumber(value) as number | undefined, label: label || undefined }
      : { condition },
  ),
  to: target(d),
});
