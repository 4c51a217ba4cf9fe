export interface Extent {
    from?: number;
    to?: number;
}

const utc = (year: number, month: number, day = 1) => new Date(0).setUTCFullYear(year, month, day);

/** Milliseconds since 1970, half-open, of one date as people state it: EDTF of the years 0 to 9999. Undefined when it is none. */
function bounds(edtf: string): Required<Extent> | undefined {
    const text = edtf.replace(/[?~%]$/, '').replace(/(-XX)+$/, '');
    if (!/^\d{4}|^\d{1,3}X/.test(text)) return undefined; // years beyond are shown as they are written, and not drawn
    const year = /^(\d{1,4})(X{0,3})$/.exec(text);
    if (year && text.length === 4) {
        const [first, span] = [+year[1]! * 10 ** year[2]!.length, 10 ** year[2]!.length];
        return { from: utc(first, 0), to: utc(first + span, 0) };
    }
    const month = /^(\d{4})-(\d\d)$/.exec(text);
    if (month) {
        const [y, m] = [+month[1]!, +month[2]!];
        return m >= 21
            ? { from: utc(y, (m - 21) * 3 + 2), to: utc(y, (m - 20) * 3 + 2) }
            : { from: utc(y, m - 1), to: utc(y, m) }; // from 21 on, seasons
    }
    const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    if (day) return { from: utc(+day[1]!, +day[2]! - 1, +day[3]!), to: utc(+day[1]!, +day[2]! - 1, +day[3]! + 1) };
    const instant = Date.parse(
        /T.*[+-]\d\d$/.test(text) ? `${text}:00` : /(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`,
    );
    if (Number.isNaN(instant)) return undefined;
    return { from: instant, to: instant + (/T\d\d:\d\d(Z|[+-]|$)/.test(text) ? 60_000 : 1) };
}

/** Where a valid or reported time lies: half-open, an open or unknown end left out. */
export function extent(edtf: string | undefined): Extent {
    if (edtf === undefined) return {};
    const [start, finish] = edtf.split('/');
    if (finish === undefined) return bounds(edtf) ?? {};
    return { from: bounds(start ?? '')?.from, to: bounds(finish)?.to };
}

/** From when on a claim could be known, as the server reckons: the first instant of a day or time, the end of a longer span, or when it was recorded if that was before. */
export function knownBy({ claim, recordedAt }: { claim: { reportedTime?: string }; recordedAt: string }): number {
    const { from, to } = extent(claim.reportedTime);
    const recorded = Date.parse(recordedAt);
    const isDay = from !== undefined && to !== undefined && to - from <= dayLength;
    return Math.min(to === undefined || isDay ? (from ?? recorded) : to - 1, recorded);
}

/** The last instant of a lens's time as it stands in an address, a date meaning its end; undefined when it is no time. */
export const lastOf = (text: string): number | undefined => {
    const { to } = text.includes('/') ? {} : extent(text);
    return to === undefined ? undefined : to - 1;
};

/** The first instant of an end of an interval of dates; undefined for years that are not drawn. */
export const startOf = (day: string): number | undefined => extent(day).from;

export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
export const dayLength = 86_400_000;
