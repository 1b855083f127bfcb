import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { runCommand } from '../support/processes.js';

let folder: string;
let ports: { PORT: string; INBOX_PORT: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-demo-'));
  // The operating-system user of the embedded PostgreSQL must be able to pass through.
  chmodSync(folder, 0o711);
  ports = { PORT: String(await freePort()), INBOX_PORT: String(await freePort()) };
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const demo = (args: string[], settings: Record<string, string> = {}) =>
  runCommand(['demo', ...args], { PATH: process.env['PATH']!, DATA_DIR: join(folder, 'data'), ...ports, ...settings });

describe('the demo', () => {
  it('goes from articles to accepted mails on a fresh folder, and again on the same one', async () => {
    const first = await demo(['--once']);
    expect(first.output).toMatch(/✓ 8 of 8 mails accepted: sent/);
    expect(first.output).toMatch(/Deliveries of edition 1:\n {2}accepted +8/);
    expect(first.code).toBe(0);

    const again = await demo(['--once']);
    expect(again.output).toMatch(/Deliveries of edition 2:\n {2}accepted +8/);
    expect(again.code).toBe(0);
  }, 120_000);

  it('uses a text file of the reader’s own', async () => {
    const file = join(folder, 'article.txt');
    writeFileSync(
      file,
      'Amazon raises its fees\n\nAmazon will raise fulfillment fees for large items by 4% from January 15, 2027, the company said.\n',
    );
    const { output, code } = await demo(['--once', '--article', file]);
    expect(output).toMatch(/✓ 1 article, 1 strategy shifts? found/);
    expect(code).toBe(0);
  }, 60_000);

  it.each([
    ['a missing article file', ['--article', '/nowhere/at-all.txt'], {}, /^\/nowhere\/at-all\.txt: does not exist$/],
    ['a wrong locale', ['--locale', 'fr'], {}, /--locale <locale>/],
    ['a folder it may not write', ['--once'], { DATA_DIR: '/dev/null/tradewind' }, /DATA_DIR/],
  ])('says in one line what is wrong with %s', async (_, args, settings, message) => {
    const { output, code } = await demo(args, settings);
    expect(output.trim().split('\n').at(-1)).toMatch(message);
    expect(code).not.toBe(0);
  });

  it('says in one line that its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((listening) => taken.listen(Number(ports.PORT), '127.0.0.1', listening));
    const { output, code } = await demo(['--once']);
    expect(output.trim().split('\n').at(-1)).toBe(`PORT: ${ports.PORT} is in use already; set PORT to another one`);
    expect(code).toBe(1);
    await new Promise((closed) => taken.close(closed));
  }, 60_000);
});
