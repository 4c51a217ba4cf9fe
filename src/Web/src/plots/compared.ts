import * as Plot from '@observablehq/plot';
import type { Timelines } from '../api/types';
import { percent, short } from '../words';
import { answerColour, timeMarks } from './belief';
import { corners, placed, rowOf } from './rows';

type Timeline = Timelines['timelines'][number];

/** Whether topics can be on one axis: all are probabilities, or all are figures of one unit. */
export const fitsOneAxis = (timelines: readonly Timeline[]) =>
    timelines.every(t => t.kind === 'proposition') ||
    timelines.every(t => t.kind === 'quantity' && t.unit === timelines[0]!.unit);

/** The lines of several topics on one axis, each named where it ends. */
export function comparedChart(
    timelines: readonly Timeline[],
    domain: [number, number],
    end: { label: string; below: string },
    width: number,
): Element {
    const share = timelines[0]!.kind === 'proposition';
    const lines = timelines.map((t, i) => ({
        title: t.title,
        colour: answerColour(i),
        rows: corners(
            placed(t.points)
                .map(rowOf)
                .map(r => ({ x: r.x, between: r.between, at: r.at ?? r.lower ?? r.upper })),
            domain,
        ),
    }));
    const figures = lines.flatMap(l => l.rows.map(r => r.at)).filter(v => v !== undefined);
    const [low, high] = [Math.min(0, ...figures), Math.max(...figures, 0)];
    const isLog = !share && Math.min(...figures) > 0 && high / Math.min(...figures) > 100;
    const ends: [number, number] = share
        ? [0, 1]
        : isLog
          ? [Math.min(...figures) / 1.5, high * 1.5]
          : [low, high * 1.08 || 1];
    const height = Math.round(Math.max(280, Math.min(430, width * 0.42)));
    const scale = (v: number) =>
        isLog ? Math.log(v / ends[0]) / Math.log(ends[1] / ends[0]) : (v - ends[0]) / (ends[1] - ends[0]);
    const invert = (f: number) => (isLog ? ends[0] * (ends[1] / ends[0]) ** f : ends[0] + f * (ends[1] - ends[0]));
    const named = lines
        .flatMap(l =>
            l.rows.at(-1)?.at === undefined ? [] : [{ ...l, at: l.rows.at(-1)!.at!, f: scale(l.rows.at(-1)!.at!) }],
        )
        .sort((a, b) => b.f - a.f);
    const step = 15 / (height - 82);
    for (let i = 1; i < named.length; i++) named[i]!.f = Math.min(named[i]!.f, named[i - 1]!.f - step);
    let floor = -0.05;
    for (let i = named.length - 1; i >= 0; i--, floor += step) named[i]!.f = Math.max(named[i]!.f, floor);
    const marginRight = Math.max(28, Math.min(width * 0.34, 18 + 7 * Math.max(...lines.map(l => l.title.length))));
    const margin = { marginLeft: 56, marginRight };
    const asIs = (value: string) => ({ value, scale: null }) as unknown as string;
    return Plot.plot({
        width,
        height,
        ...margin,
        marginTop: 40,
        marginBottom: 42,
        x: { domain, type: 'utc', label: null, ticks: [] },
        y: { domain: ends, type: isLog ? 'log' : 'linear', label: null, ticks: 5, tickFormat: share ? percent : short },
        marks: [
            Plot.gridY({ className: 'grid', ticks: 5 } as Plot.GridYOptions),
            ...timeMarks({ domain, end }, width, margin),
            ...lines.map(l =>
                Plot.line(l.rows, { x: 'x', y: 'at', stroke: l.colour, strokeWidth: 2, className: 'share' }),
            ),
            Plot.dot(named, { x: domain[1], y: 'at', r: 3.5, fill: asIs('colour'), className: 'ends' }),
            Plot.text(named, {
                x: domain[1],
                y: (l: { f: number }) => invert(l.f),
                text: 'title',
                dx: 9,
                textAnchor: 'start',
                fill: asIs('colour'),
                fontWeight: 600,
                lineWidth: (marginRight - 12) / 12,
                textOverflow: 'ellipsis',
                className: 'share',
            }),
            Plot.text(
                [
                    [share ? 'probability that it is so' : timelines[0]!.unit, isLog && 'logarithmic scale']
                        .filter(Boolean)
                        .join(', '),
                ],
                { frameAnchor: 'top-left', dx: -56, dy: -32, textAnchor: 'start', text: (t: string) => t },
            ),
        ],
    });
}
