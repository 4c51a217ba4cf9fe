/** Milliseconds since 1970 of a date as people state it, as far as EDTF level 0 goes; undefined when open, unknown or vaguer. */
function bounds(edtf: string): { from: number; to: number } | undefined {
  const text = edtf.replace(/[?~%]/g, '');
  if (/^\d{4}$/.test(text)) return { from: Date.UTC(+text, 0), to: Date.UTC(+text + 1, 0) };
  const month = /^(\d{4})-(\d\d)$/.exec(text);
  if (month) {
    const [year, number] = [+month[1]!, +month[2]!];
    if (number >= 21 && number <= 24) return { from: Date.UTC(year, (number - 21) * 3 + 2), to: Date.UTC(year, (number - 20) * 3 + 2) }; // seasons
    return { from: Date.UTC(year, number - 1), to: Date.UTC(year, number) };
  }
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { from: Date.parse(text), to: Date.parse(text) + 86_400_000 };
  const instant = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(instant) ? undefined : { from: instant, to: instant };
}

/** Where a valid or reported time lies: half-open, an open end left out. */
export function extent(edtf: string | undefined): { from?: number; to?: number } {
  if (edtf === undefined) return {};
  const [start, finish] = edtf.split('/');
  if (finish === undefined) return bounds(edtf) ?? {};
  return { from: start ? bounds(start)?.from : undefined, to: finish ? bounds(finish)?.to : undefined };
}

export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
export const dayLength = 86_400_000;
