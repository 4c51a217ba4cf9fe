import * as Plot from '@observablehq/plot';
import type { Axis } from '../api/client';
import type { Kind, Stance, Status } from '../api/words';
import type { LedgerEntry, Value, View } from '../api/types';
import { dayLength, extent, knownBy } from '../time';
import { claimed, onDay, percent, short, standings } from '../words';
import { dateName, decades, timeTicks } from './axis';
import { originName } from './origins';
import { corners, neverFalling, type Placed, type Row, rowOf } from './rows';

export type { Placed } from './rows';
export { placed } from './rows';

export interface Picture {
    kind: Kind;
    labels?: string[];
    unit?: string;
    /** Both ends of a rating. */
    scale?: { low: number; high: number };
    /** Over the time of the world, a count that never falls. */
    grows?: boolean;
    /** What the reader wants of the vertical axis; left out: whichever suits the figures. */
    axis?: 'linear' | 'log';
    points: Placed[];
    /** The belief under other assumptions, drawn dashed. */
    supposed?: Placed[];
    claims: Mark[];
    /** Both ends of the horizontal axis. */
    domain: [number, number];
    /** What stands at the right end: the answer, as the headline says it. */
    ends?: string;
    /** When the axis ends, in words. */
    end?: { label: string; below: string };
    /** The established answer. */
    answer?: Value;
    /** Steps are counted, not dated. */
    steps?: boolean;
    /** The axis breaks off before now; what stands at its edge is the view of now. */
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
export const edge = 0.09;

const plans: Status[] = ['planned', 'expected', 'possible'];

/** Where a claim stands: over valid time by what it says, over reported time by when it was said. */
export function place(entry: LedgerEntry, over: Axis, colour: string, domain: [number, number]): Mark {
    const { claim } = entry;
    const said = knownBy(entry);
    const held = over === 'validTime' ? extent(claim.validTime) : { from: said, to: said };
    const clamp = (t: number) => Math.max(domain[0], Math.min(domain[1], t));
    const undated = held.from === undefined && held.to === undefined;
    const from = undated ? said : (held.from ?? domain[0]);
    const to = undated ? said : (held.to ?? domain[1]);
    const reach =
        held.from === undefined && held.to !== undefined
            ? to
            : held.to === undefined && held.from !== undefined
              ? from
              : (from + to) / 2;
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

/** The most claims that do not count which are drawn unasked. */
export const fadedMax = 40;

/** The marks without most of those that do not count: of many, some, spread evenly over time. */
export function thinned(marks: Mark[]): Mark[] {
    const faded = marks.filter(m => m.faded).sort((a, b) => a.x - b.x);
    if (faded.length <= fadedMax) return marks;
    const kept = new Set(Array.from({ length: fadedMax }, (_, i) => faded[Math.floor((i * faded.length) / fadedMax)]));
    return marks.filter(m => !m.faded || kept.has(m));
}

function level(value: Value, stance: Stance | undefined): Pick<Mark, 'y' | 'low' | 'high' | 'arrow' | 'lane'> {
    switch (value.kind) {
        case 'quantity':
            return { y: value.best, low: value.low, high: value.high };
        case 'range':
            return { y: (value.low + value.high) / 2, low: value.low, high: value.high };
        case 'bound':
            return { y: value.value, arrow: value.op.startsWith('>') ? 'up' : 'down' };
        case 'proposition':
            return { lane: value.holds === (stance !== 'denies') ? 'yes' : 'no' };
        case 'category':
            return { lane: value.name };
        case 'date': {
            const { from, to } = extent(value.edtf ?? undefined);
            return {
                y: from !== undefined && to !== undefined ? (from + to) / 2 : (from ?? to),
                low: from,
                high: to,
                ...(from !== undefined && to === undefined
                    ? { arrow: 'up' as const }
                    : from === undefined && to !== undefined
                      ? { arrow: 'down' as const }
                      : {}),
            };
        }
    }
}

const finite = (values: (number | undefined)[]) =>
    values.filter((v): v is number => v !== undefined && Number.isFinite(v));

/** Where the established answer lies on the vertical axis: a line, or the two ends of what it may be. */
function answered(value: Value | undefined): number[] {
    if (!value) return [];
    const { y, low, high } = level(value, undefined);
    if (value.kind === 'proposition') return [Number(value.holds)];
    return value.kind === 'quantity'
        ? finite([y])
        : value.kind === 'date' || value.kind === 'range'
          ? finite([low, high])
          : finite([y]);
}

/** How high what is drawn reaches, on which scale, and where that is named. */
function vertical(picture: Picture, lines: readonly Row[][], said: readonly Mark[]) {
    const { kind, domain } = picture;
    const share = kind === 'proposition';

    // What is far from everything else and says little ("at least one"), or held for a moment only, is drawn at the edge and does not stretch the axis.
    const lasting = lines.flatMap(line =>
        line.filter(
            (r, i) => (line[i + 1]?.x ?? domain[1]) - r.x > (domain[1] - domain[0]) * 0.03 || i >= line.length - 2,
        ),
    );
    const bands = (r: Row) =>
        r.at === undefined && (r.lower !== undefined) !== (r.upper !== undefined) ? [] : [r.low90, r.high90]; // those of a single bound fade
    const core = finite([
        ...lasting.flatMap(r => [r.at, ...bands(r)]),
        ...said.filter(m => !m.arrow).flatMap(m => [m.y, m.low, m.high]),
        ...answered(picture.answer),
    ]);
    const low = Math.min(...core);
    const high = Math.max(...core);
    const far = kind === 'quantity' && low > 0 ? ([low / 4, high * 4] as const) : ([-Infinity, Infinity] as const); // of nothing, everything is near
    const near = (v: number | undefined) => v !== undefined && v >= far[0] && v <= far[1];
    const figures = [
        ...core,
        ...finite([...lasting.flatMap(r => [r.lower, r.upper]), ...said.filter(m => m.arrow).map(m => m.y)]).filter(
            near,
        ),
    ];
    const positive = figures.filter(f => f > 0);
    const rates = kind === 'quantity' && picture.scale !== undefined;
    const wide = Math.max(...positive) / Math.min(...positive) > 30;
    const spread =
        kind === 'quantity' && !rates && positive.length > 0 && (picture.axis ? picture.axis === 'log' : wide);
    const log = spread && positive.length === figures.length;
    const symlog = spread && !log && Math.min(...figures) >= 0;
    const [least, most] = share ? [0, 1] : figures.length === 0 ? [0, 1] : [Math.min(...figures), Math.max(...figures)];
    const ends: [number, number] = share
        ? [0, 1]
        : rates
          ? [picture.scale!.low, picture.scale!.high]
          : log
            ? [least / 1.6, most * 1.6]
            : kind === 'quantity'
              ? [Math.min(0, least * 1.12), Math.max(0, most) + (Math.max(0, most) - Math.min(0, least)) * 0.12 || 1]
              : [least - Math.max(dayLength, (most - least) * 0.1), most + Math.max(dayLength, (most - least) * 0.1)];
    const scale = log
        ? ({ type: 'log' } as const)
        : symlog
          ? ({ type: 'symlog', constant: Math.min(...positive) } as const)
          : ({ type: kind === 'date' ? 'utc' : 'linear' } as const);
    const ticks = log ? decades(ends) : symlog ? [0, ...decades([Math.min(...positive), ends[1]])] : 5;
    const name = [
        kind === 'proposition' ? 'probability that it is so' : kind === 'date' ? '' : picture.unit,
        (log || symlog) && 'logarithmic scale',
    ]
        .filter(Boolean)
        .join(', ');
    return { ends, scale, ticks, name };
}

/** Numbers, dates and probabilities: a line with its bands, and on it the claims (of propositions they stand below, in lanes). */
export function beliefChart(picture: Picture, width: number): Element {
    const { kind, domain } = picture;
    const share = kind === 'proposition';
    const drawn = (points: readonly Placed[]) => {
        const rows = points
            .map(rowOf)
            .map((r, i, all) => ({
                ...r,
                between: r.between && (r.at === undefined) === (all[i - 1]?.at === undefined),
            })); // a bound that becomes a figure is a jump
        return corners(picture.grows ? neverFalling(rows) : rows, domain);
    };
    const rows = drawn(picture.points);
    const others = drawn(picture.supposed ?? []);
    const said = share ? [] : picture.claims.filter(c => c.y !== undefined);

    const { ends, scale, ticks, name } = vertical(picture, [rows, others], said);
    const inside = (v: number) => Math.max(ends[0], Math.min(ends[1], v));
    const at = (pick: (row: Row) => number | undefined) => (row: Row) => {
        const value = pick(row);
        return value === undefined ? undefined : inside(value);
    };
    const marks = said.map(m => ({
        ...m,
        y: inside(m.y!),
        low: m.low === undefined ? undefined : inside(m.low),
        high: m.high === undefined ? undefined : inside(m.high),
    }));
    const open = (end: number | undefined, other: number | undefined, without: number) =>
        end === undefined ? (other === undefined ? undefined : without) : inside(end);
    const half = (r: Row) => r.at === undefined && (r.lower === undefined) !== (r.upper === undefined);

    const band = (low: 'low50' | 'low90', high: 'high50' | 'high90', name: string) =>
        Plot.areaY(rows, {
            x: 'x',
            className: name,
            y1: (r: Row) => (half(r) ? undefined : open(r[low], r[high], ends[0])),
            y2: (r: Row) => (half(r) ? undefined : open(r[high], r[low], ends[1])),
        } as Plot.AreaYOptions);
    const shades = rows.flatMap((r, i) => {
        const next = rows[i + 1];
        if (!half(r) || !next || next.x === r.x) return [];
        const up = r.lower !== undefined;
        return [
            {
                x1: r.x,
                x2: next.x,
                near: inside(r.lower ?? r.upper!),
                far: inside((up ? r.high90 : r.low90) ?? (up ? ends[1] : ends[0])),
                up,
            },
        ];
    });
    const shade = (up: boolean) =>
        Plot.rect(
            shades.filter(s => s.up === up),
            {
                x1: 'x1',
                x2: 'x2',
                y1: 'near',
                y2: 'far',
                fill: `url(#fade-${up ? 'up' : 'down'})`,
                className: 'fade',
            },
        );
    const last = rows.at(-1);
    const end = last && (last.at ?? last.lower ?? last.upper);
    const hands = answered(picture.answer).map(inside);

    return Plot.plot({
        width,
        height: share ? 230 : Math.round(Math.max(270, Math.min(430, width * 0.42))),
        ...margins(picture, width),
        marginTop: 40,
        marginBottom: 42,
        x: horizontal(picture),
        y: {
            domain: ends,
            ...scale,
            label: null,
            ticks,
            tickFormat: share ? percent : kind === 'date' ? (t: Date) => onDay(t) : short,
        },
        marks: [
            fades,
            Plot.gridY({ className: 'grid', ticks } as Plot.GridYOptions),
            band('low90', 'high90', 'band90'),
            band('low50', 'high50', 'band50'),
            shade(true),
            shade(false),
            ...timeMarks(picture, width, margins(picture, width)),
            Plot.ruleY(hands, { className: 'settled' }),
            Plot.text(hands.slice(0, 1), {
                y: (v: number) => v,
                frameAnchor: 'left',
                dx: 6,
                dy: hands[0] !== undefined && heightOf(hands[0], ends, scale.type, 1) > 0.9 ? 11 : -8,
                textAnchor: 'start',
                text: () => 'established',
                className: 'settled',
            }),
            Plot.line(rows, { x: 'x', y: at(r => r.lower), className: 'line bound' }),
            Plot.line(rows, { x: 'x', y: at(r => r.upper), className: 'line bound above' }),
            Plot.line(rows, { x: 'x', y: at(r => r.at), className: 'line' }),
            Plot.line(others, { x: 'x', y: at(r => r.low90), className: 'supposed edge' }),
            Plot.line(others, { x: 'x', y: at(r => r.high90), className: 'supposed edge' }),
            Plot.line(others, { x: 'x', y: at(r => r.at ?? r.lower ?? r.upper), className: 'supposed' }),
            ...breakMarks(picture),
            ...turnMarks(picture, width, (v: View) => {
                const row = rowOf({ x: 0, view: v });
                const value = row.at ?? row.lower ?? row.upper;
                return value === undefined
                    ? undefined
                    : heightOf(inside(value), ends, scale.type, 'constant' in scale ? (scale.constant ?? 1) : 1);
            }),
            ...claimMarks(marks),
            ...(end === undefined || !picture.ends
                ? []
                : [
                      Plot.dot([0], { x: domain[1], y: inside(end), r: 4, className: 'end' }),
                      Plot.text([picture.ends], {
                          x: domain[1],
                          y: inside(end),
                          text: (t: string) => t,
                          dx: 9,
                          textAnchor: 'start',
                          className: 'end',
                      }),
                  ]),
            Plot.text(name ? [name] : [], {
                frameAnchor: 'top-left',
                dx: -margins(picture, width).marginLeft,
                dy: -32,
                textAnchor: 'start',
                text: (t: string) => t,
            }),
        ],
    });
}

/** How far up a value stands, 0 to 1. */
function heightOf(value: number, [low, high]: [number, number], type: string, constant: number): number {
    const to =
        type === 'log' ? Math.log : type === 'symlog' ? (v: number) => Math.log1p(v / constant) : (v: number) => v;
    return (to(value) - to(low)) / (to(high) - to(low));
}

/** The shades of bounds: full at the bound, and fading away from it. */
const fades: Plot.Markish = () => {
    const make = (name: string, attributes: Record<string, string>) => {
        const element = document.createElementNS('http://www.w3.org/2000/svg', name);
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        return element;
    };
    const defs = make('defs', {});
    for (const [id, y1, y2] of [
        ['fade-up', '1', '0'],
        ['fade-down', '0', '1'],
    ] as const) {
        const gradient = make('linearGradient', { id, x1: '0', x2: '0', y1, y2 });
        gradient.append(make('stop', { offset: '0', class: 'full' }), make('stop', { offset: '1', class: 'none' }));
        defs.append(gradient);
    }
    return defs as unknown as SVGElement;
};

/** Time, or the numbers of steps. */
const horizontal = ({ domain, steps }: Picture): Plot.ScaleOptions =>
    steps ? { domain, label: null, ticks: [] } : { domain, type: 'utc', label: null, ticks: [] };

/** The axis below: each tick with its year, and at the end when that is. */
export function timeMarks(
    { domain, steps, pulled, end }: Pick<Picture, 'domain' | 'steps' | 'pulled' | 'end'>,
    width: number,
    margin: { marginLeft: number; marginRight: number },
): Plot.Markish[] {
    const to = pulled ? domain[1] - (domain[1] - domain[0]) * edge : domain[1];
    const wide = width - margin.marginLeft - margin.marginRight;
    const apart = ((domain[1] - domain[0]) / wide) * 58;
    const ticks = steps
        ? [
              ...new Set(
                  Array.from({ length: 9 }, (_, i) => Math.round(domain[0] + ((domain[1] - domain[0]) * i) / 8)),
              ),
          ].map(at => ({ at, label: `${at}`, below: undefined }))
        : timeTicks(domain[0], to, Math.max(2, Math.floor(wide / 80))).filter(t => !end || t.at < domain[1] - apart);
    const first = ticks[0];
    if (!steps && first && !first.below && ticks.every(t => !t.below))
        Object.assign(first, { below: /^\d{4}$/.test(first.label) ? undefined : dateName(first.at).slice(-4) });
    const all = end ? [...ticks, { at: domain[1], ...end }] : ticks;
    return [
        Plot.frame({ anchor: 'bottom', className: 'base' }),
        Plot.text(all, { x: 'at', text: 'label', frameAnchor: 'bottom', dy: 16, className: 'when' }),
        Plot.text(
            all.filter(t => t.below),
            { x: 'at', text: 'below', frameAnchor: 'bottom', dy: 30, className: 'when' },
        ),
    ];
}

/** Where the axis breaks off: a gap through everything, between two torn edges. */
function breakMarks({ pulled, domain }: Picture): Plot.Markish[] {
    if (!pulled) return [];
    const at = domain[1] - (domain[1] - domain[0]) * edge;
    return [
        (
            _index: unknown,
            scales: Plot.ScaleFunctions,
            _values: unknown,
            { marginTop, height, marginBottom }: Plot.Dimensions,
        ) => {
            const make = (name: string, d: string, className: string) => {
                const path = document.createElementNS('http://www.w3.org/2000/svg', name);
                path.setAttribute('d', d);
                path.setAttribute('class', className);
                return path;
            };
            const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
            const x = scales.x!(at) as number;
            const [top, bottom] = [marginTop, height - marginBottom];
            const side = (dx: number) => {
                const points = [];
                for (let y = top, i = 0; y <= bottom + 1; y += 8, i++)
                    points.push(`${x + dx + (i % 2 ? 3 : 0)},${Math.min(y, bottom)}`);
                return points;
            };
            const [left, right] = [side(-5), side(3)];
            group.append(
                make('path', `M${[...left, ...[...right].reverse()].join('L')}Z`, 'gap'),
                make('path', `M${left.join('L')}M${right.join('L')}`, 'torn'),
            );
            return group as unknown as SVGElement;
        },
    ] as Plot.Markish[];
}

/** How much a belief moves before that is said on the plot, as a part of its height. */
const turnMin = 0.05;

/** That somebody speaks for the first time, on the same scale. */
const firstTurn = 0.2;

const turnsMax = 5;

/** The largest turns, each with what happened then. */
function turnMarks(picture: Picture, width: number, height: (view: View) => number | undefined): Plot.Markish[] {
    const { points, domain, pulled } = picture;
    const { marginLeft, marginRight } = margins(picture, width);
    const letter = 6.1;
    const turns = points.flatMap((p, i) => {
        const before = points[i - 1] && height(points[i - 1]!.view);
        const after = height(p.view);
        const isLast = i === points.length - 1 && pulled;
        if (!p.because || after === undefined || isLast || p.x < domain[0] || p.x > domain[1]) return [];
        const isFirst = before === undefined && points.slice(0, i).every(o => height(o.view) === undefined);
        const by = before !== undefined ? Math.abs(after - before) : isFirst ? firstTurn : 0;
        return by < turnMin ? [] : [{ x: p.x, by, because: p.because }];
    });
    const shown: { x: number; late: boolean; text: string; from: number; to: number }[] = [];
    for (const { x, because } of turns.sort((a, b) => b.by - a.by)) {
        const at = marginLeft + ((x - domain[0]) / (domain[1] - domain[0])) * (width - marginLeft - marginRight);
        const late = at + because.length * letter > width && at > width / 2;
        const most = Math.min(36, Math.floor((late ? at : width - at) / letter));
        const text = because.length > most ? `${because.slice(0, most - 1)}…` : because;
        const [from, to] = late ? [at - text.length * letter, at] : [at, at + text.length * letter];
        if (shown.length < turnsMax && shown.every(s => to + 12 < s.from || from > s.to + 12))
            shown.push({ x, late, text, from, to });
    }
    const names = (late: boolean) =>
        Plot.text(
            shown.filter(s => s.late === late),
            {
                x: 'x',
                text: 'text',
                frameAnchor: 'top',
                lineAnchor: 'bottom',
                dy: -5,
                dx: late ? 2 : -2,
                textAnchor: late ? 'end' : 'start',
                className: 'turn',
            },
        );
    return shown.length === 0 ? [] : [Plot.ruleX(shown, { x: 'x', className: 'turn' }), names(false), names(true)];
}

/** The same for the charts of one picture, so that they stand under one another. */
function margins(picture: Picture, width: number) {
    const lanes =
        picture.kind === 'category' && !picture.steps
            ? labelsOf(picture).filter(label => picture.claims.some(c => c.lane === label))
            : [];
    const names = picture.kind === 'category' ? namesOf(picture).map(n => n.name) : [picture.ends ?? ''];
    return {
        marginLeft: Math.max(
            picture.kind === 'date' ? 84 : 56,
            Math.min(width * 0.24, 14 + 7 * Math.max(0, ...lanes.map(l => l.length))),
        ),
        marginRight: Math.max(28, Math.min(width * 0.32, 18 + 7.7 * Math.max(...names.map(n => n.length)))),
    };
}

/** The colour of each answer, wherever it is drawn: by its place among the answers of the topic. */
export const answerColour = (i: number) => `var(--answer${i % 8})`;

/** Shares of a category's labels: one line an answer, each named where it ends. */
export function shareChart(picture: Picture, width: number): Element {
    const { points, domain, answer } = picture;
    const labels = labelsOf(picture);
    const lines = labels.map((label, i) => ({
        label,
        colour: answerColour(i),
        rows: corners(
            points.map(p => ({
                x: p.x,
                between: p.between,
                share: settled(p.view, label) ?? (p.view.evidence ? shareOf(p.view, label) : undefined),
            })),
            domain,
        ),
    }));
    const top = (view: View) =>
        view.kind === 'category' && view.evidence ? Math.max(...labels.map(l => shareOf(view, l))) : undefined;
    const dashes =
        (picture.supposed ?? []).length === 0
            ? []
            : labels.map((label, i) => ({
                  colour: answerColour(i),
                  rows: corners(
                      picture.supposed!.map(p => ({
                          x: p.x,
                          between: p.between,
                          share: p.view.evidence ? shareOf(p.view, label) : undefined,
                      })),
                      domain,
                  ),
              }));
    const named = apart(namesOf(picture), 240 - 82);
    const established = answer?.kind === 'category' ? answer.name : undefined;
    return Plot.plot({
        width,
        height: 240,
        ...margins(picture, width),
        marginTop: 40,
        marginBottom: 42,
        x: horizontal(picture),
        y: { domain: [0, 1], label: null, ticks: 5, tickFormat: percent },
        marks: [
            Plot.gridY({ className: 'grid', ticks: 5 } as Plot.GridYOptions),
            ...timeMarks(picture, width, margins(picture, width)),
            ...[...lines]
                .reverse()
                .map(line =>
                    Plot.line(line.rows, {
                        x: 'x',
                        y: 'share',
                        stroke: line.colour,
                        strokeWidth: line.label === established ? 3.5 : 2,
                        className: 'share',
                    }),
                ),
            ...dashes.map(line =>
                Plot.line(line.rows, {
                    x: 'x',
                    y: 'share',
                    stroke: line.colour,
                    strokeDasharray: '5 4',
                    strokeWidth: 1.5,
                    className: 'share',
                }),
            ),
            ...breakMarks(picture),
            ...turnMarks(picture, width, top),
            Plot.dot(named, { x: domain[1], y: 'share', r: 3.5, fill: asIs('colour'), className: 'ends' }),
            Plot.text(named, {
                x: domain[1],
                y: 'at',
                text: 'name',
                dx: 9,
                textAnchor: 'start',
                fill: asIs('colour'),
                fontWeight: 600,
                lineWidth: (margins(picture, width).marginRight - 12) / 12,
                textOverflow: 'ellipsis',
                className: 'share',
            }),
            Plot.text(['probability'], {
                frameAnchor: 'top-left',
                dx: -margins(picture, width).marginLeft,
                dy: -32,
                textAnchor: 'start',
                text: (t: string) => t,
            }),
        ],
    });
}

/** Of an established answer: all of it, or nothing. */
const settled = (view: View, label: string) =>
    view.resolution?.value.kind === 'category' ? Number(view.resolution.value.name === label) : undefined;

interface Named {
    name: string;
    colour: string;
    share: number;
    at: number;
}

/** What stands at the ends of the lines, the most probable first. */
function namesOf(picture: Picture): Named[] {
    const now = picture.points.at(-1)?.view;
    if (!now || !(now.evidence || now.resolution)) return [];
    const established = picture.answer?.kind === 'category' ? picture.answer.name : undefined;
    return labelsOf(picture)
        .map((label, i) => {
            const share = settled(now, label) ?? shareOf(now, label);
            return {
                name: label === established ? `✓ ${label}` : `${percent(share)} ${label}`,
                colour: answerColour(i),
                share,
                at: share,
            };
        })
        .sort((a, b) => b.share - a.share);
}

/** Names that would lie on one another, moved apart. */
function apart(names: Named[], height: number): Named[] {
    const step = 14 / height;
    const moved = names.map(n => ({ ...n }));
    for (let i = 1; i < moved.length; i++) moved[i]!.at = Math.min(moved[i]!.at, moved[i - 1]!.at - step);
    let floor = -0.04;
    for (let i = moved.length - 1; i >= 0; i--, floor += step) moved[i]!.at = Math.max(moved[i]!.at, floor);
    return moved;
}

const elsewhere = 'something else';
const sharesOf = (view: View) => (view.kind === 'category' ? view : undefined);
const shareOf = (view: View, label: string) =>
    (label === elsewhere ? sharesOf(view)?.otherProbability : sharesOf(view)?.probabilities?.[label]) ?? 0;

/** The answers of a topic in its own order, those that were believed once behind those that are. */
export function labelsOf({ labels, points, kind }: Pick<Picture, 'labels' | 'points' | 'kind'>): string[] {
    if (kind === 'proposition') return ['yes', 'no'];
    const named = labels ?? [
        ...new Set([...points].reverse().flatMap(p => Object.keys(sharesOf(p.view)?.probabilities ?? {}))),
    ];
    return points.some(p => sharesOf(p.view)?.otherProbability) ? [...named, elsewhere] : named;
}

/** The most rows of one lane; what does not fit lies on what is there. */
const lanesMax = 12;

/** Claims of propositions and categories, in a lane for each answer. */
export function laneChart(picture: Picture, width: number): Element {
    const labels = labelsOf(picture);
    const lanes = labels.filter(label => picture.kind === 'proposition' || picture.claims.some(c => c.lane === label));
    const reach = ((picture.domain[1] - picture.domain[0]) / Math.max(1, width - 80)) * 14;
    const rows = new Map<string, number[]>(); // per lane, where each of its rows is taken up to
    const ofAnswer = picture.kind === 'category';
    const dodged = [...picture.claims]
        .sort((a, b) => a.x - b.x)
        .map(claim => {
            const taken = rows.get(claim.lane ?? '') ?? [];
            rows.set(claim.lane ?? '', taken);
            const [from, to] = spans(claim, picture.domain) ? [claim.from, claim.to] : [claim.x, claim.x];
            let i = taken.findIndex(end => from - reach > end);
            if (i < 0) i = Math.min(taken.length, lanesMax - 1);
            taken[i] = to + reach;
            return {
                ...claim,
                row: i,
                colour: ofAnswer ? answerColour(labels.indexOf(claim.lane ?? '')) : claim.colour,
            };
        });
    const tall = 16;
    const tops = new Map<string, number>();
    let y = 0;
    for (const lane of lanes) {
        tops.set(lane, y);
        y += Math.max(1, rows.get(lane)?.length ?? 1) * tall + 10;
    }
    const put = dodged
        .filter(c => c.lane !== undefined && tops.has(c.lane))
        .map(c => ({ ...c, y: tops.get(c.lane!)! + c.row * tall + 12 }));
    return Plot.plot({
        width,
        height: y + 8,
        ...margins(picture, width),
        marginTop: 2,
        marginBottom: 6,
        x: { domain: picture.domain, type: 'utc', axis: null }, // as above it
        y: { domain: [y, 0], axis: null },
        marks: [
            Plot.ruleY(
                [...tops.values()].slice(1).map(t => t + 2),
                { className: 'grid' },
            ),
            Plot.text(lanes, {
                x: picture.domain[0],
                y: (lane: string) => tops.get(lane)! + 12,
                text: (lane: string) => lane,
                dx: -14,
                textAnchor: 'end',
                className: ofAnswer ? '' : 'name',
                fill: ofAnswer ? asIs((lane: string) => answerColour(labels.indexOf(lane))) : 'currentColor',
                lineWidth: (margins(picture, width).marginLeft - 16) / 11,
                textOverflow: 'ellipsis',
            }),
            ...claimMarks(put, picture.domain),
        ],
    });
}

/** A channel whose values are taken as they are. */
const asIs = (value: unknown) => ({ value, scale: null }) as unknown as string;

/** Whether the time that a claim speaks of is drawn by itself: a long one, or one without a beginning, only where it is looked at. */
const spans = (m: Mark, [first, last]: [number, number]) =>
    m.to > m.from && !m.openStart && !m.openEnd && m.to - m.from <= (last - first) * 0.2;

function claimMarks(marks: readonly Mark[], domain?: [number, number]): Plot.Markish[] {
    const y = 'y';
    const ordered = [...marks].sort((a, b) => a.x - b.x);
    const ends = domain ?? [Math.min(...ordered.map(m => m.from)), Math.max(...ordered.map(m => m.to))];
    const look = { stroke: asIs('colour'), opacity: asIs((m: Mark) => (m.faded ? 0.4 : 1)) as unknown as number };
    const dots = (some: Mark[], symbol: Plot.SymbolType) =>
        Plot.dot(some, {
            x: 'x',
            y,
            r: asIs((m: Mark) => (m.faded ? 3.5 : 5.5)) as unknown as number,
            symbol,
            ...look,
            strokeWidth: 2,
            render: named(some),
            className: 'claims',
            fill: asIs((m: Mark) => (m.planned || m.denies ? 'var(--paper)' : m.colour)),
        });
    const long = ordered.filter(m => m.to > m.from);
    const hidden = long.filter(m => !spans(m, ends));
    return [
        Plot.link(
            long.filter(m => spans(m, ends)),
            { x1: 'from', x2: 'to', y1: y, y2: y, ...look, strokeWidth: 1.5 },
        ),
        Plot.link(hidden, {
            x1: 'from',
            x2: 'to',
            y1: y,
            y2: y,
            stroke: asIs('colour'),
            strokeWidth: 1.5,
            render: spanOf(hidden),
            className: 'spans',
        }),
        Plot.link(
            ordered.filter(m => m.low !== undefined && m.high !== undefined),
            { x1: 'x', x2: 'x', y1: 'low', y2: 'high', ...look, strokeWidth: 1.5 },
        ),
        Plot.vector(
            ordered.filter(m => m.arrow),
            {
                x: 'x',
                y,
                rotate: (m: Mark) => (m.arrow === 'up' ? 0 : 180),
                length: 22,
                anchor: 'start',
                ...look,
                strokeWidth: 2,
            },
        ),
        dots(
            ordered.filter(m => !m.denies),
            'circle',
        ),
        dots(
            ordered.filter(m => m.denies),
            'times',
        ),
    ];
}

/** Says of each element which claim's time it is, so that it is shown while that is looked at. */
function spanOf(marks: readonly Mark[]): Plot.RenderFunction {
    return (index, scales, values, dimensions, context, next) => {
        const group = next!(index, scales, values, dimensions, context);
        [...(group?.children ?? [])].forEach((element, i) => element.setAttribute('data-span', marks[index[i]!]!.id));
        return group;
    };
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
