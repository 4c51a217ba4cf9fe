import type { Alert, AlertRule, Delivery } from '../api/types';
import { atMinute, figure } from '../words';

export type Condition = AlertRule['condition'];
export type Channel = Alert['to']['kind'];

export const conditions: Record<Condition, string> = {
  above: 'rises above',
  below: 'falls below',
  intervalMoves: 'the 90 % range moves away from the one last told',
  answerFlips: 'another answer leads',
  disputeBegins: 'a dispute begins',
  disputeEnds: 'a dispute ends',
  claimRetracted: 'a claim that counted is retracted',
  goesStale: 'nothing newer has been heard',
  newOrigin: 'one more origin counts',
};

export const channels: Record<Channel, string> = {
  feed: 'the feed only',
  webhook: 'a webhook',
  slack: 'Slack',
  mail: 'mail',
};

export const hasValue = (condition: Condition) => condition === 'above' || condition === 'below';

export const ruleWords = ({ condition, value, label }: AlertRule) =>
  hasValue(condition)
    ? `${label ? `“${label}”` : 'it'} ${conditions[condition]} ${figure(value ?? 0)}`
    : conditions[condition];

export const targetWords = ({ kind, url, addresses, every }: Alert['to']) =>
  [channels[kind], url, addresses?.join(', '), every && spans[every]].filter(Boolean).join(', ');

/** How long mail is gathered. */
export const spans: Record<string, string> = { PT1H: 'every hour', P1D: 'every day', P7D: 'every week' };

export const deliveryStatuses: Record<Delivery['status'], string> = {
  pending: 'waiting',
  delivered: 'told',
  dead: 'dead letter',
};

/** What became of a delivery, after its status. */
export function deliveryWords({ status, attempts, nextTry, triedAt, answer }: Delivery): string {
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const said = answer ? ` (${answer})` : '';
  switch (status) {
    case 'delivered':
      return `${triedAt ? atMinute(triedAt) : 'in the feed'}${said}`;
    case 'dead':
      return `given up after ${tries}${said}`;
    case 'pending':
      return `${attempts ? `${tries} so far${said}` : 'not sent yet'}${nextTry ? `; next ${atMinute(nextTry)}` : ''}`;
  }
}
