import { isFromThisMachine } from './loopback.guard.js';

const asked = (remoteAddress: string | undefined, headers: Record<string, string>) =>
  isFromThisMachine({ headers, socket: { remoteAddress } });

describe('a request for the development inbox', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1:3000'],
    ['127.8.9.10', 'localhost:3000'],
    ['::1', '[::1]:3000'],
    ['::ffff:127.0.0.1', 'LOCALHOST'],
  ])('from %s to %s is answered', (address, host) => {
    expect(asked(address, { host })).toBe(true);
  });

  it.each([
    ['another machine', '10.0.0.7', { host: '127.0.0.1:3000' }],
    ['another machine in IPv6 clothes', '::ffff:10.0.0.7', { host: 'localhost' }],
    ['an unknown address', undefined, { host: 'localhost' }],
    ['a page that points its own name here', '127.0.0.1', { host: 'rebound.example:3000' }],
    ['a name that only begins like loopback', '127.0.0.1', { host: '127.0.0.1.rebound.example' }],
    ['a request without a host', '127.0.0.1', {}],
    ['a proxy on this machine', '127.0.0.1', { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }],
    ['a proxy that follows RFC 7239', '127.0.0.1', { host: 'localhost', forwarded: 'for=203.0.113.9' }],
  ] as [string, string | undefined, Record<string, string>][])('by %s is refused', (_who, address, headers) => {
    expect(asked(address, headers)).toBe(false);
  });
});
