import * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'preact/hooks';
import { api } from '../api/client';
import type { TopicBrief, View } from '../api/types';
import { startOf } from '../time';

const width = 132;
const height = 40;
const kept = 2_000;
const atOnce = 60; // as the server has it
const gathering = 30;

const drawn = new Map<string, Level[]>();

type Waiting = Map<string, ((levels: Level[]) => void)[]>;
let waiting: Waiting = new Map();
let asking = false;

/** The levels of one topic: all that are wanted meanwhile are asked for at once. */
async function levelsOf(topic: TopicBrief): Promise<Level[]> {
  const name = `${topic.id} ${topic.version}`;
  const known = drawn.get(name);
  if (known) return known;
  const levels = await new Promise<Level[]>(found => {
    waiting.set(topic.id, [...waiting.get(topic.id) ?? [], found]);
    if (!asking) {
      asking = true;
      setTimeout(() => void ask(), gathering);
    }
  });
  if (levels.length === 0) return levels; // asked again when it is seen again
  if (drawn.size >= kept) drawn.delete(drawn.keys().next().value!);
  drawn.set(name, levels);
  return levels;
}

async function ask() {
  const some: Waiting = new Map([...waiting].slice(0, atOnce));
  for (const id of some.keys()) waiting.delete(id);
  try {
    for (const { topic, points } of await api.timelines([...some.keys()], { over: 'reportedTime', points: 24 })) {
      for (const found of some.get(topic) ?? []) found(points.map((p, i) => ({ i, ...level(p.view) })));
    }
  } catch {
    // not to be had: the rows say all they have to without
  }
  for (const unmet of some.values()) unmet.forEach(found => found([])); // of who was answered, nothing more
  if (waiting.size > 0) void ask();
  else asking = false;
}

/** How belief moved as reports came in, with its band; a decoration beside the figures, and hidden from who cannot see it. */
export function Sparkline({ topic }: { topic: TopicBrief }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isHere = true;
    const show = () => void levelsOf(topic).then(levels =>
      isHere && place.current?.replaceChildren(...(levels.some(l => l.at !== undefined) ? [chart(levels, topic.kind)] : [])));
    const sight = new IntersectionObserver(seen => {
      if (!seen.some(entry => entry.isIntersecting)) return;
      sight.disconnect();
      show();
    });
    sight.observe(place.current!);
    return () => {
      isHere = false;
      sight.disconnect();
    };
  }, [topic.id, topic.version]);
  return <div class="spark" aria-hidden="true" ref={place} />;
}

interface Level { i: number; at?: number; low?: number; high?: number }

function level(view: View): Omit<Level, 'i'> {
  if (!view.evidence) return {};
  switch (view.kind) {
    case 'quantity': {
      const at = view.estimate ?? view.lowerBound ?? view.upperBound;
      return { at, low: (view.interval90?.[0] ?? at) as number, high: (view.interval90?.[1] ?? at) as number };
    }
    case 'date': return view.interval50 ? { at: day(view.interval50[0]), low: day(view.interval90?.[0] ?? view.interval50[0]), high: day(view.interval90?.[1] ?? view.interval50[1]) } : {};
    default: return view.likelihood ? { at: view.likelihood.probability, low: view.likelihood.probability, high: view.likelihood.probability } : {};
  }
}

const day = (value: unknown) => startOf(value as string) ?? NaN;

function chart(values: Level[], kind: TopicBrief['kind']) {
  const data = values.flatMap(v => [v, { ...v, i: v.i + 1 }]); // stairs, of which the last is as long as the others
  const share = kind === 'proposition' || kind === 'category';
  const ends = data.flatMap(v => [v.low, v.high]).filter(v => v !== undefined);
  const wide = !share && Math.min(...ends) > 0 && Math.max(...ends) / Math.min(...ends) > 20;
  return Plot.plot({
    width, height, margin: 3,
    x: { axis: null },
    y: { axis: null, domain: share ? [0, 1] : undefined, type: wide ? 'log' : 'linear', nice: !share && !wide },
    marks: [
      Plot.areaY(data, { x: 'i', y1: 'low', y2: 'high', className: 'band90' }),
      Plot.line(data, { x: 'i', y: 'at', className: 'line' }),
    ],
  });
}
