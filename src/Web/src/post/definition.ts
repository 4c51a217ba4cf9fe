// A topic as somebody fills it in.

import type { Status } from '../api/words';
import { typedNumber } from '../parts/ValueFields';

export interface InterestDraft {
  source: string;
  favours: string;
}

export const emptyTopic = {
  id: '',
  title: '',
  question: '',
  kind: 'quantity',
  unit: '',
  conversions: '',
  low: '',
  high: '',
  categories: '',
  ordered: false,
  dynamics: 'fixed',
  halfLife: '',
  accepts: ['ongoing', 'occurred', 'cumulative'] as Status[],
  scope: '',
  interests: [] as InterestDraft[],
  sources: 'reporters',
  family: '',
  tags: '',
};

export type TopicDraft = typeof emptyTopic;

const idLengthMax = 60;

/** An id that says what the title does, as far as ids may. */
export const idOf = (title: string) =>
  title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, idLengthMax)
    .replace(/-+$/, '');

const unitsOfTime: [RegExp, (n: string) => string][] = [
  [/^(\d+) ?d(?:ays?)?$/i, n => `P${n}D`],
  [/^(\d+) ?w(?:eeks?)?$/i, n => `P${n}W`],
  [/^(\d+) ?m(?:onths?)?$/i, n => `P${n}M`],
  [/^(\d+) ?y(?:ears?)?$/i, n => `P${n}Y`],
  [/^(\d+) ?h(?:ours?)?$/i, n => `PT${n}H`],
];

/** "30 days" as P30D; what is none of that as it was typed. */
export function periodOf(text: string): string | undefined {
  const plain = text.trim();
  for (const [form, make] of unitsOfTime) {
    const found = form.exec(plain);
    if (found) return make(found[1]!);
  }
  return plain || undefined;
}

const list = (text: string) =>
  text.trim()
    ? text
        .split(',')
        .map(s => s.trim())
        .filter(Boolean)
    : undefined;

/** "brigades = 5,000; companies = 120"; what is no such pair goes to the server, which says so. */
function conversionsOf(text: string) {
  const pairs = text
    .split(';')
    .map(s => s.trim())
    .filter(Boolean)
    .map(pair => {
      const [unit, ...rest] = pair.split('=');
      return [unit!.trim(), typedNumber(rest.join('=')) ?? ''] as const;
    });
  return pairs.length ? Object.fromEntries(pairs) : undefined;
}

/** The definition, with what its kind has alone. */
export function toTopic(d: TopicDraft) {
  const [isNumber, isLabel] = [d.kind === 'quantity', d.kind === 'category'];
  const [low, high] = [typedNumber(d.low), typedNumber(d.high)];
  return {
    title: d.title,
    question: d.question || undefined,
    kind: d.kind,
    dynamics: d.dynamics,
    scope: d.scope || undefined,
    tags: list(d.tags),
    halfLife: d.dynamics === 'changing' ? periodOf(d.halfLife) : undefined,
    accepts: d.accepts,
    sources: d.sources,
    family: d.family.trim() || undefined,
    unit: isNumber ? d.unit || undefined : undefined,
    conversions: isNumber ? conversionsOf(d.conversions) : undefined,
    scale: isNumber && (low !== undefined || high !== undefined) ? { low, high } : undefined,
    categories: isLabel ? list(d.categories) : undefined,
    ordered: (isLabel && d.ordered) || undefined,
    interests: d.interests.length ? d.interests : undefined,
  };
}
