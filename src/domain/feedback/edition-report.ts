import type { DeliveryState } from '../delivery/delivery-state.js';
import type { FeedbackClass } from './feedback-class.js';

/** What became of one edition's mails at one receiving provider, or at all of them. */
export type ReportRow = {
  mails: number;
  /** Taken by a relay and not sent back. */
  delivered: number;
  /** Of these, how many the provider has reported as delivered. */
  confirmed: number;
  /** Taken by a relay, and sent back later. */
  bounced: { hard: number; soft: number; block: number };
  /** Refused at once, or put off until the run was over. `other`: never tried, or the mail could not be made. */
  failed: { hard: number; soft: number; block: number; other: number };
  uncertain: number;
  /** Not mailed, because they had left or were suppressed. */
  suppressed: number;
  cancelled: number;
  /** Not sent yet. */
  open: number;
  complaints: number;
  unsubscribes: number;
};

export type StateCount = { provider: string; state: DeliveryState; count: number };
/** `isRefusal`: the relay said so at once. */
export type FeedbackCount = { provider: string; class: FeedbackClass; isRefusal: boolean; count: number };

const OPEN: readonly DeliveryState[] = ['pending', 'claimed', 'handing', 'deferred'];

/** By provider, most mails first, and in total. */
export function editionReport(
  states: readonly StateCount[],
  events: readonly FeedbackCount[],
): { total: ReportRow; providers: (ReportRow & { provider: string })[] } {
  const names = [...new Set(states.map(({ provider }) => provider))];
  const of = <T extends { provider: string }>(rows: readonly T[], name: string): T[] =>
    rows.filter(({ provider }) => provider === name);
  const providers = names
    .map((provider) => ({ provider, ...rowOf(of(states, provider), of(events, provider)) }))
    .sort((one, other) => other.mails - one.mails);
  return { total: rowOf(states, events), providers };
}

function rowOf(states: readonly StateCount[], events: readonly FeedbackCount[]): ReportRow {
  const inState = (...wanted: DeliveryState[]): number => sum(states.filter(({ state }) => wanted.includes(state)));
  const told = (kind: FeedbackClass, isRefusal = false): number =>
    sum(events.filter((event) => event.class === kind && event.isRefusal === isRefusal));
  const bounced = { hard: told('hard'), soft: told('soft'), block: told('block') };
  const refused = { hard: told('hard', true), soft: told('soft', true), block: told('block', true) };
  const back = bounced.hard + bounced.soft + bounced.block;
  const knownFailed = refused.hard + refused.soft + refused.block;
  return {
    mails: sum(states),
    delivered: Math.max(0, inState('accepted') - back),
    confirmed: told('delivered'),
    bounced,
    failed: { ...refused, other: Math.max(0, inState('failed') - knownFailed) },
    uncertain: inState('uncertain'),
    suppressed: inState('suppressed'),
    cancelled: inState('cancelled'),
    open: inState(...OPEN),
    complaints: told('complaint'),
    unsubscribes: told('unsubscribe') + told('unsubscribe', true),
  };
}

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
