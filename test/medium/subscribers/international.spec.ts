import request from 'supertest';
import { DataSource } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { ImportDriver, SubscribersApiModule } from '#src/subscribers/index.js';
import { anApiApp, bearer, type ApiApp } from '../../support/api-app.js';
import { readImport, startImport, upload } from '../../support/imports.js';

const relays = (smtputf8: boolean) => JSON.stringify([{ name: 'a', url: 'smtps://relay.example', smtputf8 }]);

let api: ApiApp | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

async function aDesk(settings: Record<string, string>) {
  const app = (api = await anApiApp([SubscribersApiModule], { SMTP_URL: '', ...settings }));
  const post = (path: string, body: object) =>
    request(app.app.getHttpServer()).post(`/api/admin/${path}`).set(bearer).send(body);
  return {
    create: (email: string) => post('subscribers', { email, locale: 'zh-CN' }),
    find: (email: string) => post('subscribers/find', { email }),
    suppress: (email: string) => post('suppressions', { email }),
    async import(file: string) {
      const { id } = (await upload(app.app.getHttpServer(), file).expect(201)).body;
      await startImport(app.app.getHttpServer(), id).expect(202);
      await app.app.get(ImportDriver).work();
      return readImport(app.app.getHttpServer(), id);
    },
    people: () => selectRows<{ email: string }>(app.app.get(DataSource), `SELECT email FROM subscriber ORDER BY email`),
  };
}

describe('an address with another script before the @', () => {
  it('is taken where a relay has SMTPUTF8, and is one address however it is written', async () => {
    const desk = await aDesk({ RELAYS: relays(true) });
    const { body } = await desk.create('用户@例子.中国').expect(201);
    expect(body.email).toBe('用户@xn--fsqu00a.xn--fiqs8s');
    expect((await desk.find('用户@XN--FSQU00A.xn--fiqs8s').expect(200)).body.id).toBe(body.id);
    const { counts } = await desk.import(
      'email\n用户@例子.中国\nJÖRG@example.com\nJo\u0308rg@example.com\nｌｉ@example.com\n',
    );
    expect(counts).toMatchObject({ added: 1, unchanged: 1, repeated: 1, rejected: 1 });
    expect((await desk.people()).map(({ email }) => email)).toEqual([
      'JÖRG@example.com',
      '用户@xn--fsqu00a.xn--fiqs8s',
    ]);
  });

  it.each([
    ['no relay has SMTPUTF8', { RELAYS: relays(false) }],
    ['there is one relay of SMTP_URL', { SMTP_URL: 'smtp://127.0.0.1:1025' }],
    ['it is not wanted', { RELAYS: relays(true), INTERNATIONAL_ADDRESSES: 'false' }],
  ])('is refused where %s, but can be looked for and suppressed', async (_, settings) => {
    const desk = await aDesk(settings);
    const { body } = await desk.create('用户@example.com').expect(400);
    expect(body).toMatchObject({
      code: 'subscriber.faulty-address',
      errors: [{ field: 'email', code: 'local-not-ascii' }],
    });
    expect(await desk.import('email\n用户@example.com\nb@example.com\n')).toMatchObject({
      counts: { added: 1, rejected: 1 },
    });
    await desk.find('用户@example.com').expect(404);
    expect((await desk.suppress('用户@example.com')).status).toBeLessThan(300);
  });
});
