import { canonicalUrl, hostOf, isBelievableCanonical, urlKey } from './canonical-url.js';

describe('a canonical URL', () => {
  it.each([
    ['https://News.Example:443/a', 'https://news.example/a'],
    ['http://news.example:80/a#top', 'http://news.example/a'],
    ['https://news.example:8443/a', 'https://news.example:8443/a'],
    ['https://news.example/#!/a/1', 'https://news.example/#!/a/1'],
    ['https://news.example/a?b=2&a=1', 'https://news.example/a?a=1&b=2'],
    ['https://news.example/a?id=7&utm_source=x&UTM_Medium=y&mtm_campaign=z', 'https://news.example/a?id=7'],
    ['https://news.example/a?fbclid=1&gclid=2&dclid=3&gbraid=4&wbraid=5&gclsrc=6&srsltid=7', 'https://news.example/a'],
    ['https://news.example/a?msclkid=1&yclid=2&twclid=3&mc_cid=4&mc_eid=5&mkt_tok=6', 'https://news.example/a'],
    [
      'https://news.example/a?_hsenc=1&_hsmi=2&hsa_acc=3&spm=a.b&scm=1&share_token=t&from=app',
      'https://news.example/a',
    ],
    ['https://news.example/a?spss=dy_author', 'https://news.example/a'],
    ['https://news.example/view?ref=chapter-2', 'https://news.example/view?ref=chapter-2'],
    ['https://news.example/2026/fees/amp/', 'https://news.example/2026/fees'],
    ['https://news.example/amp/2026/fees', 'https://news.example/2026/fees'],
    ['https://news.example/2026/fees?amp=1', 'https://news.example/2026/fees'],
    ['https://news.example/amplifiers', 'https://news.example/amplifiers'],
    [
      'https://mp.weixin.qq.com/s?sn=d&idx=1&mid=2&__biz=B%3D%3D&chksm=9&scene=21#rd',
      'https://mp.weixin.qq.com/s?__biz=B%3D%3D&idx=1&mid=2&sn=d',
    ],
    ['https://mp.weixin.qq.com/s/AbC_d?poc_token=1', 'https://mp.weixin.qq.com/s/AbC_d'],
    ['https://user:secret@news.example/a', 'https://news.example/a'],
    ['https://news.example/关税', 'https://news.example/%E5%85%B3%E7%A8%8E'],
    ['https://news.ycombinator.com/x?from=a.example', 'https://news.ycombinator.com/x?from=a.example'],
  ])('of %s is %s, and of that itself', (url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical);
    expect(canonicalUrl(canonical)).toBe(canonical);
  });

  it('loses a ref that names the site which links', () => {
    expect(canonicalUrl('https://a.example/x?ref=www.feed.example', 'feed.example')).toBe('https://a.example/x');
    expect(canonicalUrl('https://a.example/x?ref=https://feed.example/', 'www.feed.example')).toBe(
      'https://a.example/x',
    );
    expect(canonicalUrl('https://a.example/x?ref=part2', 'feed.example')).toBe('https://a.example/x?ref=part2');
  });

  it.each(['javascript:alert(1)', 'mailto:a@b.example', '/relative', ''])('does not exist for %j', (url) => {
    expect(canonicalUrl(url)).toBeNull();
    expect(urlKey(url)).toBeNull();
  });

  it('is one key for http and https', () => {
    expect(urlKey('http://a.example/x')).toBe(urlKey('https://a.example/x?utm_id=1'));
    expect(urlKey('https://a.example/x')).not.toBe(urlKey('https://a.example/x/'));
  });
});

describe('a host', () => {
  it.each([
    ['https://www.news.example/a', 'news.example'],
    ['https://m.news.example/a', 'news.example'],
    ['https://m.example/a', 'm.example'],
    ['https://sell.amazon.com/blog', 'sell.amazon.com'],
    ['nonsense', null],
  ])('of %s is %s', (url, host) => {
    expect(hostOf(url)).toBe(host);
  });
});

describe('the canonical link that a page names', () => {
  it.each([
    ['https://a.example/story', 'https://b.example/copy', true],
    ['https://a.example/story', 'https://a.example/story/amp/', true],
    ['https://a.example/story', 'https://a.example/story?utm_source=x', true],
    ['https://a.example/', 'https://a.example/story', false],
    ['https://a.example', 'https://b.example/story', false],
    ['https://a.example/news', 'https://a.example/news/story-1', false],
    ['https://a.example/?p=12', 'https://a.example/story', true],
    ['not a url', 'https://a.example/story', false],
  ])('%s on %s is believed: %s', (canonical, url, isBelieved) => {
    expect(isBelievableCanonical(canonical, url)).toBe(isBelieved);
  });
});
