import { generateKeyPairSync } from 'node:crypto';
import { LetterTemplate } from '#src/delivery/message/letter-template.js';
import { LetterWriter } from '#src/delivery/message/letter-writer.js';
import { aToken } from '../delivery/delivery-bench.js';
import { aTrackedForm, aTrackingBench, type TrackingBench } from './tracking-bench.js';
import { aCompiledDigest } from '../../support/builders.js';

const URLS = ['https://a.example/1?x=1&y=2', 'https://b.example/2'];

let bench: TrackingBench;
beforeAll(async () => {
  bench = await aTrackingBench();
});
afterAll(() => bench.close());

const isTracked = (html: string) => /\/l\/|\/o\/|<img/.test(html);
const trackedInLedger = () => bench.query(`SELECT is_tracked FROM delivery ORDER BY id`);

describe('a mail on the wire', () => {
  it('to a reader who allows no tracking has direct links and no picture', async () => {
    const { editionId, people } = await bench.anEdition({ urls: URLS, readers: 2, tracked: 1 });
    await bench.work(editionId);
    const mails = await bench.mails();
    const [tracked, plain] = people.map(({ email }) => mails.get(email)!);
    expect(plain!.links.slice(0, 2)).toEqual(URLS);
    expect(plain!.picture).toBeUndefined();
    expect(isTracked(plain!.html)).toBe(false);
    expect(tracked!.links.slice(0, 2).every((url) => /^https:\/\/news\.example\/l\/[\w-]{40}$/.test(url))).toBe(true);
    expect(tracked!.picture).toMatch(/^https:\/\/news\.example\/o\/[\w-]{40}\.gif$/);
    expect(tracked!.text.replace(/[\w.-]{60,}/g, '')).toBe(plain!.text.replace(/[\w.-]{60,}/g, ''));
    expect((await bench.rows(editionId)).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
    expect(await trackedInLedger()).toEqual(expect.arrayContaining([{ is_tracked: true }, { is_tracked: false }]));
  });

  it('has links of its own for each reader, and no address in any', async () => {
    const { editionId, people } = await bench.anEdition({ urls: URLS, readers: 3 });
    await bench.work(editionId);
    const links = [...(await bench.mails()).values()].flatMap((mail) => [...mail.links, mail.picture!]);
    expect(new Set(links).size).toBe(3 * 6);
    for (const { email } of people) expect(links.join(' ')).not.toContain(email.split('@')[0]);
  });

  it('never tracks the links about the reader', async () => {
    const { editionId } = await bench.anEdition({ urls: URLS });
    await bench.work(editionId);
    const [mail] = (await bench.mails()).values();
    expect(mail!.links.slice(3).map((url) => new URL(url).pathname.slice(0, 3))).toEqual(['/u/', '/p/']);
  });

  it('is untracked when the consent is taken back between the freeze and the claim', async () => {
    const { editionId, people } = await bench.anEdition({ urls: URLS });
    await bench.allow([people[0]!.id], false);
    await bench.work(editionId);
    const [mail] = (await bench.mails()).values();
    expect(mail!.links.slice(0, 2)).toEqual(URLS);
    expect(await trackedInLedger()).toEqual([{ is_tracked: false }]);
  });

  it('is untracked when the consent is taken back after the relay said 354: not one byte of the tracked one leaves', async () => {
    const { editionId, people } = await bench.anEdition({ urls: URLS });
    let bytesOfFirst = -1;
    bench.relay.use(({ phase, count }) => {
      if (phase === 'mail' && count === 1) bytesOfFirst = bench.relay.bodyBytes();
      return phase === 'data' && count === 0 ? { until: bench.allow([people[0]!.id], false) } : undefined;
    });
    await bench.work(editionId);
    expect(bytesOfFirst).toBe(0);
    const mails = [...(await bench.mails()).values()];
    expect(bench.relay.arrived).toHaveLength(1);
    expect(mails[0]!.links.slice(0, 2)).toEqual(URLS);
    expect(await bench.rows(editionId)).toMatchObject([{ state: 'accepted', attempt: 1 }]);
    expect(await trackedInLedger()).toEqual([{ is_tracked: false }]);
  });

  it('is untracked for a consent that was given after the claim', async () => {
    const { editionId, people } = await bench.anEdition({ urls: URLS, tracked: 0 });
    bench.relay.use(({ phase, count }) =>
      phase === 'data' && count === 0 ? { until: bench.allow([people[0]!.id]) } : undefined,
    );
    await bench.work(editionId);
    expect((await bench.mails()).get(people[0]!.email)!.links.slice(0, 2)).toEqual(URLS);
  });
});

describe('the fence', () => {
  it('opens for a tracked mail only while the reader allows it', async () => {
    const { editionId, people } = await bench.anEdition({ urls: URLS, readers: 2, tracked: 1 });
    const { claimed } = await bench.ledger.claim(editionId, 2, aToken(1), 900);
    const allows = new Map(claimed.map(({ subscriberId, allowsTracking }) => [subscriberId, allowsTracking]));
    expect(people.map(({ id }) => allows.get(id))).toEqual([true, false]);
    for (const { id, allowsTracking } of claimed) {
      expect(await bench.ledger.handOff(id, aToken(1), 900, 'r', true)).toBe(allowsTracking);
    }
  });
});

describe('the links of an edition', () => {
  it('are written once for all languages and readers, and for no reader', async () => {
    const { editionId } = await bench.anEdition({ urls: [...URLS, URLS[0]!], readers: 3 });
    const links = await bench.query(`SELECT place, url FROM tracked_link WHERE edition_id = $1 ORDER BY id`, [
      editionId,
    ]);
    expect(links).toHaveLength(4);
    expect(links).toEqual(
      expect.arrayContaining([
        { place: 'canary', url: 'https://news.example/subscribe' },
        { place: 'source:1', url: URLS[0] },
        { place: 'source:2', url: URLS[1] },
        { place: 'source:3', url: URLS[0] },
      ]),
    );
  });

  it.each(['ftp://a.example/', 'javascript:alert(1)', 'https://a.example/a b', '//a.example'])(
    'never lead to %s, which fails the start as a whole',
    async (url) => {
      await expect(bench.anEdition({ urls: [url] })).rejects.toThrow(/tracked_link_url_check/);
      expect(await bench.query(`SELECT * FROM delivery_run`)).toEqual([]);
    },
  );
});

describe('with TRACKING off', () => {
  it('nobody is tracked, also in an edition that was started before', async () => {
    const { editionId } = await bench.anEdition({ urls: URLS });
    const letters = bench.api.app.get(LetterWriter, { strict: false });
    const { claimed } = await bench.ledger.claim(editionId, 1, aToken(1), 900);
    const [delivery] = claimed;
    const setting = jest.replaceProperty(bench.api.config, 'TRACKING', false);
    expect((await letters.render(delivery!)).linkIds).toBeUndefined();
    setting.restore();
    expect((await letters.render(delivery!)).linkIds).toHaveLength(3);
  });
});

describe('a render without a tracked form', () => {
  it('serves everybody', async () => {
    const { editionId } = await bench.anEdition({ urls: URLS });
    await bench.query(`UPDATE delivery_variant SET tracked_html = NULL, link_ids = NULL`);
    await bench.work(editionId);
    expect((await bench.mails()).values().next().value!.links.slice(0, 2)).toEqual(URLS);
    expect(await trackedInLedger()).toEqual([{ is_tracked: false }]);
  });

  it.each([
    ['a slot of another program', `tracked_html = '<p>⟦other⟧</p>'`],
    ['a link that it does not know', `tracked_html = '<a href="⟦link-7⟧">x</a>'`],
  ])('with %s stops the run before anything is sent', async (_, change) => {
    const { editionId } = await bench.anEdition({ urls: URLS });
    await bench.query(`UPDATE delivery_variant SET ${change}`);
    await bench.work(editionId);
    expect(bench.relay.arrived).toEqual([]);
    expect(await bench.report(editionId)).toMatchObject({ state: 'paused' });
  });
});

describe('a tracked mail', () => {
  it('is signed like any other', async () => {
    const { privateKey: key, publicKey } = generateKeyPairSync('ed25519');
    const dkim = { domain: 'news.example', selector: 'e', key, publicKey, algorithm: 'ed25519-sha256' } as const;
    const content = {
      ...aCompiledDigest(),
      ...{ html: aTrackedForm(URLS).html, linkIds: [7, 8, 9] },
      ...{ language: 'en', feedback: { edition: 'e', locale: 'en' }, messageDomain: 'news.example' },
    };
    const sender = { address: 'digest@news.example', name: 'Tradewind' };
    await expect(LetterTemplate.compile(content, sender, [dkim])).resolves.toMatchObject({ linkIds: [7, 8, 9] });
  });
});
