import mjml2html from 'mjml';
import { displayWidth } from '#src/domain/format/display-width.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { compiledDigestSchema, fillSlots, SLOTS, type DigestShift, type DigestView } from '#src/rendering/index.js';
import { DigestRenderer } from '#src/rendering/digest-renderer.js';
import { MjmlCompiler } from '#src/rendering/mjml-compiler.js';
import { aDigestView } from '../../golden/digest-fixture.js';
import { parseHtml } from './parse-html.js';

const renderer = new DigestRenderer(new MjmlCompiler());
const mine = { unsubscribeUrl: 'https://mail.example/u/t0ken', preferencesUrl: 'https://mail.example/p/t0ken' };

describe.each(LOCALES)('a digest in %s', (locale) => {
  const view = aDigestView(locale);

  test('is a document of its language with one h1, a heading per shift and quotes in their own language', async () => {
    const { html } = await renderer.render(view);
    const { elements } = parseHtml(html);
    const of = (name: string) => elements.filter((element) => element.name === name);
    expect(of('html').map(({ attributes }) => attributes['lang'])).toEqual([locale]);
    expect(of('h1')).toHaveLength(1);
    expect(of('h2')).toHaveLength(view.shifts.length);
    expect(of('blockquote').map(({ attributes, text }) => [attributes['lang'], text])).toEqual(
      view.shifts.map(({ quote }) => [quote.language, quote.text]),
    );
    expect(of('table').filter(({ attributes }) => attributes['role'] !== 'presentation')).toEqual([]);
    expect(of('img')).toEqual([]);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('prefers-color-scheme: dark');
  });

  test('links to sources over https and to the reader’s own pages through slots, and loads nothing from afar', async () => {
    const { html } = await renderer.render(view);
    const links = parseHtml(html).elements.filter(({ name }) => name === 'a');
    const targets = links.map(({ attributes }) => attributes['href']?.replaceAll('&amp;', '&'));
    const sources = view.shifts.flatMap(({ source }) => source.url ?? []);
    expect(targets).toEqual([...sources, SLOTS.preferencesUrl, SLOTS.unsubscribeUrl]);
    expect(links.every(({ text }) => text.trim().length > 0)).toBe(true);
    expect(html).not.toMatch(/@import|<link|url\(|<script|src=/);
  });

  test('stays small', async () => {
    const ten = [...view.shifts, ...view.shifts].slice(0, 10);
    const { sizeBytes, html } = await renderer.render({ ...view, shifts: ten });
    expect(sizeBytes).toBe(Buffer.byteLength(html));
    // What an editor tells sellers besides, and what came before, is some five lines a shift.
    const bare = ten.map((shift) => ({ ...shift, sellers: null, previously: null }));
    const { sizeBytes: bareBytes } = await renderer.render({ ...view, shifts: bare });
    expect(bareBytes).toBeLessThan(60_000);
    expect(sizeBytes - bareBytes).toBeLessThan(10 * 1_000);
  });

  test('says in its text part what the HTML says, within 72 columns', async () => {
    const { text } = await renderer.render(view);
    const flat = text.replace(/\n>? */g, '').replaceAll(' ', '');
    for (const shift of view.shifts) {
      expect(flat).toContain(shift.quote.text.replaceAll(' ', ''));
      if (shift.impact !== null) expect(flat).toContain(shift.impact.replace(/\s/g, ''));
      if (shift.source.url !== null) expect(text.split('\n')).toContain(shift.source.url);
    }
    expect(text.split('\n')).toEqual(expect.arrayContaining([SLOTS.unsubscribeUrl, SLOTS.preferencesUrl]));
    expect(text.split('\n').filter((line) => displayWidth(line) > 72 && !line.startsWith('https://'))).toEqual([]);
  });

  test('compiled block by block equals the document compiled at once', async () => {
    const { html, mjml } = await renderer.render(view);
    const whole = await mjml2html(mjml, { fonts: {}, keepComments: true, validationLevel: 'strict' });
    expect(whole.errors).toEqual([]);
    const body = (page: string) => parseHtml(page).elements.map(({ name, text }) => `${name} ${text.replace(/\s+/g, '')}`); // prettier-ignore
    expect(body(html)).toEqual(body(whole.html));
  });
});

test('fills the slots of one reader, and leaves none', async () => {
  const compiled = await renderer.render(aDigestView('en'));
  const { html, text, subject } = fillSlots(compiled, {
    ...mine,
    preferencesUrl: 'https://mail.example/p/a?b=1&c="2"',
  });
  expect(subject).toBe(compiled.subject);
  expect(html + text).not.toMatch(/[⟦⟧]/);
  expect(html).toContain('href="https://mail.example/p/a?b=1&amp;c=&quot;2&quot;"');
  expect(html).toContain(`href="${mine.unsubscribeUrl}"`);
  expect(text).toContain('https://mail.example/p/a?b=1&c="2"');
});

test('hands out what its schema promises, the same bytes each time', async () => {
  const first = await renderer.render(aDigestView('zh-CN'));
  expect(compiledDigestSchema.parse(first)).toEqual(first);
  expect(await new DigestRenderer(new MjmlCompiler()).render(aDigestView('zh-CN'))).toEqual(first);
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '</mj-text></mj-column></mj-section><mj-raw><b id="in">x</b></mj-raw>',
  '<mj-include path="/etc/passwd" />',
  ']]><b>x</b><![CDATA[',
  '<!--tw:block-->',
  '{{unsubscribe}} {%x%} <%= it.labels %> <%~ include("@head") %> ${x}',
  '⟦unsubscribe-url⟧ ⟦⟦unsubscribe-url⟧⟧',
  '"onmouseover="alert(1)',
  '&lt;i&gt; &amp; &#60; &nbsp;',
  '$& $1 $` $$',
  '\u202Egnp.exe\u2066 \u0000\u001b[31m',
];

test.each(HOSTILE)('takes %j as text in every place', async (evil) => {
  const [shift] = aDigestView('en').shifts as [DigestShift];
  const view: DigestView = {
    ...aDigestView('en'),
    edition: { number: 1, title: evil, date: '2026-03-09' },
    masthead: { name: evil },
    subject: evil,
    preheader: evil,
    intro: evil,
    footer: { postalAddress: evil },
    shifts: [
      {
        ...shift,
        actor: { name: evil, surface: evil },
        headline: evil,
        from: evil,
        to: evil,
        object: evil,
        attribution: evil,
        quote: { text: evil, language: 'en' },
        impact: evil,
        source: {
          ...shift.source,
          title: evil,
          publisher: evil,
          url: 'https://x.example/?a="b"&c=<d>&e=⟦unsubscribe-url⟧',
        },
      },
    ],
  };
  const compiled = await renderer.render(view);
  const plain = (await renderer.render({ ...view, ...plainly(view) })).html;
  const names = (html: string) => parseHtml(html).elements.map((element) => `${element.name} ${Object.keys(element.attributes).join()}`); // prettier-ignore
  expect(names(compiled.html)).toEqual(names(plain));
  const shown = evil.replace(/[\u0000\u001b\u202e\u2066]/gi, '').replaceAll('⟦', '〚').replaceAll('⟧', '〛').trim(); // prettier-ignore
  const { text } = parseHtml(compiled.html);
  expect(squeeze(text).split(squeeze(shown)).length).toBeGreaterThanOrEqual(12);
  for (const part of [compiled.html, compiled.text]) {
    expect(part.match(/⟦/g)).toHaveLength(2);
    expect(fillSlots({ ...compiled, html: part }, mine).html).not.toContain('⟦');
  }
});

/** The same view with harmless words. */
function plainly(view: DigestView): Partial<DigestView> {
  const [shift] = view.shifts as [DigestShift];
  const word = 'word';
  return {
    edition: { ...view.edition, title: word },
    masthead: { name: word },
    subject: word,
    preheader: word,
    intro: word,
    footer: { postalAddress: word },
    shifts: [
      {
        ...shift,
        actor: { name: word, surface: word },
        headline: word,
        from: word,
        to: word,
        object: word,
        attribution: word,
        quote: { text: word, language: 'en' },
        impact: word,
        source: { ...shift.source, title: word, publisher: word },
      },
    ],
  };
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

test('says nothing before sending when all is well', async () => {
  const view = aDigestView('en');
  const whole = view.shifts.filter(
    (shift) => shift.headline !== null && shift.impact !== null && shift.source.url !== null,
  );
  expect((await renderer.render({ ...view, shifts: whole })).warnings).toEqual([]);
});

test('warns of what an editor should look at before sending', async () => {
  const view = aDigestView('en');
  const [shift] = view.shifts as [DigestShift];
  const { warnings } = await renderer.render({
    ...view,
    subject: ' ',
    shifts: [
      { ...shift, headline: null, impact: ' ', source: { ...shift.source, url: 'http://x.example/' } },
      { ...shift, source: { ...shift.source, url: null } },
    ],
  });
  const words = warnings.map((warning) => warning.split(':')[0]);
  expect(words).toEqual(['subject.missing', 'headline.missing', 'impact.missing', 'link.insecure', 'link.missing']);
  const long = await renderer.render({
    ...view,
    subject: '长'.repeat(36),
    shifts: Array.from({ length: 25 }, () => shift),
  });
  expect(long.warnings.map((warning) => warning.split(':')[0])).toEqual(['html.too-large', 'subject.too-long']);
});

test('takes the subject as title where a reader could not read the edition’s', async () => {
  const edition = { number: 3, title: '平台优化', date: '2026-03-09' };
  const titles = await Promise.all(
    LOCALES.map(async (locale) => {
      const { html } = await renderer.render(aDigestView(locale, { edition, subject: 'The subject' }));
      return parseHtml(html).elements.find(({ name }) => name === 'h1')?.text;
    }),
  );
  expect(titles).toEqual(['平台优化', '平台優化', 'The subject']);
});

test('refuses a view that breaks its schema', async () => {
  const view = { ...aDigestView('en'), previousEditionDate: 'yesterday' };
  await expect(renderer.render(view)).rejects.toThrow('previousEditionDate');
});
