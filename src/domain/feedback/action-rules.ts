import type { FeedbackClass } from './feedback-class.js';

export type FeedbackAction = 'none' | 'suppress' | 'leave';

/**
 * What an event of a class comes to. `editions`: how many different editions must have drawn such an event, within `days` (null: ever);
 * `resets`: a mail that arrived in between starts the count anew. `status` narrows a rule to RFC 3463 codes, `reply` to words of the
 * server; one of the two is enough.
 */
export type ActionRule = {
  name: string;
  class: FeedbackClass;
  status?: RegExp;
  reply?: RegExp;
  editions: number;
  days: number | null;
  resets: boolean;
  action: FeedbackAction;
  why: string;
};

const DAY = 86_400_000;
const once = { editions: 1, days: null, resets: false } as const;

/** The first rule that fits an event decides. */
export const ACTION_RULES: readonly ActionRule[] = [
  { name: 'complaint', class: 'complaint', ...once, action: 'suppress', why: 'the reader called a mail spam' },
  { name: 'unsubscribe', class: 'unsubscribe', ...once, action: 'leave', why: 'the reader asked to leave' },
  {
    name: 'hard-suspended',
    class: 'hard',
    status: /^[45]\.2\.1$/,
    reply: /suspend|disabled|inactive|deactivated/i,
    editions: 2,
    days: 90,
    resets: true,
    action: 'suppress',
    why: 'the mailbox is switched off, which may pass',
  },
  { name: 'hard', class: 'hard', ...once, action: 'suppress', why: 'the address is gone' },
  {
    name: 'soft-repeated',
    class: 'soft',
    editions: 5,
    days: 30,
    resets: true,
    action: 'suppress',
    why: 'edition after edition does not get through',
  },
  { name: 'block', class: 'block', ...once, action: 'none', why: 'we are refused, not the reader' },
  { name: 'auth-report', class: 'auth-report', ...once, action: 'none', why: 'a report about authentication' },
  { name: 'auto-reply', class: 'auto-reply', ...once, action: 'none', why: 'a machine answered' },
  { name: 'delayed', class: 'delayed', ...once, action: 'none', why: 'it is still being tried' },
  { name: 'delivered', class: 'delivered', ...once, action: 'none', why: 'it arrived' },
];

/** An event about one reader. `edition`: what tells campaigns apart; an event without one stands for itself. */
export type ReaderEvent = {
  edition: string;
  class: FeedbackClass;
  status: string | null;
  reply: string | null;
  at: Date;
};

export function ruleFor({ class: kind, status, reply }: Pick<ReaderEvent, 'class' | 'status' | 'reply'>): ActionRule {
  const rule = ACTION_RULES.find((candidate) => candidate.class === kind && isAbout(candidate, status, reply));
  if (rule === undefined) throw new Error(`no rule for ${kind}`);
  return rule;
}

function isAbout(rule: ActionRule, status: string | null, reply: string | null): boolean {
  if (rule.status === undefined && rule.reply === undefined) return true;
  return (rule.status?.test(status ?? '') ?? false) || (rule.reply?.test(reply ?? '') ?? false);
}

/**
 * What `event` comes to, seen with everything known of the reader. `events` are all their events that were not taken back, this one among
 * them or not; `arrivals` are moments at which a mail got through. The order in which they became known does not matter, only when
 * they happened.
 */
export function decide(event: ReaderEvent, events: readonly ReaderEvent[], arrivals: readonly Date[]): FeedbackAction {
  const rule = ruleFor(event);
  if (rule.editions === 1) return rule.action;
  const same = events.filter((other) => other.class === event.class && isInOneCount(rule, event, other, arrivals));
  const span = rule.days === null ? Infinity : rule.days * DAY;
  const isReached = [event, ...same].some(({ at: start }) => {
    const end = start.getTime() + span;
    if (start > event.at || event.at.getTime() > end) return false;
    const inWindow = [event, ...same].filter(({ at }) => at >= start && at.getTime() <= end);
    return new Set(inWindow.map(({ edition }) => edition)).size >= rule.editions;
  });
  return isReached ? rule.action : 'none';
}

/** Whether any of a reader's events still asks for their suppression. */
export function isSuppressionSupported(events: readonly ReaderEvent[], arrivals: readonly Date[]): boolean {
  return events.some((event) => decide(event, events, arrivals) === 'suppress');
}

function isInOneCount(rule: ActionRule, one: ReaderEvent, other: ReaderEvent, arrivals: readonly Date[]): boolean {
  if (!rule.resets) return true;
  const [first, last] = one.at < other.at ? [one.at, other.at] : [other.at, one.at];
  return !arrivals.some((at) => at > first && at < last);
}

/**
 * An acceptance counts as an arrival only when no bounce has refuted it for so long: a relay that has taken a mail may try for days before
 * it says that the reader's server would not (RFC 5321 §4.5.4.1).
 */
export const UNREFUTED_HOURS = 96;

/** How far back events of a reader are looked at: as long as they are kept. */
export const HISTORY_DAYS = 400;
