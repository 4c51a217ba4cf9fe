// The text of an article, sentence by sentence.

import type { ReadText } from '../api/types';

export interface Passage {
  start: number;
  end: number;
}

/** What can be chosen of a text: its sentences, and what stands between them line by line, such as headings. */
export function passagesOf(text: string, sentences: readonly Passage[]): Passage[] {
  const passages: Passage[] = [];
  let at = 0;
  for (const sentence of [...sentences, { start: text.length, end: text.length }]) {
    for (const line of text.slice(at, sentence.start).matchAll(/[^\n]+/g)) {
      const words = line[0].trim();
      const start = at + line.index + line[0].indexOf(words);
      if (/[\p{L}\p{N}]/u.test(words)) passages.push({ start, end: start + words.length });
    }
    if (sentence.end > sentence.start) passages.push(sentence);
    at = sentence.end;
  }
  return passages;
}

/** The same in paragraphs: places in the list of passages. */
export function paragraphsOf(text: string, passages: readonly Passage[]): number[][] {
  const paragraphs: number[][] = [];
  for (const [index, { start }] of passages.entries()) {
    if (index === 0 || text.slice(passages[index - 1]!.end, start).includes('\n')) paragraphs.push([]);
    paragraphs.at(-1)!.push(index);
  }
  return paragraphs;
}

export const isIn = (inner: Passage, outer: Passage) => inner.start < outer.end && inner.end > outer.start;

/** How many claims can be read in each passage. */
export const countsOf = (reading: ReadText, passages: readonly Passage[]) =>
  passages.map(s => reading.proposals.filter(p => isIn(p, s)).length);

/** Texts that the server does not keep, for as long as this page is open. */
export const unkept = new Map<string, string>();
