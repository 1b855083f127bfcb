import { nestedBase, resolveLink, resolveLinksInHtml } from './base-url.js';

describe('links of a feed', () => {
  it('resolve against the innermost xml:base, each base against the one outside it (case 13)', () => {
    const base = nestedBase(
      'https://one.example/feed/atom.xml',
      'https://two.example/blog/',
      'posts/',
      undefined,
      '2024/',
    );
    expect(base).toBe('https://two.example/blog/posts/2024/');
    expect(resolveLink('images/bird.jpg', base)).toBe('https://two.example/blog/posts/2024/images/bird.jpg');
  });

  it('resolve against the document when there is no base, or none that is a URL (case 14)', () => {
    expect(resolveLink('/wp-content/a.png', nestedBase('https://one.example/posts/1', null, 'http://[', ''))).toBe(
      'https://one.example/wp-content/a.png',
    );
  });

  it.each([
    ['//two.example/a', 'https://two.example/a'],
    ['?p=1', 'https://one.example/feed/?p=1'],
    [' https://one.example/a b ', 'https://one.example/a%20b'],
    ['https://one.example/\na', 'https://one.example/a'],
    ['', null],
    [null, null],
    ['javascript:alert(1)', null],
    ['mailto:a@b.example', null],
    ['file:///etc/passwd', null],
    ['http://', null],
    [`https://one.example/${'a'.repeat(3_000)}`, null],
  ])('%s becomes %s', (link, expected) => {
    expect(resolveLink(link, 'https://one.example/feed/')).toBe(expected);
  });

  it('of its HTML become absolute, in any spelling, and nothing else changes', () => {
    const html = `<p>a href="x"</p><a class="k" href="/a?b=1&amp;c=2">x</a><img src='i.png'><a href=y>z</a><a href="#n">n</a><a href="javascript:x">j</a>`;
    expect(resolveLinksInHtml(html, 'https://one.example/p/')).toBe(
      `<p>a href="x"</p><a class="k" href="https://one.example/a?b=1&amp;c=2">x</a><img src="https://one.example/p/i.png"><a href="https://one.example/p/y">z</a><a href="#n">n</a><a href="javascript:x">j</a>`,
    );
  });
});
