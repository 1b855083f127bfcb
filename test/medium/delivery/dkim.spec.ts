import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth';
import { makeDkimKeys, readDkimKeys, type DnsRecord } from '#src/delivery/message/dkim/dkim-keys.js';
import { dkimSignatures } from '#src/delivery/message/dkim/dkim-signature.js';
import { DeliveryDriver } from '#src/delivery/crew/delivery-driver.js';
import { DeliveryModule } from '#src/delivery/index.js';
import { composeMessage } from '#src/delivery/message/mail-message.js';
import { anApiApp } from '../../support/api-app.js';
import { aRun, someSubscribers } from '../../support/builders.js';
import { startMailSink } from '../../support/mail-sink.js';

const folder = mkdtempSync(join(tmpdir(), 'tradewind-dkim-'));
const records: DnsRecord[] = makeDkimKeys(folder, 'tradewind.example', 'tw1');

/** The DNS as it would be after the printed records were published. */
const resolver = (name: string, type: string): Promise<string[][]> => {
  const found = records.filter((record) => type === 'TXT' && record.name === name);
  if (found.length > 0) return Promise.resolve(found.map(({ value }) => value.match(/.{1,255}/g) ?? []));
  return Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
};

async function verdicts(message: Buffer | string) {
  const { results } = await dkimVerify(message, { resolver });
  // Its types leave these two out.
  type Found = (typeof results)[number] & { algo?: string; signingHeaders?: { keys: string } };
  return results.map(({ algo, status, signingDomain, signingHeaders }: Found) => ({
    algorithm: algo,
    result: status.result,
    domain: signingDomain,
    headers: signingHeaders?.keys.toLowerCase().split(': ') ?? [],
  }));
}

const letter = {
  to: { address: 'li@reader.example', name: '李雷, "Reader"' },
  subject: '方向变了 · 6000亿美元 and a rather long subject that has to be folded over several lines',
  html: `<p lang="zh-CN">你好　 世界\t</p>${'<p>段落 </p>\n'.repeat(50)}\n\n\n`,
  text: `你好\n\n${'一行 \n'.repeat(40)}\n\n`,
  messageId: '<d.1@tradewind.example>',
  language: 'zh-CN',
  unsubscribeUrl: 'https://news.example/u/k1.abc.def',
  feedback: { edition: 'e1', locale: 'zh-CN' },
};

describe('a signed message', () => {
  const keys = readDkimKeys(folder, 'news.tradewind.example');
  const signed = async () => {
    const message = await composeMessage(letter, { address: 'digest@tradewind.example', name: 'Tradewind' });
    return Buffer.concat([await dkimSignatures(message, keys, Math.floor(Date.now() / 1_000)), message]);
  };

  it('carries an RSA and an Ed25519 signature that an independent verifier accepts', async () => {
    const found = await verdicts(await signed());
    expect(found.map(({ algorithm, result, domain }) => [algorithm, result, domain]).sort()).toEqual([
      ['ed25519-sha256', 'pass', 'tradewind.example'],
      ['rsa-sha256', 'pass', 'tradewind.example'],
    ]);
    for (const { headers } of found) {
      expect(headers).toEqual(
        expect.arrayContaining([
          'from',
          'subject',
          'list-unsubscribe',
          'list-unsubscribe-post',
          'list-id',
          'feedback-id',
        ]),
      );
    }
  });

  it('names From and Subject once more than they occur', async () => {
    const head = (await signed()).toString('latin1').split('\r\nList-Unsubscribe:')[0]!.replaceAll('\r\n ', '');
    const names = /h=([^;]+);/.exec(head)![1]!.split(':');
    expect(names.filter((name) => name === 'from')).toHaveLength(2);
    expect(names.filter((name) => name === 'subject')).toHaveLength(2);
    expect(head.split('\r\n').length).toBeGreaterThan(1);
  });

  it.each([
    ['another word in the body', (text: string) => text.replace('5L2g', '5L2h')],
    ['another subject', (text: string) => text.replace('Subject: ', 'Subject: x')],
    ['a second From', (text: string) => text.replace('From: ', 'From: Evil <evil@x.example>\r\nFrom: ')],
    ['another way out', (text: string) => text.replace('news.example/u/', 'evil.example/u/')],
  ])('fails with %s', async (_, change) => {
    const before = (await signed()).toString('latin1');
    const after = change(before);
    expect(after).not.toBe(before);
    expect((await verdicts(Buffer.from(after, 'latin1'))).map(({ result }) => result)).not.toContain('pass');
  });

  it('survives what relays do to white space', async () => {
    const text = (await signed())
      .toString('latin1')
      .replace('Precedence: bulk', 'Precedence:   bulk  ')
      .replace(/(\r\n)+$/, '\r\n\r\n\r\n');
    expect((await verdicts(Buffer.from(text, 'latin1'))).map(({ result }) => result)).toEqual(['pass', 'pass']);
  });

  it('is what a run sends when there are keys', async () => {
    const sink = await startMailSink();
    const api = await anApiApp([DeliveryModule], { SMTP_URL: sink.url, DKIM_KEYS: folder });
    await someSubscribers(api.app, 3);
    const { editionId } = await aRun(api.app);
    await api.app.get(DeliveryDriver).work(editionId);
    expect(sink.mails).toHaveLength(3);
    for (const { raw } of sink.mails)
      expect((await verdicts(raw)).map(({ result }) => result)).toEqual(['pass', 'pass']);
    await api.close();
    await sink.close();
  });
});

describe('DKIM keys', () => {
  it('are readable by their owner only, and never overwritten', () => {
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    expect(() => makeDkimKeys(folder, 'tradewind.example', 'tw1')).toThrow(/is there already/);
  });

  it.each([
    [
      'of another domain',
      'tw1.other.example.pem',
      () => generateKeyPairSync('ed25519').privateKey,
      /other\.example is not the domain of the sender/,
    ],
    [
      'that are too short',
      'tw1.tradewind.example.pem',
      () => generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey,
      /at least 1024 bits/,
    ],
    [
      'of a kind that nobody verifies',
      'tw1.tradewind.example.pem',
      () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
      /RSA of at least/,
    ],
    ['with a name that says nothing', 'key.pem', () => generateKeyPairSync('ed25519').privateKey, /is not named/],
  ])('%s are refused by file', (_, file, make, message) => {
    const place = mkdtempSync(join(tmpdir(), 'tradewind-dkim-'));
    writeFileSync(join(place, file), make().export({ type: 'pkcs8', format: 'pem' }));
    expect(() => readDkimKeys(place, 'tradewind.example')).toThrow(message);
  });

  it('must be there when a folder is named', () => {
    expect(() => readDkimKeys('/nowhere/at-all', 'tradewind.example')).toThrow(/cannot be read/);
    expect(() => readDkimKeys(mkdtempSync(join(tmpdir(), 'tradewind-dkim-')), 'tradewind.example')).toThrow(/holds no/);
  });
});
