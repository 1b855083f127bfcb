import { ACTION_RULES, decide, isSuppressionSupported, ruleFor, type ReaderEvent } from './action-rules.js';
import { FEEDBACK_CLASSES, type FeedbackClass } from './feedback-class.js';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000);
const an = (kind: FeedbackClass, n: number, given: Partial<ReaderEvent> = {}): ReaderEvent => ({
  edition: `e${n}`,
  class: kind,
  status: null,
  reply: null,
  at: day(n),
  ...given,
});
const softs = (...days: number[]) => days.map((n) => an('soft', n));

describe('the table of actions', () => {
  it('has an answer for every class', () => {
    for (const kind of FEEDBACK_CLASSES) expect(ruleFor({ class: kind, status: null, reply: null }).class).toBe(kind);
    expect(new Set(ACTION_RULES.map(({ name }) => name)).size).toBe(ACTION_RULES.length);
  });

  it.each([
    ['complaint', 'suppress'],
    ['hard', 'suppress'],
    ['unsubscribe', 'leave'],
    ['soft', 'none'],
    ['block', 'none'],
    ['auth-report', 'none'],
    ['auto-reply', 'none'],
    ['delayed', 'none'],
    ['delivered', 'none'],
  ] as const)('one %s comes to %s', (kind, action) => {
    expect(decide(an(kind, 0), [], [])).toBe(action);
  });

  it('never touches a reader for a block, however many there are', () => {
    const blocks = Array.from({ length: 50 }, (_, n) => an('block', n));
    expect(isSuppressionSupported(blocks, [])).toBe(false);
  });
});

describe('soft bounces', () => {
  it('suppress after five editions within thirty days', () => {
    const five = softs(0, 7, 14, 21, 28);
    expect(decide(five[4]!, five, [])).toBe('suppress');
    expect(decide(five[3]!, five.slice(0, 4), [])).toBe('none');
  });

  it('count each edition once', () => {
    const events = [0, 1, 2, 3, 4].map((n) => an('soft', n, { edition: n < 2 ? 'same' : `e${n}` }));
    expect(decide(events[4]!, events, [])).toBe('none');
  });

  it('do not add up over more than thirty days', () => {
    const weekly = softs(0, 8, 16, 24, 32, 40, 48);
    expect(isSuppressionSupported(weekly, [])).toBe(false);
  });

  it('start anew after a mail that arrived in between', () => {
    const five = softs(0, 2, 4, 6, 8);
    expect(decide(five[4]!, five, [day(5)])).toBe('none');
    expect(decide(five[4]!, five, [day(9)])).toBe('suppress');
  });

  it('come to the same whatever order they are told in', () => {
    const five = softs(0, 7, 14, 21, 28);
    for (const last of five) expect(decide(last, five, [])).toBe('suppress');
  });
});

describe('a mailbox that is switched off', () => {
  const off = (n: number) => an('hard', n, { status: '5.2.1' });
  it('is given a second edition', () => {
    expect(decide(off(0), [off(0)], [])).toBe('none');
    expect(decide(off(1), [off(0), off(1)], [])).toBe('suppress');
  });

  it('is known by the words of the server, too', () => {
    const said = an('hard', 0, { status: '5.1.1', reply: '554 delivery error: This account has been suspended' });
    expect(decide(said, [said], [])).toBe('none');
  });

  it('counts with other hard bounces, and not twice for one edition', () => {
    expect(decide(off(3), [an('hard', 1), off(3)], [])).toBe('suppress');
    const again = { ...off(3), edition: 'e0' };
    expect(decide(again, [off(0), again], [])).toBe('none');
  });
});

describe('a suppression', () => {
  it('loses its ground with the event that is taken back', () => {
    const five = softs(0, 1, 2, 3, 4);
    expect(isSuppressionSupported(five, [])).toBe(true);
    expect(isSuppressionSupported(five.slice(1), [])).toBe(false);
    expect(isSuppressionSupported([...five.slice(1), an('complaint', 9)], [])).toBe(true);
  });
});
