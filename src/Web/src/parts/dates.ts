// Dates as people write them, in EDTF.

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const month = (name: string): number | undefined => {
  const text = name.toLowerCase().replace(/\.$/, '');
  const at = text.length < 3 ? -1 : months.findIndex(m => m.startsWith(text) || (text === 'sept' && m === 'september'));
  return at < 0 ? undefined : at + 1;
};

const two = (n: number) => String(n).padStart(2, '0');

/** A day that the calendar has; undefined for 31 June. */
function day(year: number, of: number | undefined, date: number): string | undefined {
  if (of === undefined) return undefined;
  const made = new Date(Date.UTC(year, of - 1, date));
  return made.getUTCMonth() === of - 1 && made.getUTCDate() === date ? `${year}-${two(of)}-${two(date)}` : undefined;
}

/** Which of "2/10/2026" is the month is only plain where the other cannot be one. */
function slashed(first: number, second: number, year: number): string | undefined {
  if (first > 12) return day(year, second, first);
  return second > 12 || first === second ? day(year, first, second) : undefined;
}

const weekday = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?=.*\d)/i;

function single(text: string): string | undefined {
  const plain = text.replace(weekday, '').trim();
  const timed = /^(.*\d)(?:,|\s+at)?\s+(\d{1,2}):(\d\d)\s*(?:utc|gmt|z)?$/i.exec(plain);
  if (timed) {
    const on = single(timed[1]!);
    return on?.length === 10 && Number(timed[2]) < 24 && Number(timed[3]) < 60
      ? `${on}T${two(Number(timed[2]))}:${timed[3]}Z`
      : undefined;
  }
  let found: RegExpExecArray | null;
  if (/^today$/i.test(plain)) return new Date().toISOString().slice(0, 10);
  if (/^yesterday$/i.test(plain)) return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  if ((found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(plain))) return day(Number(found[1]), Number(found[2]), Number(found[3]));
  if ((found = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/.exec(plain)))
    return day(Number(found[1]), Number(found[2]), Number(found[3]));
  if ((found = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(plain)))
    return day(Number(found[3]), Number(found[2]), Number(found[1]));
  if ((found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(plain)))
    return slashed(Number(found[1]), Number(found[2]), Number(found[3]));
  if ((found = /^(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([a-z]+\.?),?\s+(\d{4})$/i.exec(plain)))
    return day(Number(found[3]), month(found[2]!), Number(found[1]));
  if ((found = /^([a-z]+\.?)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i.exec(plain)))
    return day(Number(found[3]), month(found[1]!), Number(found[2]));
  if ((found = /^([a-z]+\.?),?\s+(?:of\s+)?(\d{4})$/i.exec(plain))) {
    const of = month(found[1]!);
    return of === undefined ? undefined : `${found[2]}-${two(of)}`;
  }
  return /^\d{4}$/.test(plain) ? plain : undefined;
}

/** What has the letters of EDTF alone; the server knows whether it is that. */
const looksLikeEdtf = /^(?:\.\.|[\dX]{3,4}|Y-?\d+)(?:[-\dXTZ:.+/?~%YS]*)$/;

/**
 * What somebody wrote, in EDTF: "2 October 2026" is 2026-10-02, "until Oct 2026" is ../2026-10. Undefined for what can
 * be read in two ways, or in none ("last Tuesday": of when?).
 */
export function edtfOf(text: string): string | undefined {
  const plain = text.trim().replace(/\s+/g, ' ');
  if (plain === '') return undefined;
  let found: RegExpExecArray | null;
  const of = (part: string, make: (date: string) => string) => {
    const date = edtfOf(part);
    return date === undefined || date.includes('/') ? undefined : make(date);
  };
  const date = single(plain);
  if (date !== undefined) return date;
  if (looksLikeEdtf.test(plain) && !/^\d+\/\d+\/\d+$/.test(plain)) return plain;
  if ((found = /^(?:until|till|up to|through|by) (.+)$/i.exec(plain))) return of(found[1]!, d => `../${d}`);
  if ((found = /^(?:since|from) ((?:(?! to ).)+)$/i.exec(plain))) return of(found[1]!, d => `${d}/..`);
  if ((found = /^(?:about|around|circa|ca?\.) ?(.+)$/i.exec(plain))) return of(found[1]!, d => `${d}~`);
  if ((found = /^(\d{1,2}) ?(?:to|-|–) ?(\d{1,2} [a-z]+\.? \d{4})$/i.exec(plain))) {
    const [to, first] = [single(found[2]!), Number(found[1])];
    const from = to && day(Number(to.slice(0, 4)), Number(to.slice(5, 7)), first);
    return from && `${from}/${to}`;
  }
  if ((found = /^(?:from )?(.+?) (?:to|until|-|–) (.+)$/i.exec(plain))) {
    const to = found[2]!;
    return of(found[1]!, from => of(to, d => `${from}/${d}`) ?? '') || undefined;
  }
  return undefined;
}

/** As the server is told: what cannot be read as it was typed, so that it says so beside the field. */
export const typedDate = (text: string): string | undefined =>
  text.trim() === '' ? undefined : (edtfOf(text) ?? text.trim());

/** What a date is taken for, where it was not written in EDTF. */
export function dateHint(text: string, otherwise: string): string {
  if (text.trim() === '') return otherwise;
  const edtf = edtfOf(text);
  if (edtf === undefined) return 'not read as a date: write 2 October 2026, Oct 2026, until Oct 2026 or 2026-10-02';
  return edtf === text.trim() ? otherwise : `= ${edtf}`;
}
