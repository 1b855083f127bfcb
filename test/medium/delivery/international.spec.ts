import { dkimVerify } from 'mailauth';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDkimKeys } from '#src/delivery/index.js';
import { eventually } from '../../support/eventually.js';
import { startFaultSmtp } from '../../support/fault-smtp.js';
import { ALL_EXTENSIONS, startSmtpWithExtensions } from '../../support/smtp-extensions.js';
import { aMailBench } from './mail-bench.js';

const EAI = '用户@xn--fsqu00a.xn--fiqs8s';

const closing: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});
const kept = <T extends { close(): Promise<unknown> }>(one: T): T => {
  closing.push(one);
  return one;
};

type Bench = Awaited<ReturnType<typeof aMailBench>>;

/** An everyday relay with most of the weight, and one that says it has SMTPUTF8. */
async function bothRelays(extensions = ALL_EXTENSIONS, settings: Record<string, string> = {}) {
  const everyday = kept(await startFaultSmtp());
  const utf8 = kept(await startSmtpWithExtensions(extensions));
  const relays = [
    { name: 'everyday', url: everyday.url, weight: 9 },
    { name: 'utf8', url: `${utf8.url}/?tls=none`, smtputf8: true },
  ];
  const bench = kept(await aMailBench({ SMTP_URL: '', RELAYS: JSON.stringify(relays), ...settings }));
  return { everyday, utf8, bench };
}

/** Some readers, a few of whom have an address in another script. */
async function aRunWith(bench: Bench, readers: number, international: number) {
  const { editionId } = await bench.aRunOver(readers);
  await bench.query(
    `UPDATE subscriber SET email = '用户' || n || '@xn--fsqu00a.xn--fiqs8s'
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM subscriber) r WHERE r.id = subscriber.id AND n <= $1`,
    [international],
  );
  return editionId;
}
const finished = (bench: Bench, editionId: string) =>
  eventually(30, async () => {
    await bench.query(
      `UPDATE delivery SET next_attempt_at = now() WHERE state = 'pending' AND next_attempt_at IS NOT NULL`,
    );
    await bench.work(editionId);
    const report = await bench.report(editionId);
    return report.finishedAt === null ? undefined : report.counts;
  });

describe('a reader with another script before the @', () => {
  it('is mailed by the relay with SMTPUTF8 only, with the parameter and the header as it is written', async () => {
    const { bench, everyday, utf8 } = await bothRelays();
    const editionId = await aRunWith(bench, 60, 3);
    expect(await finished(bench, editionId)).toMatchObject({ accepted: 60, failed: 0 });
    expect(everyday.arrived.every(({ to }) => /^[\x21-\x7e]+$/.test(to))).toBe(true);
    const recipients = utf8.commands.filter((line) => /^RCPT TO:<用户\d@xn--fsqu00a\.xn--fiqs8s>$/.test(line));
    expect(recipients).toHaveLength(3);
    expect(utf8.commands.filter((line) => /^MAIL FROM:<[^>]+> SMTPUTF8$/.test(line))).toHaveLength(3);
    const letters = utf8.messages
      .map(String)
      .filter((letter) => /^To: .*\r?\n? ?<用户\d@xn--fsqu00a\.xn--fiqs8s>\r$/m.test(letter));
    expect(letters).toHaveLength(3);
    const used = await bench.query(
      `SELECT DISTINCT d.relay FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id WHERE s.email LIKE '用户%'`,
    );
    expect(used).toEqual([{ relay: 'utf8' }]);
  });

  it('gets a mail whose signatures hold', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tradewind-dkim-'));
    const records = makeDkimKeys(folder, 'tradewind.example', 'tw1');
    const { bench, utf8 } = await bothRelays(ALL_EXTENSIONS, {
      DKIM_KEYS: folder,
      MAIL_FROM: 'digest@tradewind.example',
    });
    await finished(bench, await aRunWith(bench, 1, 1));
    const resolver = (name: string) =>
      Promise.resolve(
        records.filter((record) => record.name === name).map(({ value }) => value.match(/.{1,255}/g) ?? []),
      );
    const { results } = await dkimVerify(utf8.messages[0]!, { resolver });
    expect(results.length).toBeGreaterThan(0);
    expect(results.map(({ status }) => status.result)).toEqual(results.map(() => 'pass'));
  });

  it('fails with a reason, without a refusal to his account, where no relay has it; the others get their mail', async () => {
    const everyday = kept(await startFaultSmtp());
    const bench = kept(
      await aMailBench({ SMTP_URL: '', RELAYS: JSON.stringify([{ name: 'everyday', url: everyday.url }]) }),
    );
    const editionId = await aRunWith(bench, 60, 30);
    expect(await finished(bench, editionId)).toMatchObject({ accepted: 30, failed: 30 });
    expect(await bench.query(`SELECT DISTINCT reply, smtp_code, phase FROM delivery WHERE state = 'failed'`)).toEqual([
      { reply: 'no relay carries an address in this script (SMTPUTF8)', smtp_code: null, phase: 'rcpt' },
    ]);
    expect(await bench.query(`SELECT * FROM delivery_refusal`)).toEqual([]);
    expect(everyday.arrived).toHaveLength(30);
  });

  it('waits while the relay with SMTPUTF8 is down, and others do not', async () => {
    const { bench, everyday, utf8 } = await bothRelays();
    const editionId = await aRunWith(bench, 20, 2);
    await utf8.close();
    await bench.work(editionId);
    await eventually(10, async () => {
      await bench.work(editionId);
      return everyday.arrived.length === 18 ? true : undefined;
    });
    const waiting = await bench.query(
      `SELECT DISTINCT d.state FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id WHERE s.email LIKE '用户%'`,
    );
    expect(waiting).toEqual([{ state: 'pending' }]);
  });

  it('is refused, and nothing is mangled, by a relay that only says it has SMTPUTF8', async () => {
    const { bench, utf8 } = await bothRelays(['PIPELINING', 'AUTH PLAIN']);
    const editionId = await aRunWith(bench, 10, 1);
    expect(await finished(bench, editionId)).toMatchObject({ accepted: 9, failed: 1 });
    expect(await bench.query(`SELECT reply FROM delivery WHERE state = 'failed'`)).toEqual([
      { reply: '553 5.6.7 the relay does not offer SMTPUTF8' },
    ]);
    expect(utf8.commands.join()).not.toContain('用户');
  });
});

describe('a single mail to an address with another script before the @', () => {
  it('goes by the relay with SMTPUTF8', async () => {
    const { bench, everyday, utf8 } = await bothRelays();
    const id = await bench.aMail({ address: '用户@例子.中国' });
    await bench.send();
    expect(await bench.row(id)).toMatchObject({ state: 'accepted' });
    expect(utf8.commands).toContain(`RCPT TO:<${EAI}>`);
    expect(everyday.arrived).toEqual([]);
  });

  it('fails with a reason where no relay has it', async () => {
    const bench = kept(await aMailBench());
    const id = await bench.aMail({ address: EAI });
    await bench.send();
    expect(await bench.row(id)).toMatchObject({
      state: 'failed',
      smtp_code: null,
      reply: 'no relay carries an address in this script (SMTPUTF8)',
    });
    expect(bench.relay.arrived).toEqual([]);
  });
});
