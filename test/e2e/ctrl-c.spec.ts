import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { freePort } from '../support/free-port.js';

/** As a terminal does it: the signal goes to the whole process group, and npm passes it on once more. */
it('Ctrl-C ends `npm run demo` after a clean drain, with 0', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-ctrl-c-'));
  chmodSync(folder, 0o711);
  const child = spawn('npm', ['run', 'demo'], {
    cwd: projectRoot,
    detached: true,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATA_DIR: join(folder, 'data'),
      PORT: String(await freePort()),
      INBOX_PORT: String(await freePort()),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C ends it.')) resolve();
    });
  });
  const ended = once(child, 'exit');
  await Promise.race([ready, ended]);
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(output).toContain('stopping: what is in flight ends first');
  rmSync(folder, { recursive: true, force: true });
}, 120_000);
