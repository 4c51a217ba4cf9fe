// The shapes of docs/api.md, as far as the page reads them.

export type Kind = 'quantity' | 'proposition' | 'category' | 'date';
export type Grade = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
export type Status = 'planned' | 'expected' | 'possible' | 'ongoing' | 'occurred' | 'cumulative';
export type Stance = 'asserts' | 'denies';
export type Interval<T> = [T, T];

export interface Likelihood { probability: number; term: string }

export interface Confidence { score: number; level: 'none' | 'low' | 'moderate' | 'high'; reasons?: string[]; statement?: string }

export interface Camp {
  position: string;
  /** Share of the evidence, in [0, 1]. */
  weight: number;
  members: { claim: string; source: string; denies: boolean; interest?: string }[];
}

export interface View {
  kind: Kind;
  /** False when nobody has said anything that counts: neither zero nor no. */
  evidence: boolean;
  likelihood?: Likelihood;
  confidence: Confidence;
  disagreement: number;
  disputed: boolean;
  stale?: boolean;
  newest?: string;
  claims: number;
  origins: number;
  statement: string;
  version: number;
  recordedAt: string;
  validAt: string;
  rules: string;
  validTime?: string;
  status?: Status;
  camps?: Camp[];
  /** What to be told beside the answer: a count that fell, a date that was called off. */
  notices?: string[];
  unresolved?: string[];
  outlook?: View;
  resolution?: { value: Value; reason: string; by?: string; validTime?: string };
  annulment?: { reason: string; by?: string };
  // quantity
  estimate?: number;
  lowerBound?: number;
  upperBound?: number;
  unit?: string;
  words?: string;
  /** A second figure, or a second date, that comes near the first where the topic is disputed. */
  alternative?: number | string;
  existence?: Likelihood;
  /** Numbers of a quantity, days of a date; null is an open end. */
  interval50?: Interval<number | string | null>;
  interval90?: Interval<number | string | null>;
  // proposition
  probability?: number;
  // category
  top?: string;
  probabilities?: Record<string, number>;
  otherProbability?: number;
  // date; with evidence and without it, no date stands
  edtf?: string;
}

export interface Topic {
  id: string;
  title: string;
  question?: string;
  kind: Kind;
  unit?: string;
  scale?: { low: number; high: number };
  categories?: string[];
  ordered?: boolean;
  dynamics: 'fixed' | 'cumulative' | 'changing';
  accepts: Status[];
  scope?: string;
  interests?: { source: string; favours: string }[];
  halfLife?: string;
  family?: string;
  tags?: string[];
  /** That and why it was put away. */
  archived?: true | { reason: string; by?: string };
  version: number;
  view: View;
}

/** A topic as lists show it: its view is in brief. */
export type TopicBrief = Pick<Topic, 'id' | 'title' | 'kind' | 'unit' | 'tags' | 'archived' | 'version' | 'view'>;

export type Value =
  | { kind: 'quantity'; best: number; low?: number; high?: number }
  | { kind: 'range'; low: number; high: number }
  | { kind: 'bound'; op: '>=' | '>' | '<=' | '<'; value: number }
  | { kind: 'proposition'; holds: boolean; probability?: number }
  | { kind: 'category'; name: string }
  | { kind: 'date'; edtf: string | null };

export interface Claim {
  id: string;
  topic: string;
  value: Value;
  unit?: string;
  words?: string;
  stance?: Stance;
  status: Status;
  validTime?: string;
  reportedTime?: string;
  reportedTimeInferred?: boolean;
  publisher?: string;
  attribution?: string[];
  hedges?: string[];
  credibility?: number;
  qualifiers?: Record<string, string | string[] | boolean>;
  quote?: string;
  url?: string;
  article?: string;
  note?: string;
  corrects?: string;
  /** Which of its texts were erased. */
  erased?: string[];
}

export type Standing = 'counted' | 'implied' | 'superseded' | 'retracted' | 'corrected' | 'outOfScope' | 'lapsed' | 'afterResolution' | 'embargoed'
  | 'moved';

export interface Entry {
  claim: Claim;
  version: number;
  recordedAt: string;
  standing: Standing;
  reason: string;
  /** The origin whose voice it is; `unknown` for everything of unknown lineage. */
  voice: string;
  certainty?: number;
  weight: number;
  /** What it adds to the odds of its label, or to the log density at the answer, or its share of the ratings; negative when it speaks against. */
  contribution: number;
  interest?: string;
  without?: View;
}

/** One view of a timeline; over reported time `reportedBy` is its place. */
export interface Point { validAt: string; reportedBy?: string; view: View }
export interface Timeline { points: Point[]; claims?: Entry[] }

export interface Step { version: number; recordedAt: string; event: string; claim?: string; by?: string; view: View }

export interface Move { pointer: string; actual?: unknown; supposed?: unknown; by?: number }
export interface Supposition { without?: { sources?: string[]; claims?: string[] }; grades?: Record<string, Grade>; claims?: Claim[] }
export interface Supposed { actual: View; supposed: View; difference: Move[]; timeline?: Point[] }

export interface Source {
  id: string;
  name?: string;
  kind?: string;
  aliases?: string[];
  /** The source that it was declared to be, and why. */
  mergedInto?: string;
  mergeReason?: string;
  grade: Grade;
  learned?: { family: string; accuracy?: number; interval90?: [number, number]; relativeError?: number; outcomes: number }[];
  outcomes?: {
    topics: number;
    complete: boolean;
    claims: number;
    superseded: number;
    retracted: number;
    corrected: number;
    lapsed: number;
    answers: number;
    brier?: number;
    calibration: { from: number; to: number; count: number; stated: number; right: number }[];
  };
  version: number;
  recordedAt?: string;
}

export interface Outcome {
  topic: string;
  claim?: string;
  result: string;
  version: number;
  standing?: Standing;
  reason?: string;
  warnings?: Warning[];
  view?: View;
}

/** Why a claim that was taken in does not count, or not as its sender may think. */
export interface Warning { pointer: string; code: string; reason: string; nearest?: string }

export interface LineOutcome {
  line: number;
  result: 'created' | 'duplicate' | 'rejected';
  topic?: string;
  claim?: string;
  standing?: Standing;
  reason?: string;
  warnings?: Warning[];
  problem?: ProblemBody;
}

export interface Change { position: number; topic: string; version: number; recordedAt: string; event: string; claim?: string }

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { pointer?: string; parameter?: string; detail: string }[];
}
