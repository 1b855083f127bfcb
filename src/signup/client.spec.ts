import type { Request } from 'express';
import { clientOf } from './client.js';

const from = (ip: string | undefined, userAgent?: string) =>
  clientOf({ ip, headers: { 'user-agent': userAgent } } as unknown as Request);

it.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['::FFFF:198.51.100.7', '198.51.100.7'],
  ['2001:db8::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['unknown', '0.0.0.0'],
  ["1.2.3.4'; DROP TABLE signup; --", '0.0.0.0'],
  [undefined, '0.0.0.0'],
])('a visitor at %j counts as %s', (given, ip) => {
  expect(from(given).ip).toBe(ip);
});

it('a user agent is kept as far as it is sensible', () => {
  expect(from('::1', ' Browser/1 ').userAgent).toBe('Browser/1');
  expect(from('::1', 'x'.repeat(5_000)).userAgent).toHaveLength(300);
  expect(from('::1', '  ').userAgent).toBeNull();
  expect(from('::1').userAgent).toBeNull();
});
