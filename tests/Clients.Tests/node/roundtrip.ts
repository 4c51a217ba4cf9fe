// A desk's day, with openapi-fetch over the types that openapi-typescript makes, which are the page's.

import createClient from 'openapi-fetch';
import type { components, paths } from './generated/api.js';

declare const process: { argv: string[] };

const api = createClient<paths>({ baseUrl: process.argv[2]! });
const topic = 'typescript';

await api.PUT('/v1/topics/{topic}', { params: { path: { topic } }, body: { title: 'Killed', kind: 'quantity', unit: 'persons' } });
await post({ kind: 'quantity', best: 600, low: 500, high: 700 }, 'k1', 'herald');
await post({ kind: 'quantity', best: 40 }, 'k2', 'ministry');
const read = await api.GET('/v1/topics/{topic}', { params: { path: { topic }, query: { validAt: '2025-12-31T22:00:00Z' } } });
const ledger = await api.GET('/v1/topics/{topic}/claims', { params: { path: { topic }, query: { limit: 1, without: false } } });
const lost = await api.GET('/v1/topics/{topic}', { params: { path: { topic: 'nowhere' } } });

const { title, view } = read.data!;
const { value, quote } = ledger.data!.claims[0]!.claim;
if (view.kind !== 'quantity' || value.kind !== 'quantity') throw new Error(`${view.kind}, ${value.kind}`);

console.log(JSON.stringify({
  title,
  unit: view.unit,
  statement: view.statement,
  interval90: view.interval90?.join(' '),
  confidence: `${view.confidence.score} ${view.confidence.level}`,
  camps: `${view.camps?.length}`,
  validAt: view.validAt,
  claim: `${value.low} ${value.best} ${value.high}`,
  quote,
  refusal: lost.error?.type,
}));

async function post(value: components['schemas']['Value'], id: string, publisher: string) {
  const outcome = await api.POST('/v1/claims', {
    body: {
      id, topic, value, unit: 'persons', status: 'occurred', publisher, reportedTime: '2025-06-01', quote: `So says ${publisher}.`,
    },
  });
  const { data } = outcome; // of one claim an outcome, of lines as many
  if (!data || !('result' in data) || data.result !== 'created') throw new Error(JSON.stringify(outcome.error));
}
