import { useEffect, useRef } from 'preact/hooks';

/** Stands a chart of Observable Plot in the page, and draws it anew when `draw` changes or the place becomes wider. */
export function Plotted({ draw, label, class: name }: { draw: (width: number) => Element; label: string; class?: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current!;
    let width = 0;
    const show = () => {
      if (element.clientWidth === width || element.clientWidth === 0) return;
      width = element.clientWidth;
      const chart = draw(width);
      for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label'); // of a group without a role it means nothing
      element.replaceChildren(chart);
    };
    const observer = new ResizeObserver(show);
    observer.observe(element);
    show();
    return () => observer.disconnect();
  }, [draw]);
  return <div ref={place} class={`plot ${name ?? ''}`} role="group" aria-label={label} />;
}
