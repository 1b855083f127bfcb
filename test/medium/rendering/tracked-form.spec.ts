import { LOCALES } from '#src/domain/locale/locale.js';
import { cutAtSlots } from '#src/rendering/index.js';
import { DigestRenderer } from '#src/rendering/digest-renderer.js';
import { MjmlCompiler } from '#src/rendering/mjml-compiler.js';
import { aDigestView } from '../../golden/digest-fixture.js';
import { parseHtml } from './parse-html.js';

const renderer = new DigestRenderer(new MjmlCompiler());

describe.each(LOCALES)('the tracked form of a digest in %s', (locale) => {
  const view = aDigestView(locale);

  test('is the untracked one but for where sources lead, and two things at its end that nobody sees', async () => {
    const { content, tracked } = await renderer.press(view);
    const filled = tracked.html.replaceAll(/⟦link-(\d+)⟧/g, (_, at: string) =>
      (tracked.links[Number(at)]?.url ?? '').replaceAll('&', '&amp;'),
    );
    const [before, after] = content.html.split('</body>');
    expect(filled.startsWith(before!)).toBe(true);
    expect(filled.endsWith(`</body>${after!}`)).toBe(true);
    const beacons = filled.slice(before!.length, filled.length - `</body>${after!}`.length);
    expect(parseHtml(beacons).elements.map(({ name }) => name)).toEqual(['a', 'img']);
    expect(parseHtml(beacons).text.trim()).toBe('');
  });

  test('has a place for the canary and one for each source, and slots for no other link', async () => {
    const { tracked } = await renderer.press(view);
    const sources = view.shifts.filter(({ source }) => source.url !== null);
    expect(tracked.links).toEqual([
      { place: 'canary', url: null },
      ...sources.map(({ id, source }) => ({ place: `source:${id}`, url: source.url })),
    ]);
    const { slots } = cutAtSlots(tracked.html);
    expect(slots).toEqual([
      ...sources.map((_, index) => `link-${index + 1}`),
      'preferencesUrl',
      'unsubscribeUrl',
      'link-0',
      'openUrl',
    ]);
  });
});

test('what cannot be followed through us stays direct, in both forms', async () => {
  const view = aDigestView('en');
  const [first, second] = view.shifts;
  const url = 'https://user:secret@a.example/x';
  const shifts = [{ ...first!, source: { ...first!.source, url } }, second!];
  const { content, tracked } = await renderer.press({ ...view, shifts });
  expect(tracked.links.map(({ place }) => place)).toEqual(['canary', `source:${second!.id}`]);
  for (const html of [content.html, tracked.html]) expect(html).toContain(`href="${url}"`);
});

test('words that look like a slot are none', async () => {
  const view = aDigestView('en');
  const [first] = view.shifts;
  const shifts = [{ ...first!, headline: 'Look: ⟦link-0⟧ ⟦open-url⟧' }];
  const { content, tracked } = await renderer.press({ ...view, shifts });
  expect(content.html).toContain('Look: 〚link-0〛 〚open-url〛');
  expect(cutAtSlots(content.html).slots).toEqual(['preferencesUrl', 'unsubscribeUrl']);
  expect(cutAtSlots(tracked.html).slots).toEqual(['link-1', 'preferencesUrl', 'unsubscribeUrl', 'link-0', 'openUrl']);
});

test('the same shift twice, or two shifts of one source, are followed each in its place', async () => {
  const view = aDigestView('en');
  const [first, second] = view.shifts;
  const same = { ...second!, source: { ...second!.source, url: first!.source.url } };
  const { content, tracked } = await renderer.press({ ...view, shifts: [first!, same, first!] });
  expect(content.html).not.toContain('⟦link');
  const ours = cutAtSlots(tracked.html).slots.filter((slot) => slot.startsWith('link-') && slot !== 'link-0');
  expect(ours).toEqual(['link-1', 'link-2', 'link-1']);
  expect(tracked.links.map(({ url }) => url)).toEqual([null, first!.source.url, first!.source.url, first!.source.url]);
});
