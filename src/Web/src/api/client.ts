import type {
  Alert, AlertDefinition, Article, Delivery, Draft, DraftMoves, DraftOutcome, Family, HistoryStep, LedgerEntry, LineOutcome, Outcome,
  Problem as ProblemBody, ReadText, Source, Supposed, Supposition, Timeline, Timelines, TopicBrief, TopicMove, TopicReading, TrackRecord,
} from './types';

/** What the server refused, in its own words. */
export class Problem extends Error {
  constructor(readonly body: ProblemBody) {
    super(body.detail ?? body.title);
  }

  get status() { return this.body.status; }

  /** What is wrong with a field, by its JSON Pointers. */
  at(...pointers: string[]) {
    const found = this.body.errors?.filter(e => pointers.includes(e.pointer ?? e.parameter ?? '')).map(e => e.detail);
    return found?.length ? [...new Set(found)].join('; ') : undefined;
  }
}

/** What the server found wrong with a field, if it was that. */
export const faultAt = (error: Error | undefined, ...pointers: string[]) => (error instanceof Problem ? error.at(...pointers) : undefined);

/** The server cannot be reached, or something between answered in its place. */
export class Unreachable extends Error {}

const keyName = 'analysis-key';

/** Told to the window when a key is given. */
export const keyGiven = 'analysis-key-given';

/** The key of this browser tab, for servers that ask for one; it goes with the tab. */
export const key = {
  get: () => sessionStorage.getItem(keyName),
  set: (value: string) => {
    sessionStorage.setItem(keyName, value);
    dispatchEvent(new Event(keyGiven));
  },
};

export type Query = Record<string, string | number | boolean | null | undefined>;

export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== '') as [string, string | number | boolean][];
  const search = new URLSearchParams(given.map(([k, v]) => [k, String(v)])).toString();
  return search ? `${path}?${search}` : path;
}

/** `fetch` with the key; an answer that is no success becomes a Problem. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const secret = key.get();
  if (secret) headers.set('Authorization', `Bearer ${secret}`);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted && !(init.signal.reason instanceof DOMException && init.signal.reason.name === 'TimeoutError')) throw error;
    throw new Unreachable('The server does not answer.');
  }
  if (response.ok) return response;
  if (response.headers.get('Content-Type')?.includes('problem+json')) throw new Problem(await response.json());
  throw new Unreachable(`Something answered in the server's place: ${response.status} ${response.statusText}`);
}

/** Until when an answer is waited for; a machine that slept would wait for ever. */
const inTime = (signal?: AbortSignal) => AbortSignal.any([AbortSignal.timeout(60_000), ...(signal ? [signal] : [])]);

async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await request(address(path, query), { signal: inTime(signal) })).json();
}

async function send<T>(method: string, path: string, body: unknown, signal?: AbortSignal, headers = {}): Promise<T> {
  return (await request(path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers }, signal: inTime(signal) })).json();
}

/** Many claims at once: an outcome of each. */
async function submitMany(body: string, type: string, query: Query): Promise<LineOutcome[]> {
  const response = await request(address('/v1/claims', query), {
    method: 'POST', body, headers: { 'Content-Type': type },
  });
  const lines = (await response.text()).split('\n').filter(line => line);
  const answers: (LineOutcome | { summary: unknown })[] = lines.map(line => JSON.parse(line));
  return answers.filter(answer => 'line' in answer);
}

/** Follows a list from page to page until so many items are there, or all. */
export async function gather<P extends { next?: string }, T>(ask: (cursor?: string) => Promise<P>, items: (page: P) => T[], wanted: number): Promise<{ found: T[]; next?: string }> {
  const found: T[] = [];
  let next: string | undefined;
  do {
    const page = await ask(next);
    found.push(...items(page));
    next = page.next;
  } while (next && found.length < wanted);
  return { found, next };
}

const part = encodeURIComponent;
const alertPath = (alert: string, rest = '') => `/v1/alerts/${part(alert)}${rest}`;
const articlePath = (article: string, rest = '') => `/v1/articles/${part(article)}${rest}`;
const topicPath = (topic: string, rest = '') => `/v1/topics/${part(topic)}${rest}`;

/** Which past, or which part of the truth, a reader looks at. */
export interface Lens { reportedBy?: string; asOf?: string }

/** Over which time a belief is followed: when things hold in the world, or when they were reported. */
export type Axis = 'validTime' | 'reportedTime';

export const api = {
  topics: (query: { q?: string; tag?: string; sort?: string; archived?: boolean; limit?: number; cursor?: string }, signal?: AbortSignal) =>
    get<{ topics: TopicBrief[]; next?: string }>('/v1/topics', query, signal),
  topic: (id: string, lens: Lens = {}, signal?: AbortSignal) => get<TopicReading>(topicPath(id), { ...lens }, signal),
  timeline: (id: string, query: Lens & { over?: Axis; points?: number; claims?: boolean } = {}, signal?: AbortSignal) =>
    get<Timeline>(topicPath(id, '/timeline'), { ...query }, signal),
  timelines: async (topics: readonly string[], query: Lens & { over?: Axis; points?: number }, signal?: AbortSignal) =>
    (await get<Timelines>('/v1/timelines', { topics: topics.join(','), ...query }, signal)).timelines,
  moves: (query: { since: string; q?: string; tag?: string; limit?: number; cursor?: string }, signal?: AbortSignal) =>
    get<{ moves: TopicMove[]; next?: string }>('/v1/moves', query, signal),
  record: (signal?: AbortSignal) => get<TrackRecord>('/v1/record', {}, signal),
  ledger: (id: string, query: Lens & { limit?: number; cursor?: string }, signal?: AbortSignal) =>
    get<{ claims: LedgerEntry[]; next?: string }>(topicPath(id, '/claims'), { ...query }, signal),
  claim: (id: string, claim: string, signal?: AbortSignal) => get<LedgerEntry>(topicPath(id, `/claims/${part(claim)}`), {}, signal),
  history: (id: string, query: { after?: number; limit?: number; cursor?: string }, signal?: AbortSignal) =>
    get<{ steps: HistoryStep[]; next?: string }>(topicPath(id, '/history'), { ...query }, signal),
  whatIf: (id: string, supposition: Supposition, lens: Lens & { timeline?: Axis } = {}, signal?: AbortSignal) =>
    send<Supposed>('POST', address(topicPath(id, '/what-if'), { ...lens }), supposition, signal),
  /** Only a new one: 412 when somebody has defined it. */
  define: (id: string, topic: unknown) => send<TopicReading>('PUT', topicPath(id), topic, undefined, { 'If-None-Match': '*' }),
  submit: (claim: unknown, define?: 'auto') => send<Outcome>('POST', address('/v1/claims', { define }), claim),
  submitLines: (lines: string, define?: 'auto') => submitMany(lines, 'application/x-ndjson', { define }),
  submitTable: (csv: string, query: { decimal: '.' | ','; define?: 'auto' }) =>
    submitMany(csv, 'text/csv', { separator: 'comma', ...query }),
  retract: (topic: string, claim: string, body: unknown) => send<Outcome>('POST', topicPath(topic, `/claims/${part(claim)}/retraction`), body),
  restore: (topic: string, claim: string, body: unknown) => send<Outcome>('POST', topicPath(topic, `/claims/${part(claim)}/restoration`), body),
  resolve: (topic: string, body: unknown) => send<Outcome>('POST', topicPath(topic, '/resolution'), body),
  annul: (topic: string, body: unknown) => send<Outcome>('POST', topicPath(topic, '/annulment'), body),
  reopen: (topic: string, body: unknown) => send<Outcome>('POST', topicPath(topic, '/resolution/withdrawal'), body),
  edit: (topic: string, changes: unknown) =>
    send<TopicReading>('PATCH', topicPath(topic), changes, undefined, { 'Content-Type': 'application/merge-patch+json' }),
  archive: (topic: string, body: unknown) => send<Outcome>('POST', topicPath(topic, '/archive'), body),
  unarchive: (topic: string, body: unknown) => send<Outcome>('POST', topicPath(topic, '/restoration'), body),
  rename: (topic: string, body: unknown) => send<Outcome>('POST', topicPath(topic, '/rename'), body),
  merge: (topic: string, body: unknown) => send<Outcome>('POST', topicPath(topic, '/merge'), body),
  separate: (topic: string, body: unknown) => send<Outcome>('POST', topicPath(topic, '/merge/withdrawal'), body),
  move: (topic: string, claim: string, body: unknown) =>
    send<Outcome>('POST', topicPath(topic, `/claims/${part(claim)}/move`), body),
  bring: (article: unknown) => send<Article>('POST', '/v1/articles', article),
  putArticle: (id: string, article: unknown) => send<Article>('PUT', articlePath(id), article),
  article: (id: string, signal?: AbortSignal) => get<Article>(articlePath(id), {}, signal),
  articles: (query: { url?: string; limit?: number; cursor?: string }, signal?: AbortSignal) =>
    get<{ articles: Article[]; next?: string }>('/v1/articles', query, signal),
  forgetArticle: (id: string) => request(articlePath(id), { method: 'DELETE', signal: inTime() }),
  /** What can be read in a text; stores nothing. */
  readText: (text: unknown, signal?: AbortSignal) => send<ReadText>('POST', '/v1/readings', text, signal),
  /** Puts what can be read in an article, or in a passage of it, into the tray: what was never there. */
  readInto: (article: string, what: { text?: string; start?: number; end?: number }) =>
    send<{ drafts: Draft[]; notices?: string[] }>('POST', articlePath(article, '/proposals'), what),
  drafts: (query: { article?: string; limit?: number; cursor?: string }, signal?: AbortSignal) =>
    get<{ drafts: Draft[]; next?: string }>('/v1/drafts', query, signal),
  propose: async (proposal: unknown) => (await send<{ drafts: Draft[] }>('POST', '/v1/drafts', proposal)).drafts,
  editDraft: (id: string, claim: unknown) => send<Draft>('PUT', `/v1/drafts/${part(id)}`, claim),
  rejectDraft: (id: string) => request(`/v1/drafts/${part(id)}`, { method: 'DELETE', signal: inTime() }),
  supposeDrafts: (drafts: string[], signal?: AbortSignal) => send<DraftMoves>('POST', '/v1/drafts/what-if', { drafts }, signal),
  acceptDrafts: async (drafts: string[], define?: 'auto') =>
    (await send<{ outcomes: DraftOutcome[] }>('POST', address('/v1/drafts/acceptance', { define }), { drafts })).outcomes,
  sources: (query: { q?: string; limit?: number; cursor?: string }, signal?: AbortSignal) =>
    get<{ sources: Source[]; next?: string }>('/v1/sources', query, signal),
  source: (id: string, signal?: AbortSignal) => get<Source>(`/v1/sources/${part(id)}`, {}, signal),
  sourceClaims: (id: string, query: { limit?: number; cursor?: string }, signal?: AbortSignal) =>
    get<{ claims: LedgerEntry[]; next?: string }>(`/v1/sources/${part(id)}/claims`, query, signal),
  families: async (signal?: AbortSignal) =>
    (await gather(cursor => get<{ families: Family[]; next?: string }>('/v1/families', { cursor, limit: 200 }, signal), page => page.families, 1_000)).found,
  mergeSource: (id: string, body: unknown) => send<Source>('POST', `/v1/sources/${part(id)}/merge`, body),
  splitSource: (id: string, body: unknown) => send<Source>('POST', `/v1/sources/${part(id)}/split`, body),
  assess: (id: string, body: unknown) => send<Source>('PUT', `/v1/sources/${part(id)}`, body),
  alerts: async (signal?: AbortSignal) => (await get<{ alerts: Alert[] }>('/v1/alerts', {}, signal)).alerts,
  alertTo: (id: string, definition: AlertDefinition) => send<Alert>('PUT', alertPath(id), definition),
  forgetAlert: (id: string) => request(alertPath(id), { method: 'DELETE', signal: inTime() }),
  testAlert: (id: string) => send<Delivery>('POST', alertPath(id, '/test'), undefined),
  deliveries: (id: string, query: { status?: string; limit?: number; cursor?: string }, signal?: AbortSignal) =>
    get<{ deliveries: Delivery[]; next?: string }>(alertPath(id, '/deliveries'), query, signal),
  replay: (id: string, delivery: string) =>
    send<Delivery>('POST', alertPath(id, `/deliveries/${part(delivery)}/replay`), undefined),
};
