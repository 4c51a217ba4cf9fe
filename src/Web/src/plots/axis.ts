import { dayLength } from '../time';

/** Where an axis is marked: what stands there, and below it the year or day that this leaves out, where that changes. */
export interface Tick { at: number; label: string; below?: string }

const hours = [1, 3, 6, 12];
const days = [1, 2, 5, 10];
const months = [1, 3, 6];
const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (n: number) => String(n).padStart(2, '0');
const dayName = (t: Date) => `${t.getUTCDate()} ${names[t.getUTCMonth()]}`;
export const dateName = (time: number) => `${dayName(new Date(time))} ${new Date(time).getUTCFullYear()}`;

/** Hours, days, months or years, at most so many; in the words of the pictures that the server draws. */
export function timeTicks(from: number, to: number, most: number): Tick[] {
  const span = to - from;
  const hour = hours.find(h => span / (h * dayLength / 24) <= most);
  if (hour) return named(evenly(from, to, hour * dayLength / 24), t => `${two(t.getUTCHours())}:00`, t => dateName(+t));
  const day = days.find(d => span / (d * dayLength) <= most);
  const year = (t: Date) => `${t.getUTCFullYear()}`;
  if (day) return named(evenly(from, to, day * dayLength), dayName, year);
  const month = months.find(m => span / (m * 30.4 * dayLength) <= most);
  if (month) return named(monthly(from, to, month), t => names[t.getUTCMonth()]!, year);
  const least = span / (365.25 * dayLength) / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = Math.max(1, [1, 2, 5, 10].map(m => m * power).find(s => s >= least)!);
  return named(monthly(from, to, 12 * step), year, () => '');
}

function evenly(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step);
}

function monthly(from: number, to: number, step: number): number[] {
  const begin = new Date(from);
  let month = Math.floor((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / step) * step;
  const found = [];
  for (; ; month += step) {
    const at = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (at > to) return found;
    if (at >= from) found.push(at);
  }
}

function named(times: number[], label: (t: Date) => string, below: (t: Date) => string): Tick[] {
  let last = '';
  return times.map(at => {
    const more = below(new Date(at));
    const tick = { at, label: label(new Date(at)), below: more !== last && more ? more : undefined };
    last = more;
    return tick;
  });
}

/** Powers of ten between two numbers, and twice and five times those where they are few. */
export function decades([low, high]: [number, number]): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const each = Math.max(1, Math.floor((last - first) / 8));
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(p => (p - first) % each === 0).map(p => 10 ** p);
  return powers.flatMap(p => (last - first > 3 ? [p] : [p, 2 * p, 5 * p])).filter(p => p >= low && p <= high);
}
