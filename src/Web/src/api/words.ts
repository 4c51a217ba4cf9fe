// The closed vocabularies of the API, where the page names them.

import type { Claim, LedgerEntry, Source, TopicReading } from './types';

export type Kind = TopicReading['kind'];
export type Grade = Source['grade'];
export type Status = Claim['status'];
export type Stance = NonNullable<Claim['stance']>;
export type Standing = LedgerEntry['standing'];
