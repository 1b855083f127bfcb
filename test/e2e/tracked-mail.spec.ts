import { LOCALES } from '#src/domain/locale/locale.js';
import { cutAtSlots, type PersonalDigest } from '#src/rendering/index.js';
import { DigestRenderer } from '#src/rendering/digest-renderer.js';
import { MjmlCompiler } from '#src/rendering/mjml-compiler.js';
import { aDigestView } from '../golden/digest-fixture.js';
import { hasBrowser, openBrowser, type Browsing } from '../support/browser.js';

const describeInBrowser = hasBrowser() ? describe : describe.skip;
const PICTURE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** As it stands in a mailbox: every link leads to a place of its own. */
function closed(html: PersonalDigest['html']): string {
  const { texts, slots } = cutAtSlots(html);
  return texts
    .map((text, index) => `${text}${slots[index] === undefined ? '' : `https://news.example/${slots[index]}`}`)
    .join('');
}

describeInBrowser('a tracked mail in a real browser', () => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await openBrowser({ script: false });
    await browsing.context.route('**/*', (route) => route.fulfill({ contentType: 'image/gif', body: PICTURE }));
  });
  afterAll(() => browsing.close());

  it.each(LOCALES)('in %s looks like the untracked one, on a phone and a desk, by day and night', async (locale) => {
    const { content, tracked } = await new DigestRenderer(new MjmlCompiler()).press(aDigestView(locale));
    const page = await browsing.context.newPage();
    for (const width of [360, 1280])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        const shots: Buffer[] = [];
        for (const html of [content.html, tracked.html]) {
          await page.setContent(closed(html), { waitUntil: 'load' });
          shots.push(await page.locator('body > div:visible').first().screenshot({ timeout: 10_000 }));
        }
        expect([width, colorScheme, shots[0]!.equals(shots[1]!)]).toEqual([width, colorScheme, true]);
      }
    await page.close();
  });

  it('has no stop for the keyboard, and nothing for a screen reader, that the untracked one has not', async () => {
    const { content, tracked } = await new DigestRenderer(new MjmlCompiler()).press(aDigestView('en'));
    const page = await browsing.context.newPage();
    const seen: { links: number; tree: string }[] = [];
    for (const html of [content.html, tracked.html]) {
      await page.setContent(closed(html));
      const tree = await page.locator('body').ariaSnapshot();
      seen.push({ links: await page.getByRole('link').count(), tree: tree.replaceAll(/\/url: .*/g, '') });
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]!.links).toBeGreaterThan(3);
    await page.close();
  });
});
