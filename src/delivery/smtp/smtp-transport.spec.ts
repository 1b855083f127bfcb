import { connectionOf } from './smtp-transport.js';

describe('the URL of a relay', () => {
  it.each([
    ['smtps://relay.example', { host: 'relay.example', port: 465, secure: true, requireTLS: false }],
    ['smtp://relay.example', { host: 'relay.example', port: 587, secure: false, requireTLS: true }],
    ['smtp://relay.example:2525', { host: 'relay.example', port: 2525, secure: false, requireTLS: true }],
    ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, secure: false, requireTLS: false }],
    ['smtp://[::1]:25', { host: '::1', port: 25, secure: false, requireTLS: false }],
    ['smtp://me:secret@127.0.0.1:1025', { host: '127.0.0.1', port: 1025, secure: false, requireTLS: true }],
    ['smtp://mailpit:1025?tls=none', { host: 'mailpit', port: 1025, secure: false, requireTLS: false }],
    ['smtp://127.0.0.1.example.com', { host: '127.0.0.1.example.com', port: 587, secure: false, requireTLS: true }],
  ])('%s never sends in the clear by accident', (url, options) => {
    expect(connectionOf(url).options).toEqual(options);
  });

  it('may hold a login with any character', () => {
    expect(connectionOf('smtps://me%40shop.example:p%3Aw%2F@relay.example').credentials).toEqual({
      user: 'me@shop.example',
      pass: 'p:w/',
    });
    expect(connectionOf('smtps://relay.example').credentials).toBeUndefined();
  });

  it('may ask for BDAT and give our name', () => {
    expect(connectionOf('smtps://relay.example?chunking=on&name=mail.shop.example')).toMatchObject({
      chunking: true,
      options: { name: 'mail.shop.example' },
    });
    expect(connectionOf('smtps://relay.example').chunking).toBe(false);
  });

  it.each([
    ['tsl=none', /"tsl"/],
    ['tls=yes', /"tls"/],
    ['chunking=1', /"chunking"/],
    ['name=a%20b', /"name"/],
  ])('is refused with ?%s, by the name of the parameter', (query, message) => {
    expect(() => connectionOf(`smtp://me:secret@relay.example?${query}`)).toThrow(message);
    expect(() => connectionOf(`smtp://me:secret@relay.example?${query}`)).not.toThrow(/secret/);
  });
});
