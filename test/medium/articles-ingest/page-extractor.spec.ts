import { sanitiseArticle, textOfHtml } from '#src/articles/html-text.js';
import { extractPage } from '#src/articles/ingest/page-extractor.js';
import { HEADLINE, PAGES, PARAGRAPHS } from '../../support/pages.js';

beforeEach(() => {
  // defuddle writes what it cannot read there; in the program it runs in a thread whose output is dropped.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

const URL_OF_PAGE = 'https://one.example/news/2026/1.html';
const read = (html: string) => extractPage(html, URL_OF_PAGE);
const words = (html: string) => {
  const { content } = read(html);
  return content === null ? null : textOfHtml(sanitiseArticle(content.html));
};

describe('the article of a page', () => {
  it.each([
    ['article', 'full'],
    ['divSoup', 'full'],
    ['breaks', 'full'],
    ['weChat', 'full'],
    ['jsonLdOnly', 'full'],
  ] as const)('is read whole from a page of the kind %s, without its frame', (kind, quality) => {
    const { content } = read(PAGES[kind]);
    expect(content?.quality).toBe(quality);
    const text = words(PAGES[kind]) ?? '';
    for (const paragraph of PARAGRAPHS) expect(text).toContain(paragraph);
    expect(text).not.toMatch(/ICP备|版权所有|扫码|首页|轻触查看原文/);
  });

  it('is read from JSON-LD where the page shows nothing else, with what stands there', () => {
    expect(read(PAGES.jsonLdOnly)).toMatchObject({
      title: HEADLINE,
      author: '林记者',
      publisher: '某某网',
      published: ['2026-11-20T09:30:00+08:00'],
    });
  });

  it('keeps the account and the time of a WeChat page', () => {
    expect(read(PAGES.weChat)).toMatchObject({
      title: HEADLINE,
      publisher: '跨境观察',
      published: ['2026-11-20 09:30'],
    });
  });

  it('may be short', () => {
    const text = words(PAGES.short) ?? '';
    expect(text).toContain(PARAGRAPHS[0]);
    expect(text).toContain(PARAGRAPHS[5]);
    expect(text).not.toContain('ICP备');
    expect(read(PAGES.short).content?.quality).toBe('full');
  });

  it('is a part when the page says that the rest costs money', () => {
    expect(read(PAGES.paywalled).content?.quality).toBe('partial');
  });

  it('is its description when there is nothing else, and says so', () => {
    expect(read(PAGES.descriptionOnly).content).toMatchObject({ by: 'description', quality: 'summary_only' });
    expect(words(PAGES.descriptionOnly)).toBe('星河平台将下调服装类目佣金，并停止自建海外仓。');
  });

  it.each(['footerOnly', 'challenge'] as const)('is nothing on a page of the kind %s', (kind) => {
    expect(read(PAGES[kind]).content).toBeNull();
  });

  it('has absolute links, by the base of the page', () => {
    const body = PARAGRAPHS.map((text, at) => `<p>${text}<a href="more/${at}?a=1&amp;b=2">更多</a></p>`).join('');
    const html = `<html><head><base href="/base/"><title>x</title></head><body><article>${body}</article></body></html>`;
    expect(read(html).content?.html).toContain('href="https://one.example/base/more/0?a=1&amp;b=2"');
  });

  it('finds the feeds of a site', () => {
    const html = `<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel="alternate" type="application/atom+xml" href="javascript:x">
      <link rel="alternate" hreflang="en" href="/en"><link rel="alternate home" type="application/feed+json" href="https://two.example/j"></head><body></body></html>`;
    expect(read(html).feeds).toEqual(['https://one.example/feed.xml', 'https://two.example/j']);
  });

  it.each([
    ['nothing', ''],
    ['no HTML', 'just words, that is all'],
    ['a frameset', '<frameset cols="1,2"><frame src="a"></frameset>'],
    ['deep nesting', '<div>'.repeat(20_000)],
    ['broken JSON-LD', '<script type="application/ld+json">{"@type":"NewsArticle",</script>'],
    [
      'JSON-LD of odd types',
      '<script type="application/ld+json">[null,1,"x",{"@graph":{"@type":["NewsArticle",3],"articleBody":{"a":1},"author":null}}]</script>',
    ],
    [
      'a picture that must not be asked for',
      '<meta property="og:image" content="http://169.254.169.254/"><img src="http://127.0.0.1/">',
    ],
  ])('is looked for in %s without a fault', (_, html) => {
    expect(() => read(html)).not.toThrow();
  });
});
