import * as Plot from '@observablehq/plot';
import { useCallback, useRef } from 'preact/hooks';
import type { Source } from '../api/types';
import { csvOf } from '../parts/csv';
import { Downloads, OwnFile } from '../parts/Downloads';
import { percent, plural } from '../words';
import { Plotted } from './Plotted';
import { standalone } from './standalone';

type Bin = NonNullable<Source['outcomes']>['calibration'][number];

const table = (bins: Bin[]) => csvOf([
  ['from', 'to', 'stated', 'right', 'count'], ...bins.map(b => [b.from, b.to, b.stated, b.right, b.count]),
]);

/** What it stated beside how often it was right: on the diagonal it meant what it said. The table says the same. */
export function CalibrationPlot({ bins, source }: { bins: Bin[]; source: string }) {
  const chart = useRef<SVGSVGElement>();
  const draw = useCallback((width: number) => Plot.plot({
    width: Math.min(width, 380), height: 300, marginLeft: 48, marginBottom: 40, marginRight: 40,
    x: { domain: [0.5, 1], tickFormat: percent, label: 'stated', labelAnchor: 'center', labelArrow: 'none', ticks: 5 },
    y: { domain: [0, 1], tickFormat: percent, label: 'right', labelArrow: 'none', ticks: 5 },
    r: { type: 'sqrt', domain: [0, Math.max(...bins.map(b => b.count))], range: [0, 14] },
    marks: [
      Plot.gridY({ className: 'grid', ticks: 5 }),
      Plot.line([[0.5, 0.5], [1, 1]], { className: 'diagonal' }),
      Plot.dot(bins, { x: 'stated', y: 'right', r: 'count', className: 'bins' }),
      Plot.text(bins, { x: 'stated', y: 'right', text: (b: Bin) => `${b.count}`, dx: 16, textAnchor: 'start', className: 'name' }),
    ],
  }), [bins]);
  return (
    <div class="calibration">
      <div>
        <Plotted draw={draw} drawn={drawn => (chart.current = drawn as SVGSVGElement)} label="Calibration" />
        <Downloads of="the calibration">
          <OwnFile name={`${source.replaceAll(' ', '-')}-calibration.svg`} type="image/svg+xml"
            make={() => standalone(chart.current!, `Calibration of ${source}`)}>SVG</OwnFile>
          <OwnFile name={`${source.replaceAll(' ', '-')}-calibration.csv`} type="text/csv" make={() => table(bins)}>CSV</OwnFile>
        </Downloads>
      </div>
      <table class="list">
        <thead><tr><th scope="col">stated</th><th scope="col" class="n">answers</th><th scope="col" class="n">right</th></tr></thead>
        <tbody>{bins.map(b => <tr key={b.from}><td>{percent(b.from)} to {percent(b.to)}</td><td class="n">{plural(b.count, 'answer')}</td><td class="n">{percent(b.right)}</td></tr>)}</tbody>
      </table>
    </div>
  );
}
