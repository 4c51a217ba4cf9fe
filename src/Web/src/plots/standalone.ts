/** What a drawing has from the style sheet of the page. */
const looks = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'stop-color',
  'stop-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
];

/** A plot as it is shown, as a file that needs nothing else: each shape with its look, on paper. */
export function standalone(plot: SVGSVGElement, title: string): string {
  const copy = plot.cloneNode(true) as Element;
  const copies = copy.querySelectorAll('*');
  plot.querySelectorAll('*').forEach((shape, i) => {
    const style = getComputedStyle(shape);
    for (const name of ['class', 'role', 'tabindex', 'aria-label', 'data-claim', 'data-x'])
      copies[i]!.removeAttribute(name);
    if (shape.matches('g, style, title')) return;
    for (const look of looks) copies[i]!.setAttribute(look, style.getPropertyValue(look));
  });
  copy.querySelector('style')?.remove();
  copy.removeAttribute('class');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const make = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name);
  const { x, y, width, height } = extentOf(plot);
  copy.setAttribute('width', `${width}`);
  copy.setAttribute('height', `${height}`);
  copy.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  const paper = make('rect');
  for (const [name, value] of Object.entries({ x, y, width, height })) paper.setAttribute(name, `${value}`);
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  const name = make('title');
  name.textContent = title;
  copy.prepend(name, paper);
  return new XMLSerializer().serializeToString(copy);
}

/** All that is drawn: on the page, names may stand over the edge. */
function extentOf(plot: SVGSVGElement) {
  const [drawn, own] = [plot.getBBox(), plot.viewBox.baseVal];
  const [x, y] = [Math.floor(Math.min(0, drawn.x)), Math.floor(Math.min(0, drawn.y))];
  const right = Math.ceil(Math.max(own.width, drawn.x + drawn.width));
  const bottom = Math.ceil(Math.max(own.height, drawn.y + drawn.height));
  return { x, y, width: right - x, height: bottom - y };
}
