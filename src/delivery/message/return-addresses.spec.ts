import { Tokens } from '#src/foundation/tokens/tokens.js';
import { ReturnAddresses } from './return-addresses.js';

const id = '0198c0de-0000-7000-8000-00000000abcd';
const tokens = new Tokens(`k1:${Buffer.alloc(32, 1).toString('base64url')}`);
const MAIL_FROM = 'digest@news.example';
const addresses = new ReturnAddresses({ BOUNCE_DOMAIN: 'bounces.news.example', MAIL_FROM }, tokens);

test('an envelope sender names its mail, within the length that SMTP allows', () => {
  const sender = addresses.senderOf(id, true);
  expect(sender).toMatch(/^bounce\+[0-9a-f]{52}@bounces\.news\.example$/);
  expect(sender.indexOf('@')).toBeLessThanOrEqual(64);
  expect(addresses.read(sender)).toEqual({ purpose: 'bounce', mailId: id });
  expect(addresses.read(sender.toUpperCase())).toEqual({ purpose: 'bounce', mailId: id });
});

test('a reader may leave by an address of their own mail, which is no envelope sender', () => {
  const address = addresses.leaveOf(id) ?? '';
  expect(addresses.read(address)).toEqual({ purpose: 'leave', mailId: id });
  expect(addresses.read(address.replace('leave+', 'bounce+'))).toBeUndefined();
  expect(new ReturnAddresses({ BOUNCE_DOMAIN: undefined, MAIL_FROM }, tokens).leaveOf(id)).toBeUndefined();
});

test('without a domain for bounces, or for a relay that insists on its login, it is the From address', () => {
  expect(new ReturnAddresses({ BOUNCE_DOMAIN: undefined, MAIL_FROM }, tokens).senderOf(id, true)).toBe(MAIL_FROM);
  expect(addresses.senderOf(id, false)).toBe(MAIL_FROM);
});

test('what is forged, of another domain or another shape names nothing', () => {
  const sender = addresses.senderOf(id, true);
  for (const address of [
    sender.replace(/[0-9a-f]@/, 'x@'),
    sender.replace('bounces.', 'other.'),
    sender.replace('bounce+', 'bounce-'),
    sender.replace('bounce+', 'leave+'),
    `${sender}.example`,
    '',
    MAIL_FROM,
  ])
    expect(addresses.read(address)).toBeUndefined();
  expect(new ReturnAddresses({ BOUNCE_DOMAIN: undefined, MAIL_FROM }, tokens).read(sender)).toBeUndefined();
});
