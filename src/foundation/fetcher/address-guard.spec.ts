import { AddressGuard } from './address-guard.js';
import { readFetchAllow } from './fetch-allow.js';
import { faultOfUrl } from './url-guard.js';

const closed = new AddressGuard();
const guardFor = (allowed: string) => new AddressGuard(readFetchAllow(allowed));

describe('the guard of addresses', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    'fe80::1',
    'fec0::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '100::1',
    '3fff::1',
    '4000::1',
    'localhost',
    '',
  ])('lets nobody to %s', (address) => {
    expect(closed.mayConnect(address, 80)).toBe(false);
  });

  it.each(['93.184.215.14', '1.1.1.1', '2606:4700::1111', '::ffff:1.1.1.1'])('lets to %s', (address) => {
    expect(closed.mayConnect(address, 443)).toBe(true);
    expect(closed.mayConnect(address, 8080)).toBe(false);
  });

  it('opens a network that the operator allows, at the usual ports', () => {
    const guard = guardFor('10.1.0.0/16');
    expect(guard.mayConnect('10.1.2.3', 443)).toBe(true);
    expect(guard.mayConnect('10.2.2.3', 443)).toBe(false);
    expect(guard.mayConnect('10.1.2.3', 8080)).toBe(false);
  });

  it('opens another port only where it is named', () => {
    const guard = guardFor('192.168.7.9:8080, [fd00::]/8:*');
    expect(guard.mayConnect('192.168.7.9', 8080)).toBe(true);
    expect(guard.mayConnect('192.168.7.9', 80)).toBe(false);
    expect(guard.mayConnect('1.1.1.1', 8080)).toBe(false);
    expect(guard.mayConnect('fd12::1', 9)).toBe(true);
  });

  it.each(['intranet.example', '10.0.0.0/33', '10.0.0.1:0', '10.0.0.1:70000', '10.0.0', 'fd00::/8'])(
    'takes no %s',
    (text) => {
      expect(readFetchAllow(text)).toBeUndefined();
    },
  );
});

describe('a URL before it is asked for', () => {
  it.each([
    ['http://2130706433/', 'decimal'],
    ['http://0x7f000001/', 'hexadecimal'],
    ['http://0x7f.0.0.1/', 'hexadecimal in part'],
    ['http://0177.0.0.1/', 'octal'],
    ['http://017700000001/', 'octal as a whole'],
    ['http://127.1/', 'short'],
    ['http://0/', 'zero'],
    ['http://[::]/', 'unspecified'],
    ['http://[::1]/', 'loopback of IPv6'],
    ['http://[::ffff:127.0.0.1]/', 'mapped'],
    ['http://[::ffff:7f00:1]/', 'mapped in hexadecimal'],
    ['http://[64:ff9b::7f00:1]/', 'NAT64'],
    ['http://127.0.0.1./', 'a trailing dot'],
    ['http://①②⑦.⓪.⓪.①/', 'circled digits'],
    ['http://１２７.０.０.１/', 'full-width digits'],
    ['http://%31%32%37.0.0.1/', 'percent signs'],
    ['http://169.254.169.254/latest/meta-data/', 'the metadata service'],
  ])('%s is blocked (%s)', (url) => {
    expect(faultOfUrl(new URL(url), closed)).toBe('address');
  });

  it.each([
    ['http://one.example@127.0.0.1/', 'userinfo'],
    ['http://user:secret@one.example/', 'userinfo'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://127.0.0.1:25/_HELO', 'scheme'],
    ['ftp://one.example/', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['http://one.example:22/', 'port'],
    ['https://one.example:8443/', 'port'],
  ])('%s is blocked by its %s', (url, block) => {
    expect(faultOfUrl(new URL(url), closed)).toBe(block);
  });

  it('has nothing against a public one', () => {
    expect(faultOfUrl(new URL('https://one.example/a?b=1#c'), closed)).toBeUndefined();
    expect(faultOfUrl(new URL('http://1.1.1.1/'), closed)).toBeUndefined();
  });
});
