import { domainToASCII } from 'node:url';
import { ADDRESS_FAULTS, isInternational, parseAddress, type AddressFault } from './parse-address.js';

const parse = (text: string) => parseAddress(text, { domainToAscii: domainToASCII });

const ok: [given: string, email: string, canonical?: string][] = [
  ['li.lei@example.com', 'li.lei@example.com'],
  ['Li.Lei@Example.COM', 'Li.Lei@example.com', 'li.lei@example.com'],
  ['  li.lei@example.com\t', 'li.lei@example.com'],
  ['\u00a0\u3000li.lei@example.com\u200b', 'li.lei@example.com'],
  ['\ufeffli.lei@example.com', 'li.lei@example.com'],
  ['shop+news@mail.example.co.uk', 'shop+news@mail.example.co.uk'],
  ["o'hara_{x}~!#$%&*/=?^`|-@example.com", "o'hara_{x}~!#$%&*/=?^`|-@example.com"],
  ['a@b.co', 'a@b.co'],
  ['12345678@qq.com', '12345678@qq.com'],
  ['shop@例子.中国', 'shop@xn--fsqu00a.xn--fiqs8s'],
  ['shop@例子。中国', 'shop@xn--fsqu00a.xn--fiqs8s'],
  ['shop@Bücher.example', 'shop@xn--bcher-kva.example'],
  ['shop@xn--fsqu00a.xn--fiqs8s', 'shop@xn--fsqu00a.xn--fiqs8s'],
  ['shop@163.com', 'shop@163.com'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  [`a@${'b'.repeat(63)}.com`, `a@${'b'.repeat(63)}.com`],
];

const notOk: [given: string, fault: AddressFault][] = [
  ['', 'empty'],
  [' \u200b ', 'empty'],
  ['a@b.com\r\nBcc: victim@example.com', 'control-character'],
  ['a@b.com\n', 'control-character'],
  ['a\u0000@b.com', 'control-character'],
  ['a@b.com\u2028', 'control-character'],
  ['a@b\u0085.com', 'control-character'],
  ['no-at.example.com', 'no-at'],
  ['@example.com', 'no-at'],
  ['a@', 'no-at'],
  ['a@b@example.com', 'no-at'],
  ['Li Lei <li.lei@example.com>', 'quoted-local'],
  ['"li lei"@example.com', 'quoted-local'],
  ['evil@z, <victim@y.com>', 'quoted-local'],
  ['li(comment)@example.com', 'quoted-local'],
  ['李雷@example.com', 'local-not-ascii'],
  ['li\u200blei@example.com', 'local-not-ascii'],
  [`${'a'.repeat(65)}@example.com`, 'local-too-long'],
  ['li lei@example.com', 'local-form'],
  ['.li@example.com', 'local-form'],
  ['li.@example.com', 'local-form'],
  ['li..lei@example.com', 'local-form'],
  ['li,lei@example.com', 'local-form'],
  ['li;lei@example.com', 'local-form'],
  ['li\\@example.com', 'local-form'],
  ['a@exa mple.com', 'domain-form'],
  ['a@example..com', 'domain-form'],
  ['a@example.com.', 'domain-form'],
  ['a@-example.com', 'domain-form'],
  ['a@example-.com', 'domain-form'],
  ['a@exa_mple.com', 'domain-form'],
  ['a@example.com/path', 'domain-form'],
  ['a@example%2ecom', 'domain-form'],
  ['a@example.com:25', 'domain-form'],
  ['a@xn--a.com', 'domain-form'],
  [`a@${'b'.repeat(64)}.com`, 'domain-form'],
  ['a@localhost', 'domain-without-dot'],
  ['a@[192.0.2.1]', 'domain-literal'],
  ['a@192.0.2.1', 'domain-literal'],
  ['a@0x7f.1', 'domain-literal'],
  [`a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(57)}.com`, 'too-long'],
  ['a'.repeat(5_000), 'too-long'],
];

describe('an address', () => {
  it.each(ok)('%j is sent to as %s', (given, email, canonical = email) => {
    expect(parse(given)).toEqual({ ok: true, address: { email, canonical, domain: canonical.split('@')[1] } });
  });

  it.each(notOk)('%j is refused: %s', (given, fault) => {
    expect(parse(given)).toEqual({ ok: false, fault });
  });

  it('has a test for every fault', () => {
    expect(new Set(notOk.map(([, fault]) => fault))).toEqual(new Set(Object.keys(ADDRESS_FAULTS)));
  });

  it('that was read once reads the same again', () => {
    for (const [, email, canonical = email] of ok) {
      expect(parse(email)).toMatchObject({ ok: true, address: { email } });
      expect(parse(canonical)).toMatchObject({ ok: true, address: { email: canonical, canonical } });
    }
  });

  it('is judged in time that grows with its length only', () => {
    parse(`${'a.'.repeat(400)}@${'b.'.repeat(80)}`);
    parse(`${' '.repeat(900)}x${' '.repeat(90)}@`);
  });
});

describe('an address with another script before the @', () => {
  const parseUtf8 = (text: string) => parseAddress(text, { domainToAscii: domainToASCII, allowsUtf8: true });

  it.each([
    ['用户@例子.中国', '用户@xn--fsqu00a.xn--fiqs8s'],
    ['李雷.li+新闻@example.com', '李雷.li+新闻@example.com'],
    ['Jörg@Example.com', 'Jörg@example.com', 'jörg@example.com'],
    // A letter and its mark, as a Mac types it, are one letter.
    ['Jo\u0308rg@example.com', 'J\u00f6rg@example.com', 'j\u00f6rg@example.com'],
    ['ΠΑΠΠΟΣ@example.com', 'ΠΑΠΠΟΣ@example.com', 'παππος@example.com'],
    ['हिन्दी@example.com', 'हिन्दी@example.com'],
    [`${'李'.repeat(21)}a@example.com`, `${'李'.repeat(21)}a@example.com`],
    ['𠮷野@example.com', '𠮷野@example.com'],
  ])('%j is sent to as %s where relays carry it', (given, email, canonical = email) => {
    const { domain } = { domain: canonical.split('@')[1] };
    expect(parseUtf8(given)).toEqual({ ok: true, address: { email, canonical, domain } });
    expect(parseUtf8(email)).toEqual(parseUtf8(given));
    expect(parse(given)).toEqual({ ok: false, fault: 'local-not-ascii' });
    expect(isInternational(email)).toBe(true);
  });

  it.each<[string, AddressFault]>([
    ['ｌｉ@example.com', 'local-form'],
    ['li\u200blei李@example.com', 'local-form'],
    ['李\u202e雷@example.com', 'local-form'],
    ['李 雷@example.com', 'local-form'],
    ['李\u3000雷@example.com', 'local-form'],
    ['李，雷@example.com', 'local-form'],
    ['👍@example.com', 'local-form'],
    ['\u0308李@example.com', 'local-form'],
    ['.李@example.com', 'local-form'],
    ['李..雷@example.com', 'local-form'],
    ['\ue000@example.com', 'local-form'],
    ['\ud842@example.com', 'local-form'],
    ['“李雷”@example.com', 'local-form'],
    [`${'李'.repeat(22)}@example.com`, 'local-too-long'],
    ['李雷@localhost', 'domain-without-dot'],
    ['李\u0007雷@example.com', 'control-character'],
  ])('%j is refused: %s', (given, fault) => {
    expect(parseUtf8(given)).toEqual({ ok: false, fault });
  });

  it('changes nothing for all others', () => {
    for (const [given] of ok) expect(parseUtf8(given)).toEqual(parse(given));
    for (const [given, fault] of notOk)
      if (fault !== 'local-not-ascii') expect(parseUtf8(given)).toEqual({ ok: false, fault });
    for (const [, email] of ok) expect(isInternational(email)).toBe(false);
    expect(isInternational('shop@例子.中国')).toBe(false);
    expect(isInternational('four\u0085@example.com')).toBe(false);
  });
});
