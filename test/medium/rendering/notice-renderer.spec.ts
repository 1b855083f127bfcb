import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { MjmlCompiler } from '#src/rendering/mjml-compiler.js';
import { NoticeRenderer } from '#src/rendering/notice-renderer.js';
import type { OperatorAlertView } from '#src/rendering/notice.js';

const renderer = new NoticeRenderer(new MjmlCompiler());

const EDITION = '018f0000-0000-7000-8000-0000000000aa';
function aView(given: Partial<OperatorAlertView> = {}): OperatorAlertView {
  return {
    about: 'paused',
    locale: 'en',
    masthead: 'Tradewind',
    edition: { id: EDITION, title: '方向变了 · A shift' },
    reason: 'auth: 535 5.7.8 no',
    counts: { frozen: 12, accepted: 3, failed: 1, uncertain: 2, open: 6 },
    progressUrl: `https://news.example/api/admin/runs/${EDITION}/progress`,
    postalAddress: '1 Test Street',
    ...given,
  };
}

describe('the alert of a paused run', () => {
  it.each<[Locale, RegExp]>([
    ['en', /3 of 12 accepted, 1 failed, 2 uncertain, 6 not sent yet/],
    ['zh-CN', /共 12 封：已接收 3，失败 1，不确定 2，尚未发送 6/],
    ['zh-TW', /共 12 封：已接收 3，失敗 1，不確定 2，尚未寄送 6/],
  ])('tells in %s which edition, why, how far it came, and where to look', async (locale, counts) => {
    const { subject, html, text } = await renderer.operatorAlert(aView({ locale }));
    expect(subject).toContain('方向变了 · A shift');
    for (const body of [html, text]) {
      expect(body).toContain(EDITION);
      expect(body).toContain('auth: 535 5.7.8 no');
      expect(body.replaceAll('\n', ' ')).toMatch(counts);
      expect(body).toContain(`https://news.example/api/admin/runs/${EDITION}/progress`);
    }
    expect(html).toContain(`lang="${locale}"`);
  });

  it('shows what a relay says as text, whatever it says', async () => {
    const reason = '550 <script>alert(1)</script> ⟦unsubscribe-url⟧ <%= it %>';
    const { html, text } = await renderer.operatorAlert(aView({ reason }));
    expect(html).toContain('550 &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html + text).not.toContain('⟦');
    expect(text).toContain('<%= it %>');
  });

  it('names the edition by its id when it has no title', async () => {
    const { subject } = await renderer.operatorAlert(aView({ edition: { id: EDITION, title: '' } }));
    expect(subject).toBe(`[Tradewind] Run paused: ${EDITION}`);
  });

  it('needs no word of another language', async () => {
    const texts = await Promise.all(
      LOCALES.map(async (locale) => (await renderer.operatorAlert(aView({ locale }))).text),
    );
    expect(new Set(texts).size).toBe(3);
  });
});

describe('the alert of a provider that blocks us', () => {
  it.each<[Locale, string]>([
    ['en', 'Mails blocked'],
    ['zh-CN', '邮件被拦截'],
    ['zh-TW', '郵件遭攔截'],
  ])('says in %s that nothing is paused but the lane', async (locale, words) => {
    const { subject, text } = await renderer.operatorAlert(aView({ locale, about: 'blocked' }));
    expect(subject).toContain(words);
    expect(text).toContain('/api/admin/lanes');
    expect(text).not.toMatch(/paused itself|已自动暂停|已自動暫停/);
  });
});

describe('the mail of the double opt-in', () => {
  const view = (locale: Locale) => ({
    locale,
    masthead: 'Tide & <Times>',
    days: 7,
    confirmUrl: 'https://news.example/c/k1.abc.def',
    postalAddress: '1 Test Street',
  });

  it.each<[Locale, string, RegExp]>([
    ['en', 'Please confirm your subscription to Tide & <Times>', /deleted after 7 days/],
    ['zh-CN', '请确认订阅《Tide & <Times>》', /7 天后删除/],
    ['zh-TW', '請確認訂閱《Tide & <Times>》', /7 天後刪除/],
  ])('says in %s what it is for, where to press, and what happens otherwise', async (locale, subject, otherwise) => {
    const { html, text, subject: given } = await renderer.confirmation(view(locale));
    expect(given).toBe(subject);
    expect(text.replaceAll('\n', ' ')).toMatch(otherwise);
    expect(text).toMatch(/^https:\/\/news\.example\/c\/k1\.abc\.def$/m);
    expect(html).toContain('href="https://news.example/c/k1.abc.def"');
    expect(html).toContain('Tide &amp; &lt;Times&gt;');
    expect(text).toContain('1 Test Street');
  });

  it('holds one link, no picture and nothing to follow a reader by', async () => {
    const { html } = await renderer.confirmation(view('en'));
    expect(new Set(html.match(/https?:\/\/[^"<\s]+/g)?.filter((url) => !url.includes('w3.org')))).toEqual(
      new Set(['https://news.example/c/k1.abc.def']),
    );
    expect(html).not.toMatch(/<img/i);
  });
});
