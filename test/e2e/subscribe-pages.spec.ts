import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:http';
import type { Page } from 'playwright-core';
import type { Locale } from '#src/domain/locale/locale.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { axeViolations } from '../support/axe.js';
import { hasBrowser, openBrowser, type Browsing } from '../support/browser.js';
import { anAddress, aSignupBench, type SignupBench } from '../medium/signup/signup-bench.js';

const describeInBrowser = hasBrowser() ? describe : describe.skip;
/** Where to put pictures of the pages for a person to look at; unset: none are taken. */
const SCREENSHOTS = process.env['SCREENSHOTS'] ?? '';

describeInBrowser('the pages of a subscription', () => {
  let bench: SignupBench;
  let base: string;
  let browsing: Browsing | undefined;
  const complaints: string[] = [];

  beforeAll(async () => {
    bench = await aSignupBench({
      SIGNUP_IP_PER_HOUR: '1000',
      SIGNUP_NETWORK_PER_HOUR: '1000',
      SIGNUP_PROOF_BITS: '10',
    });
    await bench.api.app.listen(0, '127.0.0.1');
    base = `http://127.0.0.1:${(bench.api.app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(() => bench.close());
  beforeEach(() => {
    complaints.length = 0;
  });
  afterEach(async () => {
    bench.onTime();
    await browsing?.close();
    browsing = undefined;
  });

  async function open(path: string, options: Parameters<typeof openBrowser>[0] = {}): Promise<Page> {
    browsing = await openBrowser(options);
    const page = await browsing.context.newPage();
    page.on('console', (message) => {
      // The browser itself notes every answer of 4xx.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(path.startsWith('http') ? path : `${base}${path}`);
    return page;
  }
  const linkOf = async (email: string) => {
    await bench.send();
    return `${base}${await bench.link(email)}`;
  };

  describe.each<[Locale, number, boolean]>([
    ['zh-CN', 360, false],
    ['zh-CN', 1280, true],
    ['zh-TW', 360, true],
    ['zh-TW', 1280, false],
    ['en', 360, true],
    ['en', 1280, false],
  ])('in %s, %d px wide, dark: %s', (locale, width, dark) => {
    it('fit the screen, keep the rules of axe-core, and need no script', async () => {
      const email = anAddress();
      const page = await open(`/subscribe?lang=${locale}`, { width, dark });
      const seen = async (name: string) => {
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect({ name, overflow, violations: await axeViolations(page) }).toEqual({
          name,
          overflow: 0,
          violations: [],
        });
        expect(await page.locator('html').getAttribute('lang')).toBe(locale);
        if (SCREENSHOTS !== '')
          await page.screenshot({
            path: join(SCREENSHOTS, `${name}-${locale}-${width}-${dark ? 'dark' : 'light'}.png`),
            fullPage: true,
          });
      };
      await seen('form');
      await page.setContent(
        (await bench.http().post('/subscribe').type('form').send({ lang: locale, email: 'someone@' })).text.replace(
          '/site.css',
          `${base}/site.css`,
        ),
      );
      await seen('faulty');
      await page.goto(`${base}/subscribe?lang=${locale}`);
      await page.fill('#email', email);
      await page.selectOption('#locale', locale);
      await page.locator('main button').click();
      await page.waitForURL(`${base}/subscribe`);
      await page.locator('h1').waitFor();
      await seen('asked');
      const link = await linkOf(email);
      await page.goto(link);
      await seen('confirm');
      expect(await bench.person(email)).toBeUndefined();
      await page.locator('main button').click();
      await page.locator('main button').waitFor({ state: 'detached' });
      await seen('confirmed');
      expect(await bench.person(email)).toMatchObject({ status: 'active', locale });
      await page.goto(link);
      await seen('already');
      const { id } = await bench.person(email);
      const tokens = bench.api.app.get(Tokens);
      await page.goto(`${base}/p/${tokens.sign('preferences', id)}`);
      await seen('preferences');
      await page.check('[name="topic:logistics"]');
      await page.fill('[name=actors]', 'Meta, Nobody Inc');
      await page.locator('form.main button').click();
      await page.locator('[role=alert]').waitFor();
      await seen('preferences-faulty');
      await page.fill('[name=actors]', 'Meta');
      await page.check('[name="allow:personalisation"]');
      await page.locator('form.main button').click();
      await page.locator('[role=status]').waitFor();
      await seen('preferences-saved');
      expect(await bench.person(email)).toMatchObject({ personalisation: true });
      await page.goto(`${base}/p/${tokens.sign('preferences', id)}`);
      const next = anAddress();
      await page.fill('#email', next);
      await page.locator('section[aria-labelledby=move] button').click();
      await page.locator('form').first().waitFor({ state: 'detached' });
      await seen('move-asked');
      await bench.send();
      const moveLink = /https:\/\/news\.example(\/a\/\S+)/.exec((await bench.mailsTo(next))[0]?.text ?? '')?.[1] ?? '';
      await page.goto(`${base}${moveLink}`);
      await seen('move');
      await page.locator('main button').click();
      await page.locator('main button').waitFor({ state: 'detached' });
      await seen('move-waiting');
      await page.goto(`${base}/p/${tokens.sign('preferences', id)}`);
      await page.locator('section[aria-labelledby=erasure] button').click();
      await page.locator('input[value=erase-now]').waitFor({ state: 'attached' });
      await seen('erase');
      await page.goto(`${base}/u/${tokens.sign('unsubscribe', id)}`);
      await seen('leave');
      await page.locator('main button').click();
      await page.locator('section[aria-labelledby=reason-title]').waitFor();
      await seen('left');
      await page.locator('section button').click();
      await page.locator('[role=alert]').waitFor();
      await seen('reason-faulty');
      await page.check('[value=too-often]');
      await page.fill('#words', 'x'.repeat(300));
      await page.locator('section button').click();
      await page.locator('section').waitFor({ state: 'detached' });
      await seen('thanks');
      expect(await bench.query('SELECT reason FROM leave_reason WHERE subscriber_id = $1', [id])).toEqual([
        { reason: 'too-often' },
      ]);
      await page.setExtraHTTPHeaders({ 'Accept-Language': locale });
      await page.goto(`${base}/c/x`);
      await seen('gone');
      await bench.query('UPDATE signup_count SET hits = 100000');
      await page.goto(`${base}/subscribe?lang=${locale}`);
      await page.fill('#email', email);
      await page.locator('main button').click();
      await page.waitForURL(`${base}/subscribe`);
      await page.locator('main form').waitFor({ state: 'detached' });
      await seen('limited');
      await bench.query('TRUNCATE signup_count');
      expect(complaints).toEqual([]);
    });
  });

  it('take a subscription from a phone without script', async () => {
    const email = anAddress();
    const page = await open('/subscribe?lang=zh-CN', { width: 360, script: false });
    await page.fill('#email', email);
    await page.check('[name=tracking]');
    bench.ahead(5 / 86_400);
    await page.locator('main button').click();
    expect(await page.locator('h1').textContent()).toBe('请查看您的邮箱');
    await page.goto(await linkOf(email));
    await page.locator('main button').click();
    expect(await page.locator('h1').textContent()).toBe('订阅成功');
    expect(await bench.person(email)).toMatchObject({ status: 'active', tracking: true, personalisation: false });
  });

  it('are worked by the keyboard alone; the trap cannot be reached', async () => {
    const email = anAddress();
    const page = await open('/subscribe?lang=en', { width: 1280 });
    await page.locator('#email').focus();
    await page.keyboard.type(email);
    const reached = [];
    for (let n = 0; n < 4; n += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate('document.activeElement.name || document.activeElement.localName'));
    }
    expect(reached).toEqual(['locale', 'personalisation', 'tracking', 'button']);
    await page.keyboard.press('Enter');
    await page.getByText('Look into your inbox').waitFor();
    await bench.idle();
    expect(await bench.query('SELECT purposes FROM signup WHERE email = $1', [email])).toEqual([
      { purposes: ['newsletter'] },
    ]);
  });

  it('let the script do the proof, so that a request counts once', async () => {
    await bench.query('TRUNCATE signup_count');
    const page = await open('/subscribe?lang=en');
    await page.fill('#email', anAddress());
    await page.locator('main button').click();
    await page.getByText('Look into your inbox').waitFor();
    expect(await bench.query(`SELECT hits FROM signup_count WHERE scope = 'ip'`)).toEqual([{ hits: 1 }]);
    expect(complaints).toEqual([]);
  });

  describe('from a form on another site', () => {
    let blog: Server;
    let blogUrl: string;
    beforeAll(async () => {
      blog = createServer((_request, response) => {
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.end(
          `<!doctype html><html lang="en"><title>Blog</title><form method="post" action="${base}/subscribe">
           <input type="hidden" name="locale" value="en"><input type="hidden" name="lang" value="en">
           <input type="hidden" name="wording" value="2026-11"><input type="hidden" name="form" value="blog">
           <label>E-mail <input type="email" name="email" required></label><button>Subscribe</button></form>`,
        );
      });
      await new Promise<void>((listening) => blog.listen(0, 'localhost', listening));
      blogUrl = `http://localhost:${(blog.address() as AddressInfo).port}/`;
    });
    afterAll(() => blog.close());

    it('a person presses once more on our page', async () => {
      const email = anAddress();
      const page = await open(blogUrl);
      await page.fill('[name=email]', email);
      await page.locator('button').click();
      await page.waitForURL(`${base}/subscribe`);
      expect(await page.locator('h1').textContent()).toBe('One more step');
      expect(await axeViolations(page)).toEqual([]);
      if (SCREENSHOTS !== '') await page.screenshot({ path: join(SCREENSHOTS, 'person-en-375-light.png') });
      await page.locator('main button').click();
      await page.getByText('Look into your inbox').waitFor();
      await bench.idle();
      expect(await bench.query('SELECT form FROM signup WHERE email = $1', [email])).toEqual([{ form: 'blog' }]);
      expect(complaints).toEqual([]);
    });
  });

  it('press their button themselves when the operator wants it', async () => {
    const auto = await aSignupBench({ SIGNUP_AUTO_CONFIRM: 'true', DATABASE_URL: bench.api.url });
    await auto.api.app.listen(0, '127.0.0.1');
    const { port } = auto.api.app.getHttpServer().address() as AddressInfo;
    const email = anAddress();
    await bench.ask(email);
    const page = await open(`http://127.0.0.1:${port}${await bench.link(email)}`);
    await page.getByText('You are subscribed').waitFor();
    expect(await bench.person(email)).toMatchObject({ status: 'active' });
    expect(complaints).toEqual([]);
    await page.close();
    await browsing?.close();
    browsing = undefined;
    await auto.close();
  });
});
