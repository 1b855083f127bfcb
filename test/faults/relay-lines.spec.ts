import type { SmtpPhase } from '../support/fault-smtp.js';
import { firstOf, atMostLines, goodbyeAfter, slowLines, sometimes } from '../support/fault-plans.js';
import { aRelayUnderFire, type RelayUnderFire } from './relay-under-fire.js';
import { FAULTLESS, seed, seeded } from './wire-oracle.js';

let fire: RelayUnderFire;
beforeAll(async () => {
  fire = await aRelayUnderFire();
});
afterAll(() => fire.close());

const READERS = 300;
const faultless = { seed, ...FAULTLESS };
const chance = seeded(seed);

describe('lines that are lost', () => {
  it('after the dot leave those mails uncertain, and none is sent again by itself', async () => {
    const plan = sometimes(chance, 0.03, ['dot'], 'drop');
    let dropped = 0;
    const { verdict, counts, rows } = await fire.run(2, 'line lost after the final dot, 3 %', READERS, (at) => {
      const fault = plan(at);
      if (fault === 'drop') dropped += 1;
      return fault;
    });
    expect(verdict).toEqual(faultless);
    expect(dropped).toBeGreaterThan(0);
    expect(counts).toEqual({ accepted: READERS - dropped, uncertain: dropped });
    expect(rows.filter((row) => row.resolution !== null)).toEqual([]);
  });

  it('before the body are asked again, and nothing is in doubt', async () => {
    const phases: SmtpPhase[] = ['mail', 'rcpt', 'data'];
    const plan = sometimes(chance, 0.03, phases, 'drop');
    const { verdict, counts } = await fire.run(3, 'line lost at MAIL, RCPT or DATA, 3 % each', READERS, plan);
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: READERS } });
  });

  it('after so many mails and a 421 are opened again, and nobody is failed', async () => {
    const before = fire.relay.connectionCount();
    const { verdict, counts } = await fire.run(6, '421 after every 20 mails of a line', 200, goodbyeAfter(20));
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 200 } });
    expect(fire.relay.connectionCount() - before).toBeGreaterThanOrEqual(200 / 20);
  });
});

describe('lines that stall', () => {
  it('after the dot leave one mail each uncertain, and the others get theirs', async () => {
    const { verdict, counts } = await fire.run(5, 'no answer to the final dot, 2 mails', 100, ({ phase, count }) =>
      phase === 'dot' && (count === 10 || count === 40) ? 'hang' : undefined,
    );
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 98, uncertain: 2 } });
  });

  it('or trickle hold nobody else up, and end by our deadline', async () => {
    const slow = [1, 2].map((number) => fire.relay.connectionCount() + number);
    const carried = new Map<boolean, number>();
    const plan = firstOf(
      ({ phase, count }) => (phase === 'rcpt' && count === 20 ? 'trickle' : undefined),
      slowLines(slow, 200),
    );
    const { verdict, counts } = await fire.run(13, 'two tarpit lines of four, and one that trickles', 240, (at) => {
      const isSlow = slow.includes(at.connection);
      if (at.phase === 'dot') carried.set(isSlow, (carried.get(isSlow) ?? 0) + 1);
      return plan(at);
    });
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 240 } });
    // Nearly all of the mail goes by the lines that are well.
    expect(carried.get(true) ?? 0).toBeLessThan(240 * 0.1);
  });
});

describe('a relay that allows fewer lines than we open', () => {
  it('gets as few as it bears, and nobody is failed', async () => {
    let turnedAway = 0;
    const { verdict, counts, rows } = await fire.run(14, 'the relay allows 2 lines of 4', 200, (at) => {
      const fault = atMostLines(2, fire.relay.openLines)(at);
      if (fault !== undefined) turnedAway += 1;
      return fault ?? (at.phase === 'dot' ? { delayMs: 2 } : undefined);
    });
    // The two of the beginning, and a few until it is understood; never one for each mail.
    expect(turnedAway).toBeGreaterThan(0);
    expect(turnedAway).toBeLessThan(10);
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 200 } });
    expect(new Set(rows.map((row) => row.attempt))).toEqual(new Set([1]));
  });
});
