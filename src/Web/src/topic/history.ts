import { api, gather } from '../api/client';
import type { HistoryStep } from '../api/types';

/** The most steps that are shown: the newest. */
const stepsMax = 1_000;

/** The steps of a topic up to a version, oldest first. */
export const latestSteps = async (topic: string, version: number, signal: AbortSignal): Promise<HistoryStep[]> =>
  (await gather(cursor => api.history(topic, { after: Math.max(0, version - stepsMax), limit: 200, cursor }, signal), page => page.steps, stepsMax)).found;
