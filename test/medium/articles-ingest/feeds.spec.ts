import { parseDocument, type ParseJob } from '#src/articles/ingest/parse-document.js';

const read = async (text: string | Buffer, more: Partial<ParseJob> = {}) =>
  parseDocument({
    as: 'feed',
    bytes: Buffer.from(text as string),
    url: 'https://one.example/feeds/all.xml',
    contentType: 'text/xml',
    language: null,
    zone: 'UTC',
    fetchedAt: new Date('2026-11-27T00:00:00Z'),
    ...more,
  });
const items = async (text: string | Buffer, more: Partial<ParseJob> = {}) => (await read(text, more)).feed?.items ?? [];
const rss = (inner: string, head = '') =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${head}${inner}</channel></rss>`;

describe('a feed', () => {
  it('may have bare ampersands, blank lines before it and control characters in it', async () => {
    const text = `\n\n ${rss('<item><title>A & B\u0008\u0000</title><link>https://one.example/?a=1&b=2</link></item>')}`;
    expect(await items(text)).toMatchObject([{ title: 'A & B', link: 'https://one.example/?a=1&b=2' }]);
    expect((await read(text)).warnings).toContain('control-characters');
  });

  it('may break off; its whole items are kept', async () => {
    const whole = rss(
      '<item><title>A</title><link>https://one.example/a</link></item><item><title>B</title><link>https://one.example/b</link></item>',
    );
    for (let cut = whole.indexOf('</item>') + 8; cut < whole.length; cut += 3) {
      const found = await items(whole.slice(0, cut));
      expect(found[0]).toMatchObject({ title: 'A', link: 'https://one.example/a' });
    }
  });

  it('does not blow up with its entities', async () => {
    const levels = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${levels}]><rss version="2.0"><channel><title>T</title><item><title>&l12;</title></item></channel></rss>`;
    const begun = performance.now();
    expect(JSON.stringify((await read(bomb)).feed ?? '').length).toBeLessThan(10_000);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it.each(['<html><head><title>Just a moment...</title></head></html>', '{"error":1}', '', 'x', '<a/>'])(
    'is none: %s',
    async (text) => {
      expect((await read(text)).feed).toBeNull();
    },
  );

  it('resolves links of RSS against the site, and those of its words against their page', async () => {
    const text = rss(
      '<item><title>A</title><link>/posts/a.html</link><description>&lt;img src="/wp-content/b.png"&gt;&lt;a href="c"&gt;c&lt;/a&gt;</description></item>' +
        '<item><title>B</title><link>https://proxy.example/r/1</link><description>&lt;img src="/wp-content/b.png"&gt;</description></item>',
      '<link>https://site.example/blog/</link>',
    );
    const [a, b] = await items(text);
    expect(a?.link).toBe('https://site.example/posts/a.html');
    expect(a?.html).toContain('src="https://site.example/wp-content/b.png"');
    expect(a?.html).toContain('href="https://site.example/posts/c"');
    expect(b?.html).toContain('src="https://site.example/wp-content/b.png"');
  });

  it('resolves links of Atom by every xml:base (case 13)', async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/blog/" xml:lang="zh-TW"><title>F</title><id>u</id>
      <entry xml:base="2024/"><title type="html">甲 &amp;lt;乙&amp;gt; &lt;b&gt;丙&lt;/b&gt;</title><link href="123.html"/><id>i</id><updated>2020-11-08T16:20:00-05:00Z</updated>
      <content type="html" xml:base="img/">&lt;p&gt;字&lt;img src="bird.jpg"&gt;&lt;/p&gt;</content></entry></feed>`;
    expect((await read(atom)).feed?.language).toBe('zh-TW');
    expect(await items(atom)).toMatchObject([
      {
        guid: 'i',
        link: 'https://one.example/blog/2024/123.html',
        title: '甲 <乙> 丙',
        html: '<p>字<img src="https://one.example/blog/2024/img/bird.jpg"></p>',
        published: { at: new Date('2020-11-08T21:20:00Z'), source: 'feed' },
      },
    ]);
  });

  it('may be RDF or JSON', async () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>R</title><link>https://r.example/</link></channel>
      <item rdf:about="https://r.example/1"><title>t1</title><link>https://r.example/1</link><dc:date>2020-01-02T00:00:00+08:00</dc:date></item></rdf:RDF>`;
    expect(await items(rdf)).toMatchObject([
      { guid: 'https://r.example/1', published: { at: new Date('2020-01-01T16:00:00Z') } },
    ]);
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      items: [{ id: '1', url: 'b', title: 't', content_text: 'a < b\n\nc' }],
    });
    expect(await items(json)).toMatchObject([
      { guid: '1', link: 'https://one.example/feeds/b', html: 'a &lt; b<br>c', published: { source: 'fetched' } },
    ]);
  });

  it('takes the longer of two texts for the article, wherever it stands', async () => {
    const text = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>A</title><description>${'长'.repeat(50)}</description><content:encoded>短</content:encoded></item></channel></rss>`;
    expect(await items(text)).toMatchObject([{ html: '长'.repeat(50), summary: '短' }]);
  });

  it('in GBK is readable (case 1), and one that was spoilt before says so (case 4)', async () => {
    const head = Buffer.from('<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><item><title>');
    const gbk = Buffer.concat([
      head,
      Buffer.from('c6bdcca8d0fbb2bcb5f7d5fb', 'hex'),
      Buffer.from('</title></item></channel></rss>'),
    ]);
    expect(await items(gbk)).toMatchObject([{ title: '平台宣布调整' }]);
    expect((await read(rss('<item><title>鐨勬憜鐑傛棩璁</title></item>'))).warnings).toContain('mojibake');
  });
});
