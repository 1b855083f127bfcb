import { DataSource } from 'typeorm';
import { MailDomains } from '#src/delivery/lanes/mail-domains.js';
import { MxResolver } from '#src/delivery/lanes/mx-resolver.js';
import { aDeliveryBench, type DeliveryBench } from './delivery-bench.js';
import { aRun, someSubscribers } from '../../support/builders.js';

/** Knows what it is told; a domain it does not know cannot be looked up now. */
class FakeMx extends MxResolver {
  readonly asked: string[] = [];
  atATime = 0;
  private open = 0;

  constructor(readonly known: Record<string, string[]> = {}) {
    super();
  }

  override async resolve(domain: string): Promise<string[] | undefined> {
    this.asked.push(domain);
    this.open += 1;
    this.atATime = Math.max(this.atATime, this.open);
    await new Promise((done) => setImmediate(done));
    this.open -= 1;
    return this.known[domain];
  }
}

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await aDeliveryBench();
});
afterAll(() => bench.close());
beforeEach(() =>
  bench.query(
    `TRUNCATE mail_domain, delivery, delivery_slice, delivery_progress, delivery_variant, delivery_run, subscriber, consent_event, suppression CASCADE`,
  ),
);

const learner = (resolver: MxResolver) => new MailDomains(bench.api.app.get(DataSource), resolver);
const domains = () => bench.query(`SELECT domain, provider, mx, is_known FROM mail_domain ORDER BY domain`);

async function readersAt(...mailboxDomains: string[]): Promise<void> {
  const readers = await someSubscribers(bench.api.app, mailboxDomains.length);
  for (const [index, domain] of mailboxDomains.entries())
    await bench.query(`UPDATE subscriber SET email = $2 WHERE id = $1`, [
      readers[index]!.id,
      `reader${index}@${domain}`,
    ]);
}

describe('what is known of mailbox domains', () => {
  it('is known without a question for the well-known, and by the mail servers for others', async () => {
    await readersAt('gmail.com', 'qq.com', 'qq.com', 'shop.example', 'small.example', 'none.example');
    const mx = new FakeMx({
      'shop.example': ['mxbiz1.qq.com', 'mxbiz2.qq.com'],
      'small.example': ['mail.small.example'],
      'none.example': [],
    });
    await expect(learner(mx).learn()).resolves.toBe(5);
    expect(mx.asked.sort()).toEqual(['none.example', 'shop.example', 'small.example']);
    expect(await domains()).toEqual([
      { domain: 'gmail.com', provider: 'google', mx: [], is_known: true },
      { domain: 'none.example', provider: 'other', mx: [], is_known: true },
      { domain: 'qq.com', provider: 'qq', mx: [], is_known: true },
      { domain: 'shop.example', provider: 'tencent-exmail', mx: ['mxbiz1.qq.com', 'mxbiz2.qq.com'], is_known: true },
      { domain: 'small.example', provider: 'other', mx: ['mail.small.example'], is_known: true },
    ]);
  });

  it('is not asked for again within a month', async () => {
    await readersAt('shop.example');
    const mx = new FakeMx({ 'shop.example': ['mxn.mxhichina.com'] });
    const people = learner(mx);
    await people.learn();
    await people.learn(); // The end of the walk.
    await people.learn();
    await bench.query(`UPDATE mail_domain SET looked_up_at = now() - interval '29 days'`);
    await learner(mx).learn();
    expect(mx.asked).toEqual(['shop.example']);
    await bench.query(`UPDATE mail_domain SET looked_up_at = now() - interval '31 days'`);
    await learner(mx).learn();
    expect(mx.asked).toEqual(['shop.example', 'shop.example']);
  });

  it('is asked for again after a day when the look-up failed, and what was known before stays', async () => {
    await readersAt('shop.example');
    const mx = new FakeMx({ 'shop.example': ['mxn.mxhichina.com'] });
    await learner(mx).learn();
    await bench.query(`UPDATE mail_domain SET looked_up_at = now() - interval '31 days'`);
    delete mx.known['shop.example'];
    await learner(mx).learn();
    expect(await domains()).toEqual([
      { domain: 'shop.example', provider: 'aliyun', mx: ['mxn.mxhichina.com'], is_known: false },
    ]);
    await learner(mx).learn();
    expect(mx.asked).toHaveLength(2);
    await bench.query(`UPDATE mail_domain SET looked_up_at = now() - interval '25 hours'`);
    mx.known['shop.example'] = ['mx.zoho.com'];
    await learner(mx).learn();
    expect(await domains()).toMatchObject([{ provider: 'zoho', is_known: true }]);
  });

  it('asks for twenty at a time', async () => {
    await readersAt(...Array.from({ length: 65 }, (_, index) => `d${index}.example`));
    const mx = new FakeMx();
    await learner(mx).learn();
    expect([mx.asked.length, mx.atATime]).toEqual([65, 20]);
  });

  it('finds who came after the walk had begun, in the next round', async () => {
    await readersAt('one.example');
    const mx = new FakeMx({ 'one.example': [], 'two.example': [] });
    const people = learner(mx);
    await people.learn();
    await readersAt('two.example');
    for (let step = 0; step < 3; step += 1) await people.learn();
    expect(mx.asked).toEqual(['one.example', 'two.example']);
  });

  it('is written beside every delivery when the audience is frozen', async () => {
    await readersAt('gmail.com', 'shop.example', 'unknown.example');
    await learner(new FakeMx({ 'shop.example': ['mxbiz1.qq.com'] })).learn();
    const { editionId } = await aRun(bench.api.app);
    const rows = await bench.query(
      `SELECT split_part(s.email, '@', 2) AS domain, d.provider FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id
       WHERE d.edition_id = $1 ORDER BY 1`,
      [editionId],
    );
    expect(rows).toEqual([
      { domain: 'gmail.com', provider: 'google' },
      { domain: 'shop.example', provider: 'tencent-exmail' },
      { domain: 'unknown.example', provider: 'other' },
    ]);
  });
});
