import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classifyBounces, printRules } from './bounces.js';
import { evalBounces } from './eval-bounces.js';

let folder: string;
let out: string;
let err: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bounces-'));
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

function file(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const BOUNCE = `From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nI wasn't able to deliver your message.\n\n<a@x.example>:\n550 5.1.1 no such user\n`;
const LETTER = 'From: anna@example.com\nSubject: hello\n\nHow are you?\n';

describe('tradewind bounces classify', () => {
  it('prints a JSON line per file, of folders too', async () => {
    const [first, second] = [file('in/1.eml', BOUNCE), file('in/deep/2.eml', LETTER)];
    expect(await classifyBounces([join(folder, 'in')], { json: true })).toBe(0);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      {
        file: first,
        kind: 'bounce',
        sign: 'daemon',
        recipients: [
          {
            address: 'a@x.example',
            class: 'hard',
            status: '5.1.1',
            reply: '550 5.1.1 no such user',
            rule: 'unknown-user',
          },
        ],
      },
      { file: second, kind: 'other', sign: 'none', recipients: [] },
    ]);
  });

  it('says what cannot be read, goes on, and ends with 1', async () => {
    const good = file('good.eml', BOUNCE);
    expect(await classifyBounces([join(folder, 'no.eml'), good], { json: true })).toBe(1);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; error?: string });
    expect(lines.map(({ error }) => error)).toEqual(['does not exist', undefined]);
  });

  it('prints a table for people', async () => {
    expect(await classifyBounces([file('1.eml', BOUNCE)])).toBe(0);
    expect(out).toMatch(/1\.eml: bounce \(daemon\)\n {2}hard +5\.1\.1 +a@x\.example +unknown-user +550/);
  });
});

describe('tradewind bounces rules', () => {
  it('prints every rule with its class and its reason', () => {
    expect(printRules()).toBe(0);
    expect(out).toMatch(/^mailbox-full +soft +no room at the moment \(words\)$/m);
    expect(out).toMatch(/^code-policy +block +.* \(code .*\)$/m);
  });
});

describe('tradewind eval-bounces', () => {
  it('exits with 0 when the bar is met, else with 1', async () => {
    file('1.eml', BOUNCE);
    file('2.eml', LETTER);
    const good = file('good.csv', '\ufeffnote;class;address;file\nx;hard;A@x.example;1.eml\n;;;2.eml\n');
    expect(await evalBounces({ dir: folder, expected: good })).toBe(0);
    expect(out).toContain('hard precision           1/1  1.000');
    const bad = file('bad.csv', 'file,address,class\n1.eml,a@x.example,soft\nmissing.eml,b@x.example,hard\n');
    expect(await evalBounces({ dir: folder, expected: bad, json: true })).toBe(1);
    expect(JSON.parse(out.slice(out.indexOf('{')))).toMatchObject({
      meetsBar: false,
      hardPrecision: { hit: 0, of: 1 },
      errors: ['missing.eml: does not exist'],
    });
  });

  it('says in one line what is wrong with the table', async () => {
    expect(await evalBounces({ dir: folder, expected: file('a.csv', 'file,who\n1.eml,x\n') })).toBe(1);
    expect(
      await evalBounces({ dir: folder, expected: file('b.csv', 'file,address,class\n1.eml,x@y.example,maybe\n') }),
    ).toBe(1);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
    expect(err).toContain('row 2: class "maybe"');
  });
});
