import { useEffect, useRef } from 'preact/hooks';

interface Props {
  draw: (width: number) => Element;
  label: string;
  /** Called with each new drawing. */
  drawn?: (chart: Element) => void;
}

/** Stands a chart of Observable Plot in the page, and draws it anew when `draw` changes or the place has another width. */
export function Plotted({ draw, label, drawn }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const tell = useRef(drawn);
  tell.current = drawn;
  useEffect(() => {
    const element = place.current!;
    let width = 0;
    const show = () => {
      if (element.clientWidth === width || element.clientWidth === 0) return;
      width = element.clientWidth;
      const chart = draw(width);
      for (const shape of chart.querySelectorAll('[aria-label]:not([role])')) shape.removeAttribute('aria-label'); // without a role it means nothing
      element.replaceChildren(chart);
      tell.current?.(chart);
    };
    const observer = new ResizeObserver(show);
    observer.observe(element);
    show();
    return () => observer.disconnect();
  }, [draw]);
  return <div ref={place} class="plot" role="group" aria-label={label} />;
}
