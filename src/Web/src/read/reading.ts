// The text of an article, sentence by sentence.

import type { Reading } from '../api/client';

export interface Passage { start: number; end: number }

/** A paragraph: its sentences, each with the text before it that is in none. */
export type Paragraph = { index: number; before: string; text: string }[];

export function paragraphsOf(text: string, sentences: readonly Passage[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let at = 0;
  for (const [index, { start, end }] of sentences.entries()) {
    const before = text.slice(at, start);
    if (paragraphs.length === 0 || before.includes('\n')) paragraphs.push([]);
    paragraphs.at(-1)!.push({ index, before: before.trim() === '' ? ' ' : before.trim(), text: text.slice(start, end) });
    at = end;
  }
  return paragraphs;
}

export const isIn = (inner: Passage, outer: Passage) => inner.start < outer.end && inner.end > outer.start;

/** How many claims can be read in each sentence. */
export const countsOf = (reading: Reading) => reading.sentences.map(s => reading.proposals.filter(p => isIn(p, s)).length);

/** Texts that the server does not keep, for as long as this page is open. */
export const unkept = new Map<string, string>();
