import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { DataSource } from 'typeorm';
import { DigestsApiModule } from '#src/digests/index.js';
import { TestSender } from '#src/delivery/index.js';
import { unsubscribeUrl, preferencesUrl } from '#src/domain/reader/reader-links.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { InboxModule, QueueBoardModule } from '#src/ops/index.js';
import { SiteModule } from '#src/site/index.js';
import { anApiApp, TEST_ADMIN_TOKEN, type ApiApp } from '../support/api-app.js';
import { hasBrowser, openBrowser, type Browsing } from '../support/browser.js';
import { aCompiledDigest, someSubscribers } from '../support/builders.js';
import { freePort } from '../support/free-port.js';

const describeInBrowser = hasBrowser() ? describe : describe.skip;

describeInBrowser('pages in a real browser', () => {
  let api: ApiApp;
  let base: string;
  let browsing: Browsing | undefined;
  const complaints: string[] = [];

  beforeAll(async () => {
    api = await anApiApp([SiteModule, InboxModule, QueueBoardModule, DigestsApiModule], {
      INBOX_PORT: String(await freePort()),
    });
    await api.app.listen(0, '127.0.0.1');
    base = `http://127.0.0.1:${(api.app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(() => api.close());
  beforeEach(() => {
    complaints.length = 0;
  });
  afterEach(async () => {
    await browsing?.close();
  });

  async function open(path: string, options: Parameters<typeof openBrowser>[0] = {}): Promise<Page> {
    browsing = await openBrowser(options);
    const page = await browsing.context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${base}${path}`);
    return page;
  }
  const status = async (id: string) =>
    (await api.app.get(DataSource).query(`SELECT status, locale FROM subscriber WHERE id = $1`, [id]))[0];
  const overflow = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('let a reader leave and come back on a phone, without script', async () => {
    const [reader] = await someSubscribers(api.app, 1, { locale: 'zh-CN' });
    const page = await open(unsubscribeUrl('', api.app.get(Tokens).sign('unsubscribe', reader!.id)), {
      script: false,
      width: 360,
    });
    expect((await status(reader!.id)).status).toBe('active');
    await page.locator('button').first().click();
    expect((await status(reader!.id)).status).toBe('unsubscribed');
    await page.locator('button').first().click();
    expect((await status(reader!.id)).status).toBe('active');
    expect(complaints).toEqual([]);
  });

  it('let a reader choose the language, and fit a small screen in the dark', async () => {
    const [reader] = await someSubscribers(api.app, 1, { locale: 'en' });
    const page = await open(preferencesUrl('', api.app.get(Tokens).sign('preferences', reader!.id)), {
      width: 320,
      dark: true,
    });
    expect(await overflow(page)).toBe(0);
    const choice = page.locator('[name="locale"][value="zh-TW"]');
    if ((await choice.count()) > 0) await choice.check();
    else await page.locator('select[name="locale"]').selectOption('zh-TW');
    await page.locator('button').first().click();
    expect((await status(reader!.id)).locale).toBe('zh-TW');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-TW');
    expect(complaints).toEqual([]);
  });

  it('show what arrived in the development inbox, the mail in a frame that can do nothing', async () => {
    const html = '<p id="words">你好</p><script>document.title = "broken in"</script>';
    await api.app
      .get(TestSender)
      .send({ content: aCompiledDigest({ html, subject: '测试一封' }), editionId: 'x', to: ['me@test.example'] });
    const page = await open('/inbox', { width: 900 });
    await page.getByText('测试一封').first().click();
    await expect(page.frameLocator('iframe').locator('#words').textContent()).resolves.toBe('你好');
    expect(await page.title()).not.toBe('broken in');
  });

  it('show the queues to the holder of the token only', async () => {
    browsing = await openBrowser({ width: 1_100 });
    const page = await browsing.context.newPage();
    await expect(page.goto(`${base}/admin/queues`)).rejects.toThrow('ERR_INVALID_AUTH_CREDENTIALS');
    await browsing.context.setExtraHTTPHeaders({
      Authorization: `Basic ${Buffer.from(`me:${TEST_ADMIN_TOKEN}`).toString('base64')}`,
    });
    await page.goto(`${base}/admin/queues`);
    await page.getByText('delivery').first().waitFor();
    await page.getByText('extraction').first().waitFor();
  });
});
