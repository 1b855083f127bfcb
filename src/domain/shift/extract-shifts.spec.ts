import { sha256 } from '#src/foundation/tokens/sha256.js';
import { overlayActors } from './actors/actor-lexicon.js';
import { extractShifts } from './extract-shifts.js';

const read = (text: string, title?: string) => extractShifts({ text, title, publishedAt: '2026-11-20' }, { sha256 });
const FEES = 'Etsy raised its listing fee from $0.20 to $0.25 on Tuesday.';

describe('extracting from a whole text', () => {
  it.each(['', ' \r\n\t ', '\ud800', '😀😀😀', '。。。！！！', '\u0000\u0001', '“”""', '((((((', '2026年', 'Amazon'])(
    'finds nothing in %j and does not fail',
    (text) => {
      expect(read(text)).toEqual([]);
    },
  );

  it('never quotes the title, a heading or boilerplate', () => {
    const text =
      'Etsy raises its listing fee\n\nEtsy cuts 300 jobs\n\nNothing else happened today at all.\n\nSource: Etsy raised its fee.';
    expect(read(text)).toEqual([]);
    expect(read('Etsy raised its listing fee.\nNothing else.', 'Etsy raised its listing fee.')).toEqual([]);
  });

  it('counts offsets in UTF-16 units, over emoji, CRLF and lone surrogates', () => {
    for (const before of ['😀 Hello there, world.\r\n\r\n', '\ud83d Broken start.\n', '\u3000\u3000「前言」。\n']) {
      const text = before + FEES;
      const [proposal] = read(text);
      expect(proposal?.evidence[0]).toMatchObject({ start: before.length, end: text.length, quote: FEES });
    }
  });

  it('merges what two sentences say of one shift, with both quotes', () => {
    const text = `${FEES}\n\nThe listing fee was raised by Etsy after months of losses.`;
    const [proposal, ...more] = read(text);
    expect(more).toEqual([]);
    expect(proposal?.evidence).toHaveLength(2);
  });

  it('shows a contradiction instead of choosing', () => {
    const text = 'Temu退出了以色列市场,时间是2026年3月。\n随后又有报道说,Temu在2026年5月退出了以色列市场。';
    const [proposal] = read(text);
    expect(proposal?.conflicts).toEqual([
      { field: 'date', values: ['2026-03-01..2026-03-31', '2026-05-01..2026-05-31'] },
    ]);
  });

  it('lets 公司 and "the company" mean the actor named before', () => {
    expect(read('拼多多公布了季报。公司计划在波兰招聘200名员工。')[0]?.actor).toMatchObject({
      id: 'pdd',
      surface: '公司',
      resolvedBy: 'coref',
    });
    expect(
      read('Shopee published its results. The company plans to hire 200 people in Poland.')[0]?.actor,
    ).toMatchObject({ id: 'shopee', resolvedBy: 'coref' });
  });

  it('reads with the lexicon it is given', () => {
    const lexicon = overlayActors([
      { id: 'kite', name: 'Kite', role: 'company', aliases: [{ text: '云雀小店', via: 'product' }] },
    ]);
    const text = '云雀小店宣布退出巴西市场。';
    expect(extractShifts({ text }, { sha256, lexicon })[0]?.actor).toMatchObject({ id: 'kite', name: 'Kite' });
    expect(read(text)[0]?.actor.id ?? null).toBeNull();
  });

  it('leaves a relative date unknown without a publication day', () => {
    const [proposal] = extractShifts({ text: 'UPS will close two warehouses in December.' }, { sha256 });
    expect(proposal?.date).toMatchObject({ text: 'December', start: null, precision: 'unknown' });
  });

  it('speaks of at most three shifts in one sentence', () => {
    const text =
      'Meta cut 300 jobs, raised its ad fees by 5%, acquired Manus, left Nigeria, named Jo Li as CFO and postponed its headset.';
    expect(read(text).length).toBeLessThanOrEqual(3);
  });

  it.each([
    ['Chinese without marks', '亚马逊将佣金从百分之五上调至百分之八并裁减三百个岗位'.repeat(40_000)],
    [
      'English without marks',
      'amazon will raise its fees and cut jobs while Shopify plans to launch a tool for sellers '.repeat(22_000),
    ],
    ['nothing but commas', ','.repeat(1_000_000)],
    ['nothing but quotation marks', '“'.repeat(500_000)],
    ['nothing but full stops', 'a. '.repeat(600_000)],
    ['nothing but line ends', '\r\n'.repeat(1_000_000)],
    ['brackets', '(('.repeat(500_000)],
    ['a real article, again and again', `${FEES}\nTemu宣布退出巴西市场,并裁员200人。\n`.repeat(20_000)],
  ])(
    'reads two megabytes of %s without a quadratic step',
    (_what, text) => {
      // Time of this process, not of the clock: other work on the machine must not fail the test. It takes a few seconds.
      const before = process.cpuUsage();
      read(text);
      expect(process.cpuUsage(before).user / 1e6).toBeLessThan(60);
    },
    300_000,
  );
});
