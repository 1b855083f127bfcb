import { BounceVisitors } from './bounce-visitors.js';

let now = 0;
const visitors = () => new BounceVisitors({ connections: 2, messagesPerMinute: 3, bytesPerMinute: 1_000 }, () => now);
beforeEach(() => {
  now = 0;
});

describe('a host at the port for bounces', () => {
  it('has so many connections at once, and one more when another is closed', () => {
    const them = visitors();
    expect(['a', 'b', 'c'].map((session) => them.enter(session, '192.0.2.1'))).toEqual([true, true, false]);
    them.leave('c');
    expect(them.enter('d', '192.0.2.1')).toBe(false);
    them.leave('a');
    them.leave('a');
    expect(['e', 'f'].map((session) => them.enter(session, '192.0.2.1'))).toEqual([true, false]);
    expect(them.enter('g', '192.0.2.2')).toBe(true);
  });

  it('sends so many messages and bytes in a minute, and is welcome again after it', () => {
    const them = visitors();
    expect([1, 2, 3, 4].map(() => them.mayMail('192.0.2.1'))).toEqual([true, true, true, false]);
    them.tookBytes('192.0.2.2', 1_000);
    expect(them.mayMail('192.0.2.2')).toBe(false);
    now = 60_000;
    expect(['192.0.2.1', '192.0.2.2'].map((ip) => them.mayMail(ip))).toEqual([true, true]);
  });

  it('is one by the first half of its IPv6 address, and by IPv4 however it is written', () => {
    const them = visitors();
    for (const ip of ['2001:db8::1', '2001:db8::ffff', '2001:db8:0:0:1::']) expect(them.mayMail(ip)).toBe(true);
    expect(them.mayMail('2001:db8::2')).toBe(false);
    expect(them.mayMail('2001:db8:0:1::2')).toBe(true);
    for (let n = 0; n < 3; n += 1) them.mayMail('::ffff:192.0.2.1');
    expect(them.mayMail('192.0.2.1')).toBe(false);
  });

  it('keeps its open connections through the minutes', () => {
    const them = visitors();
    them.enter('a', '192.0.2.1');
    them.enter('b', '192.0.2.1');
    now = 600_000;
    expect(them.enter('c', '192.0.2.1')).toBe(false);
    for (let n = 0; n < 20_001; n += 1) them.mayMail(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
    expect(them.enter('d', '192.0.2.1')).toBe(false);
  });
});
