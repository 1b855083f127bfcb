import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { SubscriberDesk } from '#src/subscribers/index.js';
import { FeedbackApiModule } from '#src/feedback/index.js';
import { FeedbackRetention } from '#src/feedback/retention/feedback-retention.js';
import { Tokens, type TokenPurpose } from '#src/foundation/tokens/tokens.js';
import { SiteModule } from '#src/site/index.js';
import { bearer } from '../../support/api-app.js';
import { aFeedbackBench, type FeedbackBench, type Mailed } from '../feedback/feedback-bench.js';

let bench: FeedbackBench;
beforeAll(async () => {
  bench = await aFeedbackBench({}, [FeedbackApiModule, SiteModule]);
});
afterAll(() => bench.close());

let mails: Mailed[];
let editionId: string;
beforeEach(async () => {
  await bench.query(`TRUNCATE leave_reason`);
  const [edition] = await bench.mailed(3, [1]);
  mails = edition as Mailed[];
  [{ editionId }] = await bench.query(`SELECT edition_id AS "editionId" FROM delivery WHERE id = $1`, [mails[0]!.id]);
});

const http = () => request(bench.api.app.getHttpServer());
const form = (path: string, fields: Record<string, string> = {}) =>
  http().post(path).set('Accept-Language', 'en').type('form').send(fields);
const sign = (purpose: TokenPurpose, id: string, withId?: string) =>
  bench.api.app.get(Tokens).sign(purpose, id, withId);
const reasons = () => bench.query(`SELECT subscriber_id, edition_id, reason, words FROM leave_reason ORDER BY id`);
const statusOf = async ({ subscriber_id: id }: Mailed) =>
  (await bench.query(`SELECT status FROM subscriber WHERE id = $1`, [id]))[0].status;
/** Leaves by the link of the mail; the path of the question on the page. */
async function leave(mail: Mailed): Promise<string> {
  const { text } = await form(`/u/${sign('unsubscribe', mail.subscriber_id, mail.id)}`).expect(200);
  const path = /action="(\/w\/[^"]+)"/.exec(text)?.[1];
  if (path === undefined) throw new Error('no question');
  return path;
}

describe('the question after leaving', () => {
  it('is asked once the reader has left, and may be passed over', async () => {
    const path = await leave(mails[0]!);
    expect(await statusOf(mails[0]!)).toBe('unsubscribed');
    const { text } = await http().get(path).expect(200);
    expect(text.match(/type="radio" name="reason"/g)).toHaveLength(6);
    await http().head(path).expect(200);
    expect(await reasons()).toEqual([]);
  });

  it('keeps the last answer, with the edition whose link it was', async () => {
    const path = await leave(mails[0]!);
    await form(path, { reason: 'quality' }).expect(200);
    const { text } = await form(path, { reason: 'too-often', words: 'daily is too much,\r\nme@home.example' }).expect(
      200,
    );
    expect(text).toContain('Thank you');
    expect(await reasons()).toEqual([
      {
        subscriber_id: mails[0]!.subscriber_id,
        edition_id: editionId,
        reason: 'too-often',
        words: 'daily is too much,\n<address>',
      },
    ]);
    expect(await statusOf(mails[0]!)).toBe('unsubscribed');
  });

  it('keeps an answer without a space around its address, and one with half a character', async () => {
    const path = await leave(mails[0]!);
    await http()
      .post(path)
      .type('form')
      .send(`reason=other&words=${encodeURIComponent('换成me@home.example了')}%00%ED%A0%80`)
      .expect(200);
    const [{ words }] = await reasons();
    expect(words).toMatch(/^换成<address>了/);
  });

  it('is asked again for nothing and for too much, with what was typed', async () => {
    const path = await leave(mails[0]!);
    expect((await form(path).expect(422)).text).toContain('role="alert"');
    const { text } = await form(path, { reason: 'quality', words: 'x'.repeat(501) }).expect(422);
    expect(text).toContain('value="quality" checked');
    expect(text).toContain('xxx</textarea>');
    expect(await reasons()).toEqual([]);
  });

  it('takes nothing from whoever has not left, came back, or has a token of another purpose', async () => {
    const reader = mails[1]!;
    const own = `/w/${sign('leave-reason', reader.subscriber_id, reader.id)}`;
    expect((await form(own, { reason: 'quality' }).expect(200)).text).toContain('You are subscribed again');
    const path = await leave(mails[0]!);
    for (const purpose of ['unsubscribe', 'preferences', 'confirm'] as const)
      await form(`/w/${sign(purpose, mails[0]!.subscriber_id, mails[0]!.id)}`, { reason: 'quality' }).expect(200);
    for (let at = 3; at < path.length - 1; at += 7) {
      const forged = path.slice(0, at) + (path[at] === 'A' ? 'B' : 'A') + path.slice(at + 1);
      await form(forged, { reason: 'quality' }).expect(200);
    }
    expect(await reasons()).toEqual([]);
  });

  it('does not tell whether there is anybody: forged links get the same pages', async () => {
    const path = await leave(mails[0]!);
    await bench.query(`UPDATE subscriber SET locale = 'en'`);
    const impostor = `/w/${sign('leave-reason', randomUUID(), randomUUID())}`;
    const page = async (at: string) =>
      (await http().get(at).set('Accept-Language', 'en')).text.replace(/action="\/w\/[^"]+"/, '');
    expect(await page(impostor)).toBe(await page(path));
    expect((await form(impostor, { reason: 'other' })).text).toBe((await form(path, { reason: 'other' })).text);
    expect((await reasons()).length).toBe(1);
  });

  it('opens nothing else: its token neither unsubscribes nor shows preferences', async () => {
    const reader = mails[1]!;
    const token = sign('leave-reason', reader.subscriber_id, reader.id);
    await form(`/u/${token}`).expect(200);
    await form(`/p/${token}`, { act: 'leave' }).expect(200);
    expect(await statusOf(reader)).toBe('active');
  });

  it('is the same after the button of the preferences page, without an edition', async () => {
    const { text } = await form(`/p/${sign('preferences', mails[0]!.subscriber_id)}`, { act: 'leave' }).expect(200);
    const path = /action="(\/w\/[^"]+)"/.exec(text)![1]!;
    await form(path, { reason: 'not-relevant' }).expect(200);
    expect(await reasons()).toMatchObject([{ edition_id: null, reason: 'not-relevant' }]);
  });
});

describe('operators', () => {
  it('see counts in the report of the edition, and who never signed up', async () => {
    const given = ['never-signed-up', 'too-often', 'never-signed-up'] as const;
    for (const [n, reason] of given.entries()) await form(await leave(mails[n]!), { reason }).expect(200);
    const { body: report } = await http().get(`/api/admin/editions/${editionId}/report`).set(bearer).expect(200);
    expect(report.leaveReasons).toEqual({
      'too-often': 1,
      'not-relevant': 0,
      'never-signed-up': 2,
      quality: 0,
      'switching-address': 0,
      other: 0,
    });
    const list = async (query: string) =>
      (await http().get(`/api/admin/leave-reasons?${query}`).set(bearer).expect(200)).body;
    const first = await list(`reason=never-signed-up&editionId=${editionId}&limit=1`);
    expect(first).toMatchObject({
      counts: { 'never-signed-up': 2 },
      items: [{ reason: 'never-signed-up', subscriberId: mails[2]!.subscriber_id, editionId }],
    });
    const second = await list(`reason=never-signed-up&limit=1&cursor=${first.nextCursor}`);
    expect(second).toMatchObject({ items: [{ subscriberId: mails[0]!.subscriber_id }], nextCursor: null });
    await http().get('/api/admin/leave-reasons?reason=nonsense').set(bearer).expect(400);
    await http().get('/api/admin/leave-reasons').expect(401);
  });
});

describe('an answer', () => {
  it('of a person who is erased is a count and nothing else', async () => {
    await form(await leave(mails[0]!), { reason: 'quality', words: 'signed, Canary' }).expect(200);
    await bench.api.app.get(SubscriberDesk, { strict: false }).erase(mails[0]!.subscriber_id, 'test');
    expect(await reasons()).toEqual([{ subscriber_id: null, edition_id: editionId, reason: 'quality', words: null }]);
  });

  it('is nobody’s after ninety days, and gone after thirteen months', async () => {
    const days = ['89', '91', '402'];
    for (const [n, age] of days.entries()) {
      await form(await leave(mails[n]!), { reason: 'other', words: `${age} days` }).expect(200);
      await bench.query(`UPDATE leave_reason SET at = now() - $1 * interval '1 day' WHERE words = $2`, [
        Number(age),
        `${age} days`,
      ]);
    }
    await bench.api.app.get(FeedbackRetention, { strict: false }).run();
    expect((await reasons()).map(({ words }: { words: string }) => words)).toEqual(['89 days', null]);
  });
});
