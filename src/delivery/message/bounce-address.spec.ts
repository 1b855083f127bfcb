import { Tokens } from '#src/foundation/tokens/tokens.js';
import { BounceAddresses } from './bounce-address.js';

const id = '0198c0de-0000-7000-8000-00000000abcd';
const tokens = new Tokens(`k1:${Buffer.alloc(32, 1).toString('base64url')}`);
const MAIL_FROM = 'digest@news.example';
const addresses = new BounceAddresses({ BOUNCE_DOMAIN: 'bounces.news.example', MAIL_FROM }, tokens);

test('an envelope sender names its mail, within the length that SMTP allows', () => {
  const sender = addresses.senderOf(id, true);
  expect(sender).toMatch(/^bounce\+[0-9a-f]{52}@bounces\.news\.example$/);
  expect(sender.indexOf('@')).toBeLessThanOrEqual(64);
  expect(addresses.mailOf(sender)).toBe(id);
  expect(addresses.mailOf(sender.toUpperCase())).toBe(id);
});

test('without a domain for bounces, or for a relay that insists on its login, it is the From address', () => {
  expect(new BounceAddresses({ BOUNCE_DOMAIN: undefined, MAIL_FROM }, tokens).senderOf(id, true)).toBe(MAIL_FROM);
  expect(addresses.senderOf(id, false)).toBe(MAIL_FROM);
});

test('what is forged, of another domain or another shape names nothing', () => {
  const sender = addresses.senderOf(id, true);
  for (const address of [
    sender.replace(/[0-9a-f]@/, 'x@'),
    sender.replace('bounces.', 'other.'),
    sender.replace('bounce+', 'bounce-'),
    `${sender}.example`,
    '',
    MAIL_FROM,
  ])
    expect(addresses.mailOf(address)).toBeUndefined();
  expect(new BounceAddresses({ BOUNCE_DOMAIN: undefined, MAIL_FROM }, tokens).mailOf(sender)).toBeUndefined();
});
