import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth';
import { checkSignatures, SignatureSelfCheckError } from '#src/delivery/message/dkim/check-signatures.js';
import { makeDkimKeys, readDkimKeys, type DkimKey, type DnsRecord } from '#src/delivery/message/dkim/dkim-keys.js';
import { DeliveryDriver } from '#src/delivery/crew/delivery-driver.js';
import { DkimSigner } from '#src/delivery/message/dkim/dkim-signer.js';
import { SesTransport } from '#src/delivery/http/ses-transport.js';
import { SmtpTransport } from '#src/delivery/smtp/smtp-transport.js';
import { DeliveryModule } from '#src/delivery/index.js';
import { LetterTemplate } from '#src/delivery/message/letter-template.js';
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

const content = {
  subject: '方向变了 · 6000亿美元 and a rather long subject that has to be folded over several lines',
  html: `<p lang="zh-CN">你好　 世界\t</p>${'<p>段落 </p>\n'.repeat(50)}\n\n\n`,
  text: `你好\n\n${'一行 \n'.repeat(40)}\n\n`,
  language: 'zh-CN',
  feedback: { edition: 'e1', locale: 'zh-CN' },
  messageDomain: 'tradewind.example',
};
const aTemplate = (keys: readonly DkimKey[]) =>
  LetterTemplate.compile(content, { address: 'digest@tradewind.example', name: 'Tradewind' }, keys);

async function aSignedMessage(keys: readonly DkimKey[], isSigned = true): Promise<Buffer> {
  const template = await aTemplate(keys);
  const personal = {
    id: '1',
    to: { address: 'li@reader.example', name: '李雷, "Reader"' },
    date: new Date(),
    slots: { unsubscribeUrl: 'https://news.example/u/k1.abc.def', preferencesUrl: 'https://news.example/p/k1.abc.def' },
  };
  return Buffer.concat((await template.write(personal, isSigned)).pieces);
}

describe('a relay that writes headers anew', () => {
  it('is SES, and gets the message without a signature that it would break', async () => {
    const timeouts = { beforeBodySeconds: 1, finalReplySeconds: 1 };
    const ses = new SesTransport('ses://AKID:secret@eu-west-1', timeouts, 'ses');
    expect([ses.rewritesHeaders, new SmtpTransport('smtp://127.0.0.1', timeouts).rewritesHeaders]).toEqual([
      true,
      false,
    ]);
    const keys = readDkimKeys(folder, 'tradewind.example');
    const [signed, plain] = [await aSignedMessage(keys), await aSignedMessage(keys, false)];
    expect([signed, plain].map((mail) => mail.toString().match(/^DKIM-Signature:/gm)?.length ?? 0)).toEqual([2, 0]);
    expect(signed.toString().endsWith(plain.toString().slice(plain.indexOf('Content-Type: text/plain')))).toBe(true);
  });
});

describe('a signed message', () => {
  const keys = readDkimKeys(folder, 'news.tradewind.example');
  const signed = () => aSignedMessage(keys);

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
    const head = (await signed()).toString('latin1').split('\r\nFrom:')[0]!.replaceAll('\r\n ', '');
    const names = /h=([^;]+);/.exec(head)![1]!.split(':');
    expect(names.filter((name) => name === 'from')).toHaveLength(2);
    expect(names.filter((name) => name === 'subject')).toHaveLength(2);
    expect(head.split('\r\n').length).toBeGreaterThan(1);
  });

  it.each([
    ['another word in the body', (text: string) => text.replace('5q616JC9', '5q616JC8')],
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

describe('before a run, a sample is signed and verified, and', () => {
  const [ed25519, rsa] = readDkimKeys(folder, 'tradewind.example') as [DkimKey, DkimKey];
  const other = generateKeyPairSync('rsa', { modulusLength: 2_048 });

  it('good keys go on', async () => {
    await expect(aTemplate([ed25519, rsa])).resolves.toBeDefined();
  });

  it.each<[string, DkimKey]>([
    ['whose halves are of two pairs', { ...rsa, publicKey: other.publicKey }],
    ['that sign as another kind', { ...rsa, algorithm: 'ed25519-sha256' }],
    ['that stand under the name of another', { ...ed25519, selector: rsa.selector }],
  ])('keys %s stop it', async (_, broken) => {
    const error = await aTemplate([rsa, broken]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SignatureSelfCheckError);
    expect(error).toMatchObject({ code: 'delivery.dkim-self-check' });
  });

  it.each([
    ['a body that is not what was hashed', (text: string) => text.replace('5q616JC9', '5q616JC8')],
    [
      'white space that the relaxed form does not forgive',
      (text: string) => text.replace('Precedence: bulk', 'Precedence: b ulk'),
    ],
    ['a header that came later', (text: string) => text.replace('From: ', 'From: x@x.example\r\nFrom: ')],
    ['a signature that is cut', (text: string) => text.replace(/b=(\S{60})/, 'b=')],
    ['no signature', (text: string) => text.replaceAll('DKIM-Signature', 'X-Signature')],
  ])('%s is found', async (_, change) => {
    const good = (await aSignedMessage([ed25519, rsa])).toString('latin1');
    const changed = change(good);
    expect(changed).not.toBe(good);
    const check = (text: string) => () => {
      checkSignatures(Buffer.from(text, 'latin1'), [ed25519, rsa]);
    };
    expect(check(good)).not.toThrow();
    expect(check(changed)).toThrow(SignatureSelfCheckError);
  });

  it('a run that would fail everywhere is paused with not one mail sent', async () => {
    const sink = await startMailSink();
    const api = await anApiApp([DeliveryModule], { SMTP_URL: sink.url, DKIM_KEYS: folder });
    Object.assign(api.app.get(DkimSigner, { strict: false }), { keys: [{ ...rsa, publicKey: other.publicKey }] });
    await someSubscribers(api.app, 3);
    const { editionId } = await aRun(api.app);
    expect(await api.app.get(DeliveryDriver).work(editionId)).toBe('paused');
    expect(sink.mails).toHaveLength(0);
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
