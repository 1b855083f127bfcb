import type { SmtpPhase } from '../support/fault-smtp.js';
import { allOf, atMostLines, goodbyeAfter, slowLines, sometimes } from '../support/fault-plans.js';
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
    const counted = sometimes(chance, 0, [], 'drop');
    const { verdict, counts, rows } = await fire.run(2, 'line lost after the final dot, 3 %', READERS, (at) => {
      const fault = plan(at) ?? counted(at);
      if (fault === 'drop') dropped += 1;
      return fault;
    });
    expect(verdict).toEqual(faultless);
    expect(counts).toEqual(dropped === 0 ? { accepted: READERS } : { accepted: READERS - dropped, uncertain: dropped });
    expect(rows.filter((row) => row.resolution !== null)).toEqual([]);
  });

  it('before the body are asked again, and nothing is in doubt', async () => {
    const phases: SmtpPhase[] = ['mail', 'rcpt', 'data'];
    const plan = sometimes(chance, 0.03, phases, 'drop');
    const { verdict, counts } = await fire.run(3, 'line lost at MAIL, RCPT or DATA, 10 % of mails', READERS, plan);
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
    const slow = fire.relay.connectionCount() + 1;
    const plan = allOf(
      ({ phase, count }) => (phase === 'rcpt' && count === 20 ? 'trickle' : undefined),
      slowLines([slow], 200),
    );
    const { verdict, counts } = await fire.run(13, 'a tarpit line and one that trickles', 120, plan);
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 120 } });
  });
});

describe('a relay that allows fewer lines than we open', () => {
  it('gets as few as it bears, and nobody is failed', async () => {
    const { verdict, counts, rows } = await fire.run(
      14,
      'the relay allows 2 lines of 4',
      200,
      (at) => atMostLines(2, fire.relay.openLines)(at) ?? (at.phase === 'dot' ? { delayMs: 2 } : undefined),
    );
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 200 } });
    expect(new Set(rows.map((row) => row.attempt))).toEqual(new Set([1]));
  });
});
