import type { Provider } from './provider.js';
import { reasonOf, type ReplyReason } from './reply-rules.js';

const cases: [Provider, number, string, ReplyReason][] = [
  ['other', 421, '421 4.7.0 try later', 'throttle'],
  ['other', 421, '421 too many connections from your host', 'connections'],
  ['other', 421, '421 4.3.2 Too many open connections.', 'connections'],
  ['other', 421, '421 too many concurrent SMTP connections; try later', 'connections'],
  ['other', 421, '421 mail.example Too many connected clients, try again in a moment', 'connections'],
  ['other', 454, '454 4.7.0 Throttling failure: maximum send rate', 'throttle'],
  ['other', 450, '450 4.2.0 greylisted', 'other'],
  ['other', 451, '451 4.7.1 greylisted, come back in 5 minutes', 'other'],
  ['other', 452, '452 4.2.2 mailbox full', 'other'],
  ['other', 550, '550 5.1.1 no such user', 'other'],
  ['google', 421, '421 4.7.28 unusual rate of mail', 'throttle'],
  ['google', 550, '550 5.7.26 not authenticated', 'block'],
  ['qq', 550, '550 Ip frequency limited', 'block'],
  ['tencent-exmail', 550, '550 Connection frequency limited', 'block'],
  ['other', 550, '550 Ip frequency limited', 'other'],
  ['qq', 550, '550 Mailbox not found', 'other'],
  ['netease', 421, '421 HL:REP 163 smtp1', 'throttle'],
  ['netease', 421, '421 HL:ICC 163 smtp1', 'connections'],
  ['netease', 451, '451 MI:DMC 163', 'throttle'],
  ['netease', 554, '554 DT:SPM 163', 'block'],
  ['netease', 554, '554 DT:SUM 163', 'other'],
  ['microsoft', 550, '550 5.7.1 blocked (S3150)', 'block'],
  ['microsoft', 550, '550 5.7.515 access denied', 'block'],
  ['microsoft', 550, '550 5.1.10 recipient not found', 'other'],
  ['yahoo', 421, '421 4.7.0 [TSS04] temporarily deferred', 'block'],
];

describe('a refusal', () => {
  it.each(cases)('of %s with %i "%s" says: %s', (provider, code, reply, reason) => {
    expect(reasonOf(provider, code, reply)).toBe(reason);
  });

  it('without a code says nothing', () => {
    expect(reasonOf('qq', null, 'the line was lost')).toBe('other');
  });
});
