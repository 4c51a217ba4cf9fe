import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const beyond = 6; // rows kept above and below what is on the screen
const printed = 2_000;

/** So many rows are all in the document, where the browser's own search finds them. */
export const wholeMax = 400;

/** Which rows of a long list are on the screen, all rows being of the height that the style sheet gives them (`--row`); on paper, all. */
export function useWindow(list: RefObject<HTMLElement>, count: number, dense: boolean) {
  const [seen, setSeen] = useState({ from: 0, to: 30, row: 68 });
  useEffect(() => {
    const paper = matchMedia('print');
    const look = () => {
      const element = list.current;
      if (!element) return;
      const row = parseFloat(getComputedStyle(element).getPropertyValue('--row')) || 68;
      const above = -element.getBoundingClientRect().top;
      const from = paper.matches ? 0 : Math.max(0, Math.floor(above / row) - beyond);
      const to = paper.matches ? printed : Math.ceil((above + innerHeight) / row) + beyond;
      setSeen(old => (old.from === from && old.to === to && old.row === row ? old : { from, to, row }));
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    paper.addEventListener('change', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
      paper.removeEventListener('change', look);
    };
  }, [count, dense]);
  const whole = count <= wholeMax;
  return {
    whole, near: seen.to, from: whole ? 0 : Math.min(seen.from, count), to: whole ? count : Math.min(seen.to, count),
    height: count * seen.row, top: (i: number) => i * seen.row,
  };
}
