import * as Plot from '@observablehq/plot';
import type { Axis } from '../api/client';
import type { Kind, Stance, Status } from '../api/words';
import type { LedgerEntry, TimelinePoint, Value, View } from '../api/types';
import { dayLength, extent, knownBy, startOf } from '../time';
import { claimed, onDay, percent, short, standings } from '../words';
import { originName } from './origins';

/** A view at its place on the horizontal axis: an instant, or the number of a step. */
export interface Placed { x: number; view: View }

export interface Picture {
  kind: Kind;
  labels?: string[];
  /** Both ends of a rating. */
  scale?: { low: number; high: number };
  points: Placed[];
  /** The belief under other assumptions, drawn dashed. */
  supposed?: Placed[];
  claims: Mark[];
  /** Both ends of the horizontal axis. */
  domain: [number, number];
  /** Steps are counted, not dated. */
  steps?: boolean;
  /** The axis ends before now; what stands at its edge is the view of now. */
  pulled?: boolean;
}

/** A claim where it is drawn. */
export interface Mark {
  id: string;
  x: number;
  from: number;
  to: number;
  openStart: boolean;
  openEnd: boolean;
  y?: number;
  low?: number;
  high?: number;
  arrow?: 'up' | 'down';
  lane?: string;
  denies: boolean;
  planned: boolean;
  faded: boolean;
  colour: string;
  label: string;
}

/** How much of an axis that ends before now is for the view of now. */
export const edge = 0.06;

const plans: Status[] = ['planned', 'expected', 'possible'];

/** Where a claim stands: over valid time by what it says, over reported time by when it was said. */
export function place(entry: LedgerEntry, over: Axis, colour: string, domain: [number, number]): Mark {
  const { claim } = entry;
  const said = knownBy(entry);
  const held = over === 'validTime' ? extent(claim.validTime) : { from: said, to: said };
  const clamp = (t: number) => Math.max(domain[0], Math.min(domain[1], t));
  const undated = held.from === undefined && held.to === undefined;
  const from = undated ? said : held.from ?? domain[0];
  const to = undated ? said : held.to ?? domain[1];
  const reach = held.from === undefined && held.to !== undefined ? to : held.to === undefined && held.from !== undefined ? from : (from + to) / 2;
  return {
    id: claim.id,
    x: clamp(reach),
    from: clamp(from),
    to: clamp(to),
    openStart: !undated && held.from === undefined,
    openEnd: !undated && held.to === undefined,
    ...level(claim.value, claim.stance),
    denies: claim.stance === 'denies',
    planned: plans.includes(claim.status),
    faded: entry.standing !== 'counted' && entry.standing !== 'implied',
    colour,
    label: `${claimed(claim)}, ${originName(entry.voice)}, ${standings[entry.standing]}, weight ${entry.weight.toFixed(2)}`,
  };
}

function level(value: Value, stance: Stance | undefined): Pick<Mark, 'y' | 'low' | 'high' | 'arrow' | 'lane'> {
  switch (value.kind) {
    case 'quantity': return { y: value.best, low: value.low, high: value.high };
    case 'range': return { y: (value.low + value.high) / 2, low: value.low, high: value.high };
    case 'bound': return { y: value.value, arrow: value.op.startsWith('>') ? 'up' : 'down' };
    case 'proposition': return { lane: value.holds === (stance !== 'denies') ? 'yes' : 'no' };
    case 'category': return { lane: value.name };
    case 'date': {
      const { from, to } = extent(value.edtf ?? undefined);
      return { y: from !== undefined && to !== undefined ? (from + to) / 2 : from ?? to, low: from, high: to, ...(from !== undefined && to === undefined ? { arrow: 'up' as const } : from === undefined && to !== undefined ? { arrow: 'down' as const } : {}) };
    }
  }
}

interface Row { x: number; at?: number; bound?: number; low50?: number; high50?: number; low90?: number; high90?: number }

const time = (end: number | string | null | undefined) => (typeof end === 'string' ? startOf(end) : end ?? undefined);

function row({ x, view }: Placed): Row {
  if (!view.evidence) return { x };
  if (view.kind === 'proposition') return { x, at: view.probability };
  if (view.kind === 'category') return { x };
  const [low50, high50] = view.interval50?.map(time) ?? [];
  const [low90, high90] = view.interval90?.map(time) ?? [];
  const bands = { low50, high50, low90, high90 };
  if (view.kind === 'date')
    return { x, at: low50 !== undefined && high50 !== undefined ? (low50 + high50) / 2 : undefined, ...bands };
  return { x, at: view.estimate, bound: view.estimate !== undefined ? undefined : view.lowerBound ?? view.upperBound, ...bands };
}

/** What is on the axis, as stairs: each view from its place to the next one's, the last as far as the axis goes. */
function stairs(points: readonly Placed[], domain: [number, number]): Placed[] {
  const inside = points.filter((p, i) => p.x < domain[1] && (points[i + 1]?.x ?? Infinity) > domain[0]);
  return inside.flatMap((p, i) => [{ ...p, x: Math.max(p.x, domain[0]) }, { ...p, x: inside[i + 1]?.x ?? domain[1] }]);
}

/** Powers of ten between two numbers, and twice and five times those where they are few. */
function decades([low, high]: [number, number]): number[] {
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 }, (_, i) => 10 ** (Math.floor(Math.log10(low)) + i));
  return powers.flatMap(p => (powers.length > 4 ? [p] : [p, 2 * p, 5 * p])).filter(p => p >= low && p <= high);
}

const finite = (values: (number | undefined)[]) => values.filter((v): v is number => v !== undefined && Number.isFinite(v));

/** How high what is drawn reaches, on which scale, and where that is named. */
function vertical(picture: Picture, stairs: readonly Row[][], said: readonly Mark[]) {
  const { kind, domain } = picture;
  const share = kind === 'proposition';

  // What is far from everything else and says little ("at least one"), or held for a moment only, is drawn at the edge and does not stretch the axis.
  const lasting = stairs.flatMap(stair => stair.filter((r, i) => Math.abs((stair[i ^ 1]?.x ?? domain[1]) - r.x) > (domain[1] - domain[0]) * 0.03 || i >= stair.length - 2));
  const core = finite([...lasting.flatMap(r => [r.at, r.low90, r.high90]), ...said.filter(m => !m.arrow).flatMap(m => [m.y, m.low, m.high])]);
  const low = Math.min(...core);
  const high = Math.max(...core);
  const far = kind === 'quantity' && low > 0 ? [low / 4, high * 4] as const : [-Infinity, Infinity] as const; // of nothing, everything is near
  const near = (v: number | undefined) => v !== undefined && v >= far[0] && v <= far[1];
  const figures = [...core, ...finite([...lasting.map(r => r.bound), ...said.filter(m => m.arrow).map(m => m.y)]).filter(near)];
  const positive = figures.filter(f => f > 0);
  const rates = kind === 'quantity' && picture.scale !== undefined;
  const spread = kind === 'quantity' && !rates && Math.max(...positive) / Math.min(...positive) > 30;
  const log = spread && positive.length === figures.length;
  const symlog = spread && !log && Math.min(...figures) === 0;
  const [least, most] = share ? [0, 1] : figures.length === 0 ? [0, 1] : [Math.min(...figures), Math.max(...figures)];
  const ends: [number, number] = share ? [0, 1]
    : rates ? [picture.scale!.low, picture.scale!.high]
    : log ? [least / 1.6, most * 1.6]
    : kind === 'quantity' ? [Math.min(0, least * 1.12), Math.max(0, most) + (Math.max(0, most) - Math.min(0, least)) * 0.12 || 1]
    : [least - Math.max(dayLength, (most - least) * 0.1), most + Math.max(dayLength, (most - least) * 0.1)];
  const scale = log ? { type: 'log' } as const : symlog ? { type: 'symlog', constant: Math.min(...positive) } as const : { type: kind === 'date' ? 'utc' : 'linear' } as const;
  const ticks = log ? decades(ends) : symlog ? [0, ...decades([Math.min(...positive), ends[1]])] : 5;
  return { ends, scale, ticks };
}

/** Numbers, dates and probabilities: a line with its bands, and on it the claims (of propositions they stand below, in lanes). */
export function beliefChart(picture: Picture, width: number): Element {
  const { kind, domain } = picture;
  const share = kind === 'proposition';
  const rows = stairs(picture.points, domain).map(row);
  const others = stairs(picture.supposed ?? [], domain).map(row);
  const said = share ? [] : picture.claims.filter(c => c.y !== undefined);

  const { ends, scale, ticks } = vertical(picture, [rows, others], said);
  const inside = (v: number) => Math.max(ends[0], Math.min(ends[1], v));
  const at = (pick: (row: Row) => number | undefined) => (row: Row) => {
    const value = pick(row);
    return value === undefined ? undefined : inside(value);
  };
  const marks = said.map(m => ({ ...m, y: inside(m.y!) }));
  const open = (end: number | undefined, other: number | undefined, without: number) => (end === undefined ? (other === undefined ? undefined : without) : inside(end));

  const band = (low: 'low50' | 'low90', high: 'high50' | 'high90', name: string) => Plot.areaY(rows, {
    x: 'x', className: name,
    y1: (r: Row) => open(r[low], r[high], ends[0]), y2: (r: Row) => open(r[high], r[low], ends[1]),
  } as Plot.AreaYOptions);

  return Plot.plot({
    width,
    height: share ? 220 : Math.round(Math.max(260, Math.min(420, width * 0.42))),
    ...margins(picture, width), marginTop: 22, marginBottom: 30,
    x: horizontal(picture, width),
    y: {
      domain: ends, ...scale, label: null, ticks,
      tickFormat: share ? percent : kind === 'date' ? (t: Date) => onDay(t) : short,
    },
    marks: [
      Plot.gridY({ className: 'grid', ticks } as Plot.GridYOptions),
      band('low90', 'high90', 'band90'),
      band('low50', 'high50', 'band50'),
      Plot.line(rows, { x: 'x', y: at(r => r.bound), className: 'line bound' }),
      Plot.line(rows, { x: 'x', y: at(r => r.at), className: 'line' }),
      Plot.line(others, { x: 'x', y: at(r => r.low90), className: 'supposed edge' }),
      Plot.line(others, { x: 'x', y: at(r => r.high90), className: 'supposed edge' }),
      Plot.line(others, { x: 'x', y: at(r => r.at ?? r.bound), className: 'supposed' }),
      ...nowMarks(picture),
      ...claimMarks(marks),
    ],
  });
}

/** Time, or the numbers of steps. */
const horizontal = ({ domain, steps }: Picture, width: number): Plot.ScaleOptions => (steps
  ? { domain, label: null, ticks: Math.min(10, Math.max(1, Math.round(width / 90))), tickFormat: (n: number) => (Number.isInteger(n) ? `${n}` : '') }
  : { domain, type: 'utc', label: null, ticks: Math.max(3, Math.round(width / 110)) });

/** Where the axis breaks off, and says that what follows is now. */
function nowMarks({ pulled, domain }: Picture): Plot.Markish[] {
  if (!pulled) return [];
  const at = domain[1] - (domain[1] - domain[0]) * edge;
  return [Plot.ruleX([at], { className: 'break' }), Plot.text(['now'], { x: at, frameAnchor: 'top', dx: 4, dy: -10, textAnchor: 'start', className: 'name' })];
}

/** The same for the charts of one picture, so that they stand under one another. */
function margins(picture: Picture, width: number) {
  const lanes = picture.kind === 'category' && !picture.steps ? labelsOf(picture).filter(label => picture.claims.some(c => c.lane === label)) : [];
  return {
    marginLeft: Math.max(picture.kind === 'date' ? 84 : 56, Math.min(width * 0.24, 14 + 7 * Math.max(0, ...lanes.map(l => l.length)))),
    marginRight: picture.kind === 'category' ? Math.min(140, width * 0.22) : 12,
  };
}

/** Shares of a category's labels, stacked, each named at the right. */
export function shareChart(picture: Picture, width: number): Element {
  const { points, domain } = picture;
  const labels = labelsOf(picture);
  const steps = stairs(points, domain);
  const blocks = steps.filter((_, i) => i % 2 === 0).flatMap(({ x, view }, step) => {
    let top = 0;
    return view.evidence ? labels.map((label, i) => ({ label, i, from: x, to: steps[2 * step + 1]!.x, bottom: top, top: (top += shareOf(view, label)) })) : [];
  });
  const names = blocks.filter(b => b.to === domain[1] && b.top - b.bottom >= 0.06).map(b => ({ name: `${percent(b.top - b.bottom)} ${b.label}`, mid: (b.bottom + b.top) / 2 }));
  const other = picture.supposed?.at(-1)?.view;
  let line = 0;
  const dashes = other?.evidence ? labels.slice(0, -1).map(label => (line += shareOf(other, label))) : [];
  return Plot.plot({
    width, height: 240, ...margins(picture, width), marginTop: 12, marginBottom: 30,
    x: horizontal(picture, width),
    y: { domain: [0, 1], label: null, ticks: 5, tickFormat: percent },
    color: { type: 'identity' },
    marks: [
      Plot.rect(blocks, { x1: 'from', x2: 'to', y1: 'bottom', y2: 'top', fill: (b: { i: number }) => `var(--share${b.i % 8})`, className: 'share' }),
      Plot.ruleY(dashes, { className: 'supposed' }),
      Plot.text(names, { x: domain[1], y: 'mid', text: 'name', dx: 6, textAnchor: 'start', className: 'name', lineWidth: (margins(picture, width).marginRight - 8) / 11, textOverflow: 'ellipsis' }),
      ...nowMarks(picture),
    ],
  });
}

const elsewhere = 'something else';
const sharesOf = (view: View) => (view.kind === 'category' ? view : undefined);
const shareOf = (view: View, label: string) =>
  (label === elsewhere ? sharesOf(view)?.otherProbability : sharesOf(view)?.probabilities?.[label]) ?? 0;

function labelsOf({ labels, points, kind }: Picture): string[] {
  if (kind === 'proposition') return ['yes', 'no'];
  const named = labels ?? [...new Set(points.flatMap(p => Object.keys(sharesOf(p.view)?.probabilities ?? {})))];
  return points.some(p => sharesOf(p.view)?.otherProbability) ? [...named, elsewhere] : named;
}

/** The most rows of one lane; what does not fit lies on what is there. */
const lanesMax = 12;

/** Claims of propositions and categories, in a lane for each answer. */
export function laneChart(picture: Picture, width: number): Element {
  const lanes = labelsOf(picture).filter(label => picture.kind === 'proposition' || picture.claims.some(c => c.lane === label));
  const reach = (picture.domain[1] - picture.domain[0]) / Math.max(1, width - 80) * 14;
  const rows = new Map<string, number[]>(); // per lane, where each of its rows is taken up to
  const dodged = [...picture.claims].sort((a, b) => a.from - b.from).map(claim => {
    const taken = rows.get(claim.lane ?? '') ?? [];
    rows.set(claim.lane ?? '', taken);
    let i = taken.findIndex(end => claim.from - reach > end);
    if (i < 0) i = Math.min(taken.length, lanesMax - 1);
    taken[i] = Math.max(claim.to, claim.x) + reach;
    return { ...claim, row: i };
  });
  const tall = 16;
  const tops = new Map<string, number>();
  let y = 0;
  for (const lane of lanes) {
    tops.set(lane, y);
    y += Math.max(1, rows.get(lane)?.length ?? 1) * tall + 10;
  }
  const put = dodged.filter(c => c.lane !== undefined && tops.has(c.lane)).map(c => ({ ...c, y: tops.get(c.lane!)! + c.row * tall + 12 }));
  return Plot.plot({
    width, height: y + 8, ...margins(picture, width), marginTop: 2, marginBottom: 6,
    x: { domain: picture.domain, type: 'utc', axis: null }, // as above it
    y: { domain: [y, 0], axis: null },
    marks: [
      Plot.ruleY([...tops.values()].slice(1).map(t => t + 2), { className: 'grid' }),
      Plot.text(lanes, { x: picture.domain[0], y: (lane: string) => tops.get(lane)! + 12, text: (lane: string) => lane, dx: -14, textAnchor: 'end', className: 'name', lineWidth: (margins(picture, width).marginLeft - 16) / 11, textOverflow: 'ellipsis' }),
      ...claimMarks(put),
    ],
  });
}

/** A channel whose values are taken as they are. */
const asIs = (value: unknown) => ({ value, scale: null }) as unknown as string;

function claimMarks(marks: readonly Mark[]): Plot.Markish[] {
  const y = 'y';
  const ordered = [...marks].sort((a, b) => a.x - b.x);
  const look = { stroke: asIs('colour'), opacity: asIs((m: Mark) => (m.faded ? 0.4 : 1)) as unknown as number };
  const dots = (some: Mark[], symbol: Plot.SymbolType) => Plot.dot(some, {
    x: 'x', y, r: 5.5, symbol, ...look, strokeWidth: 2, render: named(some), className: 'claims',
    fill: asIs((m: Mark) => (m.planned || m.denies ? 'var(--paper)' : m.colour)),
  });
  return [
    Plot.link(ordered.filter(m => m.to > m.from), { x1: 'from', x2: 'to', y1: y, y2: y, ...look, strokeWidth: 1.5 }),
    Plot.vector(ordered.filter(m => m.openStart), { x: 'from', y, rotate: 270, length: 9, anchor: 'start', ...look }),
    Plot.vector(ordered.filter(m => m.openEnd), { x: 'to', y, rotate: 90, length: 9, anchor: 'start', ...look }),
    Plot.link(ordered.filter(m => m.low !== undefined && m.high !== undefined), { x1: 'x', x2: 'x', y1: 'low', y2: 'high', ...look, strokeWidth: 1.5 }),
    Plot.vector(ordered.filter(m => m.arrow), { x: 'x', y, rotate: (m: Mark) => (m.arrow === 'up' ? 0 : 180), length: 22, anchor: 'start', ...look, strokeWidth: 2 }),
    dots(ordered.filter(m => !m.denies), 'circle'),
    dots(ordered.filter(m => m.denies), 'times'),
  ];
}

/** Gives each element the name of its claim, and makes it one that can take the focus. */
function named(marks: readonly Mark[]): Plot.RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = next!(index, scales, values, dimensions, context);
    group?.removeAttribute('aria-label');
    [...(group?.children ?? [])].forEach((element, i) => {
      const claim = marks[index[i]!]!;
      element.setAttribute('data-claim', claim.id);
      element.setAttribute('data-x', String(claim.x));
      element.setAttribute('role', 'button');
      element.setAttribute('aria-label', claim.label);
      element.setAttribute('tabindex', '-1');
      if (claim.planned) element.setAttribute('stroke-dasharray', '2,2');
    });
    return group;
  };
}

/** Points of a timeline at their places on its axis. */
export const placed = (points: readonly TimelinePoint[]): Placed[] => points.map(p => ({ x: Date.parse(p.reportedBy ?? p.validAt), view: p.view }));
