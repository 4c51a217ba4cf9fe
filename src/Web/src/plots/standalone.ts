/** What a drawing has from the style sheet of the page. */
const looks = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity',
  'font-family', 'font-size', 'font-weight', 'font-style', 'text-anchor',
];

/** A plot as it is shown, as a file that needs nothing else: each shape has its look, and there is paper behind them. */
export function standalone(plot: Element, title: string): string {
  const copy = plot.cloneNode(true) as Element;
  const copies = copy.querySelectorAll('*');
  plot.querySelectorAll('*').forEach((shape, i) => {
    const style = getComputedStyle(shape);
    for (const name of ['class', 'role', 'tabindex', 'aria-label', 'data-claim', 'data-x']) copies[i]!.removeAttribute(name);
    if (shape.matches('g, style, title')) return;
    for (const look of looks) copies[i]!.setAttribute(look, style.getPropertyValue(look));
  });
  copy.querySelector('style')?.remove();
  copy.removeAttribute('class');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const make = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name);
  const paper = make('rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  const name = make('title');
  name.textContent = title;
  copy.prepend(name, paper);
  return new XMLSerializer().serializeToString(copy);
}
