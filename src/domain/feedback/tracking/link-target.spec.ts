import { isTrackable, locationOf } from './link-target.js';

const LONG = 'https://a.example/';

describe('a link that may be followed through us', () => {
  it.each([
    'https://a.example',
    'http://a.example:8080/',
    'https://a.example/a%2Fb/%e4%bd%a0?x=1&y=2#top',
    'https://a.example/?url=https://b.example/&r=//c.example',
    'https://a.example/商品/列表?词=税#节',
    'https://例子.中国/路',
    'https://xn--fsqu00a.xn--fiqs8s/',
    'HTTPS://A.Example/Path',
    'https://a.example/it\'s-"<odd>"|{fine}`^\\',
    'https://[2001:db8::1]/x',
    'https://a.example/@user:pass@b.example',
    LONG.padEnd(2_000, 'x'),
  ])('%s', (url) => {
    expect(isTrackable(url)).toBe(true);
  });

  it.each([
    '',
    'a.example',
    '//a.example/x',
    '/relative',
    'ftp://a.example/',
    'mailto:a@a.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https:a.example',
    'https:\\\\a.example',
    'https://',
    'https:///path',
    'https://user@a.example/',
    'https://user:secret@a.example/',
    ' https://a.example/',
    'https://a.example/ ',
    'https://a.example/a b',
    'https://a.example/\u3000',
    'https://a.example/\r\nSet-Cookie: a=b',
    'https://a.example/\u0000',
    'https://a.example/\ud800',
    'https://a.example\\@b.example/',
    'https://a.example:99999/',
    'https://[::1/',
    LONG.padEnd(2_001, 'x'),
    LONG + '长'.repeat(700),
  ])('is not %j', (url) => {
    expect(isTrackable(url)).toBe(false);
  });
});

describe('the target in a Location header', () => {
  it.each([
    'https://a.example',
    'https://a.example/a%2Fb/%E4%bd%A0/../c//d?x=1&y=2&x=+%20#a/b?c',
    'http://A.Example:80/?url=https://b.example/',
    'https://a.example/it\'s-"<odd>"|{fine}`^\\',
    'https://xn--fsqu00a.xn--fiqs8s/',
    'https://[2001:db8::1]:8443/x',
  ])('is byte for byte %s', (url) => {
    expect(locationOf(url)).toBe(url);
  });

  it.each([
    [
      'https://a.example/商品/a%2Fb?词=税&x=1#节',
      'https://a.example/%E5%95%86%E5%93%81/a%2Fb?%E8%AF%8D=%E7%A8%8E&x=1#%E8%8A%82',
    ],
    ['https://例子.中国:8443/a?b', 'https://xn--fsqu00a.xn--fiqs8s:8443/a?b'],
    ['https://a.example/𠮷😀', 'https://a.example/%F0%A0%AE%B7%F0%9F%98%80'],
  ])('of %s is what a browser asks for', (url, expected) => {
    expect(locationOf(url)).toBe(expected);
    expect(new URL(url).href).toBe(new URL(expected).href);
  });
});
