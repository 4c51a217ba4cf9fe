const formula = /^'*[=+\-@\t\r\n]/;
const number = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** As the server writes it: what a spreadsheet would take for a formula has an apostrophe before it. */
const cell = (value: string | number | undefined) => {
  const text = String(value ?? '');
  const safe = formula.test(text) && !number.test(text) ? `'${text}` : text;
  return /["\r\n,]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table of the page's own (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export const csvOf = (rows: (string | number | undefined)[][]) =>
  `\uFEFF${rows.map(row => `${row.map(cell).join(',')}\r\n`).join('')}`;
