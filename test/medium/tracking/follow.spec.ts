import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { SubscriberDesk } from '#src/subscribers/index.js';
import { aTrackingBench, PERSON, type TrackingBench } from './tracking-bench.js';

let bench: TrackingBench;
beforeAll(async () => {
  bench = await aTrackingBench();
});
afterAll(() => bench.close());

const flip = (path: string, at: number) => {
  const sign = path[at] === 'A' ? 'B' : 'A';
  return path.slice(0, at) + sign + path.slice(at + 1);
};
const tokenOf = (path: string) => path.slice(3).replace('.gif', '');

describe('a link of a tracked mail', () => {
  const TARGETS = [
    'https://a.example',
    'https://a.example/a%2Fb//c/../d?a=b&c=d&a=%26+%20#part/2?x',
    'http://A.Example:80/?url=https://b.example/&next=//c.example',
    "https://a.example/it's-(odd)|{fine};v=1,2?x[]=1&y=^`",
    'https://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF',
  ];
  it('leads byte for byte where the editor’s link leads', async () => {
    const { links } = await bench.aTrackedMail(TARGETS);
    for (const [index, target] of TARGETS.entries()) {
      const { headers, text } = await bench.click(links[index]!).expect(302);
      expect(headers['location']).toBe(target);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      });
      expect(headers['set-cookie']).toBeUndefined();
      expect(text).toBe('');
    }
  });

  it('with Chinese in it leads where a browser would go by the direct link', async () => {
    const target = 'https://例子.中国/商品/a%2Fb?词=税#节';
    const { links } = await bench.aTrackedMail([target]);
    const { headers } = await bench.click(links[0]!).expect(302);
    expect(new URL(headers['location']!).href).toBe(new URL(target).href);
    expect(headers['location']).toMatch(/^[\x21-\x7e]+$/);
  });

  it('answers HEAD alike', async () => {
    const { links } = await bench.aTrackedMail(TARGETS);
    const { headers } = await bench.http().head(links[1]!).redirects(0).expect(302);
    expect(headers['location']).toBe(TARGETS[1]);
    expect(await bench.events()).toMatchObject([{ is_head: true }]);
  });

  it('leads nowhere else, whatever is added to it', async () => {
    const { links } = await bench.aTrackedMail(['https://a.example/']);
    const evil = 'https://evil.example/';
    for (const suffix of [`?url=${evil}`, `?next=${encodeURIComponent(evil)}&to=${evil}`, `#${evil}`]) {
      const answer = await bench.click(links[0]! + suffix).set({ 'X-Forwarded-Host': 'evil.example', Referer: evil });
      expect(answer.headers['location']).toBe('https://a.example/');
    }
    for (const suffix of [`/${evil}`, '/..%2f', `%2f${evil}`, `@evil.example`]) {
      const answer = await bench.click(links[0]! + suffix);
      expect(answer.status).toBe(404);
      expect(answer.headers['location']).toBeUndefined();
    }
  });

  it('is not found after any changed sign, and nothing is counted', async () => {
    const { links } = await bench.aTrackedMail();
    const path = links[0]!;
    for (let at = 3; at < path.length; at += 1) {
      const { status, headers } = await bench.click(flip(path, at));
      expect([at, status, headers['location']]).toEqual([at, 404, undefined]);
    }
    expect(await bench.events()).toEqual([]);
  });

  it.each([
    ['nothing', () => '/l/'],
    ['too little', () => '/l/AAAA'],
    ['too much', () => `/l/${'A'.repeat(5_000)}`],
    ['zeros', () => `/l/${'A'.repeat(40)}`],
    ['signs of another alphabet', () => `/l/${'%E4%BD%A0'.repeat(40)}`],
    ['a broken escape', () => '/l/%'],
    ['a link that there is not', () => `/l/${bench.tokens.signNumbered('click', randomUUID(), [999_999])[0]}`],
    ['a number that no link has', () => `/l/${bench.tokens.signNumbered('click', randomUUID(), [4_294_967_295])[0]}`],
  ])('is not found for %s', async (_, path) => {
    const { status, headers } = await bench.click(path());
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(headers['location']).toBeUndefined();
  });

  it('opens by no token of another purpose or mail', async () => {
    const { links, picture, leave, deliveryId, canary } = await bench.aTrackedMail();
    for (const token of [tokenOf(picture), leave.slice(3)]) await bench.click(`/l/${token}`).expect(404);
    const signed = tokenOf(links[0]!);
    const other = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
    const foreign = Buffer.concat([other, Buffer.from(signed, 'base64url').subarray(16)]).toString('base64url');
    await bench.click(`/l/${foreign}`).expect(404);
    // The number of the canary with the signature of the first link.
    const head = Buffer.from(tokenOf(canary), 'base64url').subarray(0, 20);
    const swapped = Buffer.concat([head, Buffer.from(signed, 'base64url').subarray(20)]).toString('base64url');
    await bench.click(`/l/${swapped}`).expect(404);
    for (const path of [`/u/${signed}`, `/p/${signed}`]) {
      expect((await bench.click(path).expect(200)).headers['location']).toBeUndefined();
    }
    expect(await bench.events()).toEqual([]);
    expect(deliveryId).toBeDefined();
  });

  it('still leads on when the reader has taken the consent back, left, or been erased; and then nothing is counted', async () => {
    const { links, picture, reader } = await bench.aTrackedMail();
    const follow = async () => {
      expect((await bench.click(links[0]!).expect(302)).headers['location']).toBe('https://a.example/1');
      await bench.click(picture).expect(200);
      return (await bench.events()).length;
    };
    await bench.query(`UPDATE subscriber SET status = 'unsubscribed'`);
    expect(await follow()).toBe(2);
    await bench.allow([reader.id], false);
    expect(await follow()).toBe(0);
    await bench.allow([reader.id]);
    expect(await follow()).toBe(2);
    await bench.api.app.get(SubscriberDesk).erase(reader.id, 'test');
    expect(await follow()).toBe(0);
    await bench.query(`TRUNCATE delivery`);
    expect(await follow()).toBe(0);
  });

  it('leads on when nothing can be noted', async () => {
    const { links, picture } = await bench.aTrackedMail();
    await bench.query(`ALTER TABLE tracking_event RENAME TO away`);
    await bench.click(links[0]!).expect(302);
    await bench.click(picture).expect(200);
    await bench.query(`ALTER TABLE away RENAME TO tracking_event`);
  });

  it('leads on after a second, however long somebody holds the reader', async () => {
    const { links, reader } = await bench.aTrackedMail();
    await bench.api.app.get(DataSource).transaction(async (manager) => {
      await manager.query(`SELECT FROM subscriber WHERE id = $1 FOR UPDATE`, [reader.id]);
      const { headers } = await bench.click(links[0]!).expect(302);
      expect(headers['location']).toBe('https://a.example/1');
    });
  });

  it('is a page that says so when the database is away', async () => {
    const { links, picture } = await bench.aTrackedMail();
    const spy = jest.spyOn(bench.api.app.get(DataSource), 'createQueryRunner').mockImplementation(() => {
      throw new Error('connection refused');
    });
    await bench.click(links[0]!).expect(503);
    await bench.click(picture).expect(200);
    spy.mockRestore();
  });

  it('has no other methods', async () => {
    const { links } = await bench.aTrackedMail();
    for (const method of ['post', 'put', 'delete', 'patch'] as const)
      expect((await bench.http()[method](links[0]!).redirects(0)).status).toBe(404);
    expect(await bench.events()).toEqual([]);
  });
});

describe('the picture', () => {
  it('is a dot that is kept by nobody, and that webmail may show', async () => {
    const { picture } = await bench.aTrackedMail();
    const { headers, body } = await bench.click(picture).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'image/gif',
      'cache-control': expect.stringContaining('no-store'),
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect((body as Buffer).subarray(0, 6).toString()).toBe('GIF89a');
    expect(await bench.events()).toMatchObject([{ link_id: null, agent: 'other', is_head: false, is_prefetch: false }]);
  });

  it('is the same for a forged token, which counts nothing', async () => {
    const { picture, links } = await bench.aTrackedMail();
    const genuine = (await bench.click(picture)).body as Buffer;
    await bench.query(`TRUNCATE tracking_event`);
    for (const path of [
      flip(picture, 10),
      '/o/x.gif',
      '/o/x',
      `/o/${tokenOf(links[0]!)}.gif`,
      `/o/${'A'.repeat(3_000)}`,
    ])
      expect((await bench.click(path).expect(200)).body).toEqual(genuine);
    expect(await bench.events()).toEqual([]);
  });
});

describe('what is noted', () => {
  it('names neither the program nor the network', async () => {
    const { links, deliveryId, editionId, reader } = await bench.aTrackedMail();
    await bench
      .click(links[0]!, `${PERSON} Secret/1.0`)
      .set({ 'X-Forwarded-For': '198.51.100.7', Purpose: 'prefetch' });
    const [event] = await bench.events();
    expect(event).toEqual({
      id: expect.any(String),
      delivery_id: deliveryId,
      edition_id: editionId,
      subscriber_id: reader.id,
      link_id: expect.any(Number),
      agent: 'other',
      is_head: false,
      is_prefetch: true,
      at: expect.any(Date),
      verdict: null,
      rule: null,
    });
  });

  it('is nothing with TRACKING off', async () => {
    const { links, picture } = await bench.aTrackedMail();
    const setting = jest.replaceProperty(bench.api.config, 'TRACKING', false);
    await bench.click(links[0]!).expect(302);
    await bench.click(picture).expect(200);
    setting.restore();
    expect(await bench.events()).toEqual([]);
  });

  it('is at most five hundred fetches of one mail', async () => {
    const { links, deliveryId } = await bench.aTrackedMail();
    await bench.query(
      `INSERT INTO tracking_event (delivery_id, edition_id, subscriber_id, agent, is_head, is_prefetch)
       SELECT $1, edition_id, subscriber_id, 'other', false, false FROM delivery, generate_series(1, 499)`,
      [deliveryId],
    );
    for (let n = 0; n < 3; n += 1) await bench.click(links[0]!).expect(302);
    expect(await bench.events()).toHaveLength(500);
  });

  it('is nothing of a mail older than thirteen months', async () => {
    const { links } = await bench.aTrackedMail();
    await bench.query(`UPDATE delivery SET handed_at = now() - interval '13 months 1 day'`);
    await bench.click(links[0]!).expect(302);
    expect(await bench.events()).toEqual([]);
  });

  it('waits for whoever takes the consent back at the same moment, and is then nothing', async () => {
    const { links, reader } = await bench.aTrackedMail();
    let click: Promise<unknown> | undefined;
    await bench.api.app.get(DataSource).transaction(async (manager) => {
      await manager.query(`UPDATE subscriber SET allows_tracking = false WHERE id = $1`, [reader.id]);
      click = bench.click(links[0]!).expect(302).then();
      await new Promise((done) => setTimeout(done, 200));
    });
    await click;
    expect(await bench.events()).toEqual([]);
  });
});
