import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evalShifts } from './eval-shifts.js';
import { extractCommand } from './extract.js';

let folder: string;
let out: string;
let err: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'extract-'));
  [out, err] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk, done?: unknown) => {
    out += String(chunk);
    if (typeof done === 'function') done();
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    err += String(chunk);
    return true;
  });
  jest.spyOn(console, 'log').mockImplementation((line: unknown) => {
    out += `${String(line)}\n`;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const ARTICLE = 'Fees go up\r\n\r\nEtsy raised its listing fee from $0.20 to $0.25 in March.\r\n';

describe('tradewind extract', () => {
  it('prints a JSON array whose quotes are slices of the file, less its byte order mark', async () => {
    const path = file('a.txt', `\ufeff${ARTICLE}`);
    expect(await extractCommand(path, { json: true, published: '2026-04-01' })).toBe(0);
    const [shift] = JSON.parse(out) as { evidence: { start: number; end: number; quote: string }[] }[];
    expect(shift).toMatchObject({
      actor: { id: 'etsy' },
      kind: 'pricing',
      from: '$0.20',
      to: '$0.25',
      date: { start: '2026-03-01' },
    });
    const evidence = shift!.evidence[0]!;
    expect(ARTICLE.slice(evidence.start, evidence.end)).toBe(evidence.quote);
  });

  it('prints a list for people', async () => {
    expect(await extractCommand(file('a.txt', ARTICLE))).toBe(0);
    expect(out).toContain('Etsy · pricing · done');
    expect(await extractCommand(file('b.txt', 'Nothing at all.'))).toBe(0);
    expect(out).toContain('No strategy shift found.');
  });

  it.each([
    ['is missing', (): string => join(folder, 'no.txt'), 'does not exist'],
    ['is a folder', (): string => folder, 'is a folder'],
    ['is not UTF-8', (): string => file('gbk.txt', Buffer.from([0xc4, 0xe3, 0xba, 0xc3])), 'is not UTF-8 text'],
    ['is empty', (): string => file('e.txt', ' \n'), 'is empty'],
    ['is binary', (): string => file('z.txt', 'a\u0000b'), 'NUL'],
  ])('says in one line that the file %s', async (_what, path, words) => {
    expect(await extractCommand(path(), { json: true })).toBe(1);
    expect(err).toContain(words);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(out).toBe('');
  });

  it('refuses a publication day that is none', async () => {
    expect(await extractCommand(file('a.txt', ARTICLE), { published: 'yesterday' })).toBe(1);
    expect(err).toContain('is no day');
  });
});

describe('tradewind eval-shifts', () => {
  const gold = (start: number, end: number): string =>
    JSON.stringify({
      shifts: [{ id: 'S1', tier: 'must', actor: 'Etsy', kind: 'pricing', evidence: [{ start, end }] }],
    });

  it('exits with 0 when the bar is met, else with 1', async () => {
    const article = file('a.txt', ARTICLE);
    expect(await evalShifts({ article, gold: file('good.json', gold(14, 60)) })).toBe(0);
    expect(out).toContain('The bar is met.');
    expect(await evalShifts({ article, gold: file('bad.json', gold(0, 5)) })).toBe(1);
    expect(out).toContain('Below the bar.');
  });

  it('says in one line that the gold file is none', async () => {
    expect(await evalShifts({ article: file('a.txt', ARTICLE), gold: file('g.json', '{"shifts": 3}') })).toBe(1);
    expect(await evalShifts({ article: file('a.txt', ARTICLE), gold: file('h.json', 'nope') })).toBe(1);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  });
});
