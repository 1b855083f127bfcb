import { readFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import request from 'supertest';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { Tokens, type TokenPurpose } from '#src/foundation/tokens/tokens.js';
import { Unsubscriber } from '#src/feedback/index.js';
import { SiteModule } from '#src/site/index.js';
import { SubscriberDesk, SubscribersModule, SuppressionDesk } from '#src/subscribers/index.js';
import type { CreateSubscriber } from '#src/subscribers/subscriber.dto.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';

let api: ApiApp;
let db: DataSource;
beforeAll(async () => {
  api = await anApiApp([SubscribersModule, SiteModule], { MAIL_FROM_NAME: 'Tide & <Times> $& "x"' });
  db = api.app.get(DataSource);
  await api.app.listen(0, '127.0.0.1');
});
afterAll(() => api.close());

const http = () => request(api.app.getHttpServer());
const sign = (purpose: TokenPurpose, id: string) => api.app.get(Tokens).sign(purpose, id);

let count = 0;
async function aReader(extra: Partial<CreateSubscriber> = {}) {
  const email = `reader${(count += 1)}@example.com`;
  const input = { email, locale: 'zh-CN', timeZone: 'Asia/Shanghai', ...extra } as const;
  const { subscriber } = await api.app.get(SubscriberDesk).create(input, 'test');
  const { id } = subscriber;
  return { id, email, u: `/u/${sign('unsubscribe', id)}`, p: `/p/${sign('preferences', id)}` };
}
const stateOf = async (id: string) =>
  (
    await selectRows<{ status: string; locale: string; zone: string; version: number; consents: string[] }>(
      db,
      `SELECT status, locale, time_zone AS zone, version,
         (SELECT array_agg(action || ' ' || source ORDER BY id) FROM consent_event WHERE subscriber_id = s.id) AS consents
       FROM subscriber s WHERE id = $1`,
      [id],
    )
  )[0];
const everything = () =>
  selectRows(db, `SELECT s.*, (SELECT count(*) FROM consent_event) AS events FROM subscriber s ORDER BY id`);
/** Flips a bit of the signature. */
const forge = (path: string) => path.slice(0, -2) + (path.at(-2) === 'A' ? 'B' : 'A') + (path.at(-1) ?? '');
const form = (path: string, fields: Record<string, string>) => http().post(path).type('form').send(fields);
const oneClick = (path: string) => form(path, { 'List-Unsubscribe': 'One-Click' });

describe('the unsubscribe link', () => {
  it('opened a hundred times by GET and HEAD changes nothing', async () => {
    const { id, u, p } = await aReader();
    const before = await everything();
    for (let n = 0; n < 25; n += 1) {
      await http().get(u).expect(200);
      await http().head(u).expect(200);
      await http().get(p).expect(200);
      await http().head(p).expect(200);
    }
    await http().options(u);
    await http().get(`${u}?List-Unsubscribe=One-Click&act=leave`).expect(200);
    expect(await everything()).toEqual(before);
    expect(await stateOf(id)).toMatchObject({ status: 'active', version: 1 });
  });

  it('shows a form with one button, in the language of the reader', async () => {
    const { u } = await aReader({ locale: 'zh-TW' });
    const { text, headers } = await http().get(u).set('Accept-Language', 'en').expect(200);
    expect(text).toContain('<html lang="zh-TW">');
    expect(headers['content-language']).toBe('zh-TW');
    expect(text.match(/<form /g)).toHaveLength(1);
    expect(text.match(/<button/g)).toHaveLength(1);
    expect(text).toContain('取消訂閱');
  });

  it('escapes the name of the newsletter and names nobody', async () => {
    const { u, email } = await aReader({ name: 'Secret Name', locale: 'en' });
    const { text } = await http().get(u).expect(200);
    expect(text).toContain('Unsubscribe from Tide &amp; &lt;Times&gt; $&amp; &quot;x&quot;?');
    expect(text).not.toContain(email);
    expect(text).not.toContain('Secret Name');
  });
});

describe('a one-click post (RFC 8058)', () => {
  it('as a urlencoded form takes effect at once, without cookies, redirect or login', async () => {
    const { id, u } = await aReader();
    const answer = await oneClick(u).expect(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['location']).toBeUndefined();
    expect(await stateOf(id)).toMatchObject({
      status: 'unsubscribed',
      consents: ['subscribed api', 'unsubscribed one-click'],
    });
  });

  it('as a multipart form does the same', async () => {
    const { id, u } = await aReader();
    await http().post(u).field('List-Unsubscribe', 'One-Click').expect(200);
    expect(await stateOf(id)).toMatchObject({
      status: 'unsubscribed',
      consents: ['subscribed api', 'unsubscribed one-click'],
    });
  });

  it.each([
    ['urlencoded', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart',
      'multipart/form-data; boundary=FormBoundary',
      '--FormBoundary\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--FormBoundary--\r\n',
    ],
    ['empty', 'application/x-www-form-urlencoded', ''],
  ])('written byte by byte on the wire, %s, is answered with 200', async (_, type, body) => {
    const { id, u } = await aReader();
    const { port } = api.app.getHttpServer().address() as AddressInfo;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('end', () => { resolve(text); }); // prettier-ignore
      socket.on('error', reject);
      socket.write(
        `POST ${u} HTTP/1.1\r\nHost: news.example\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`,
      );
      socket.write(body);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(await stateOf(id)).toMatchObject({ status: 'unsubscribed' });
  });

  it('repeated and doubled leaves one consent event', async () => {
    const { id, u } = await aReader();
    await Promise.all(Array.from({ length: 5 }, () => oneClick(u).expect(200)));
    await oneClick(u).expect(200);
    expect(await stateOf(id)).toMatchObject({ version: 2, consents: ['subscribed api', 'unsubscribed one-click'] });
  });

  it('works with a trailing slash, since a redirect is not allowed', async () => {
    const { id, u } = await aReader();
    await oneClick(`${u}/`).expect(200);
    expect(await stateOf(id)).toMatchObject({ status: 'unsubscribed' });
  });

  it('larger than 64 kB is refused, with an answer, and changes nothing', async () => {
    const { id, u } = await aReader();
    await http().post(u).set('Content-Type', 'multipart/form-data; boundary=x').send('x'.repeat(300_000)).expect(413);
    const { text, headers } = await form(u, { pad: 'x'.repeat(100_000) }).expect(413);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('<h1>');
    expect(await stateOf(id)).toMatchObject({ status: 'active' });
  });
});

describe('the button of the page', () => {
  it('leaves, shows what is done with an undo, and the undo brings back with its own consent event', async () => {
    const { id, u } = await aReader();
    const left = await form(u, { act: 'leave' }).expect(200);
    expect(left.text).toContain('您已退订');
    expect(left.text).toContain('name="act" value="again"');
    const back = await form(u, { act: 'again' }).expect(200);
    expect(back.text).toContain('已恢复订阅');
    await form(u, { act: 'again' }).expect(200);
    expect(await stateOf(id)).toMatchObject({
      status: 'active',
      consents: ['subscribed api', 'unsubscribed page', 'subscribed page'],
    });
  });

  it('is gone when the reader has left already; the page offers the way back', async () => {
    const { u } = await aReader();
    await oneClick(u);
    const { text } = await http().get(u).expect(200);
    expect(text).toContain('您已退订');
    expect(text).toContain('value="again"');
  });

  it('never brings back a suppressed address', async () => {
    const { id, email, u, p } = await aReader({ locale: 'en' });
    await oneClick(u);
    await api.app.get(SuppressionDesk).suppress(email, 'test');
    for (const path of [u, p]) {
      const { text } = await form(path, { act: 'again' }).expect(200);
      expect(text).toContain('We cannot subscribe you again');
    }
    expect(await stateOf(id)).toMatchObject({ status: 'unsubscribed' });
  });

  it('a post that carries both one-click and undo leaves', async () => {
    const { id, u } = await aReader();
    await form(u, { 'List-Unsubscribe': 'One-Click', act: 'again' }).expect(200);
    expect(await stateOf(id)).toMatchObject({ status: 'unsubscribed' });
  });
});

describe('leaving', () => {
  it('says what came of it, and knows nobody by a wrong id', async () => {
    const unsubscriber = api.app.get(Unsubscriber, { strict: false });
    const { id } = await aReader();
    expect(await unsubscriber.leave(id, 'page')).toBe('left');
    expect(await unsubscriber.leave(id, 'one-click')).toBe('already-left');
    expect(await unsubscriber.comeBack(id)).toBe('back');
    expect(await unsubscriber.comeBack(id)).toBe('already-there');
    const nobody = '019395a0-0000-7000-8000-000000000000';
    expect(await unsubscriber.leave(nobody, 'page')).toBe('unknown');
    expect(await unsubscriber.comeBack(nobody)).toBe('unknown');
  });
});

describe('a forged or foreign token', () => {
  it('gets the same answers as a genuine one, and nothing changes', async () => {
    const { id, u, p } = await aReader({ locale: 'en', timeZone: 'UTC' });
    const other = await aReader({ locale: 'en', timeZone: 'UTC' });
    const before = await stateOf(id);
    const foreignU = `/u/${p.slice(3)}`;
    const foreignP = `/p/${u.slice(3)}`;
    const gone = await aReader({ locale: 'en', timeZone: 'UTC' });
    await api.app.get(SubscriberDesk).erase(gone.id, 'test');
    const comparable = async (test: request.Test) => {
      const { status, text, headers } = await test.set('Accept-Language', 'en');
      const { 'x-request-id': _, date: __, etag: ___, ...rest } = headers as Record<string, string>;
      // The question why they left has a token of its own, whoever they are.
      return { status, text: text.replace(/\/w\/k1\.[\w-]{22}\.[\w-]{43}/, '/w/token'), headers: rest };
    };
    const asks: [string, (path: string) => request.Test, string[]][] = [
      [other.u, (path) => http().get(path), [forge(u), foreignU, '/u/x', '/u/a.b.c', gone.u]],
      [other.p, (path) => http().get(path), [forge(p), foreignP, '/p/x', gone.p]],
      [
        other.p,
        (path) => form(path, { act: 'save', locale: 'en', timeZone: 'Asia/Tokyo' }),
        [forge(p), foreignP, gone.p],
      ],
      [other.u, (path) => oneClick(path), [forge(u), foreignU, '/u/x', gone.u]],
      [other.u, (path) => form(path, { act: 'leave' }), [forge(u), foreignU, gone.u]],
      [other.u, (path) => form(path, { act: 'again' }), [forge(u), foreignU]],
      [other.p, (path) => form(path, { act: 'leave' }), [forge(p), foreignP, gone.p]],
      [other.p, (path) => form(path, { act: 'again' }), [forge(p), foreignP]],
    ];
    for (const [genuine, ask, impostors] of asks) {
      const expected = await comparable(ask(genuine));
      expect(expected.status).toBe(200);
      for (const impostor of impostors) expect(await comparable(ask(impostor))).toEqual(expected);
    }
    expect(await stateOf(id)).toEqual(before);
  });
});

describe('the preferences page', () => {
  it('shows what is set and saves another choice, in the language just chosen', async () => {
    const { id, p } = await aReader();
    const { text } = await http().get(p).expect(200);
    expect(text).toMatch(/<option value="zh-CN" lang="zh-CN" selected>/);
    expect(text).toMatch(/<option value="Asia\/Shanghai" selected>/);
    expect(text.match(/ selected/g)).toHaveLength(4);
    const saved = await form(p, { act: 'save', locale: 'en', timeZone: 'Europe/Berlin' }).expect(200);
    expect(saved.text).toContain('<html lang="en">');
    expect(saved.text).toContain('Saved.');
    expect(saved.text).toMatch(/<option value="Europe\/Berlin" selected>/);
    expect(await stateOf(id)).toMatchObject({ locale: 'en', zone: 'Europe/Berlin', status: 'active', version: 2 });
    await form(p, { act: 'save', locale: 'en', timeZone: 'Europe/Berlin' }).expect(200);
    expect(await stateOf(id)).toMatchObject({ version: 2 });
  });

  it('keeps a zone that the runtime knows by another name', async () => {
    const { p } = await aReader({ timeZone: 'Asia/Kolkata' });
    expect((await http().get(p).expect(200)).text).toMatch(/<option value="Asia\/Kolkata" selected>/);
  });

  it.each([
    { act: 'save', locale: 'fr', timeZone: 'UTC' },
    { act: 'save', locale: 'en', timeZone: 'Mars/Olympus' },
    { act: 'save', locale: 'en' },
    { act: 'save', locale: 'en', timeZone: `'; DROP TABLE subscriber; --` },
    { act: 'anything' },
    { 'List-Unsubscribe': 'One-Click' },
  ])('refuses %j and shows what is set', async (fields) => {
    const { id, p } = await aReader();
    const { text } = await form(p, fields as Record<string, string>).expect(422);
    expect(text).toContain('role="alert"');
    expect(text).toMatch(/<option value="Asia\/Shanghai" selected>/);
    expect(await stateOf(id)).toMatchObject({ locale: 'zh-CN', zone: 'Asia/Shanghai', version: 1 });
  });

  it('leaves by a button of its own, and offers to come back afterwards', async () => {
    const { id, p } = await aReader();
    await form(p, { act: 'leave' }).expect(200);
    expect(await stateOf(id)).toMatchObject({
      status: 'unsubscribed',
      consents: ['subscribed api', 'unsubscribed page'],
    });
    expect((await http().get(p)).text).toContain('name="act" value="again"');
    await form(p, { act: 'again' }).expect(200);
    expect(await stateOf(id)).toMatchObject({ status: 'active' });
  });
});

describe('every page', () => {
  it('allows no script, no foreign content, no frame, no index and no cache', async () => {
    const { u, p } = await aReader();
    for (const test of [http().get(u), http().get(p), oneClick(u), http().get('/u/a/b'), form(p, { act: 'x' })]) {
      const { headers, text } = await test;
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex',
        'x-content-type-options': 'nosniff',
        'content-type': 'text/html; charset=utf-8',
      });
      expect(text).not.toMatch(/<script|style="|<img|\son\w+=|https?:/i);
    }
  });

  it('finds its stylesheet, which may be kept for ever', async () => {
    const { text } = await http().get((await aReader()).u);
    const href = /<link rel="stylesheet" href="([^"]+)">/.exec(text)?.[1] ?? '';
    const { headers } = await http().get(href).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': expect.stringContaining('immutable'),
    });
  });

  it.each(['/', '/u', '/u/', '/p', '/u/a/b', '/p/a/b/c'])(
    'where there is none (%s) there is a friendly one',
    async (path) => {
      const { text } = await http().get(path).set('Accept-Language', 'zh-HK,zh;q=0.9').expect(404);
      expect(text).toContain('<html lang="zh-TW">');
      expect(text).toContain('找不到這個頁面');
    },
  );

  it('is still a page when the database is away, and says so to a mail provider', async () => {
    const { u } = await aReader();
    const spy = jest.spyOn(db, 'createQueryRunner').mockImplementation(() => {
      throw new Error('connection refused');
    });
    const { text, headers } = await oneClick(u).expect(503);
    spy.mockRestore();
    expect(headers['retry-after']).toBe('120');
    expect(text).toContain('<h1>');
    expect(text).not.toContain('refused');
  });
});

describe('the stylesheet', () => {
  const css = readFileSync('templates/site/site.css', 'utf8');
  const palettes = [...css.matchAll(/:root \{([^}]+)\}/g)].map(([, block = '']) =>
    Object.fromEntries(
      [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, color]) => [name, color as string]),
    ),
  );
  const luminance = (color: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const value = parseInt(color.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  };

  it.each([
    ['light', 0],
    ['dark', 1],
  ] as const)('keeps WCAG AA contrast in the %s palette', (_, index) => {
    const palette = palettes[index]!;
    const pairs = [
      ['ink', 'sheet'],
      ['muted', 'sheet'],
      ['accent', 'sheet'],
      ['on-accent', 'accent'],
      ['done-ink', 'done-ground'],
      ['fault-ink', 'fault-ground'],
    ] as const;
    for (const [ink, ground] of pairs) {
      expect({ ink, ground, enough: contrast(palette[ink], palette[ground]) >= 4.5 }).toEqual({
        ink,
        ground,
        enough: true,
      });
    }
    // The edge of a control (WCAG 1.4.11).
    expect(contrast(palette['line'], palette['sheet'])).toBeGreaterThanOrEqual(3);
  });
});
