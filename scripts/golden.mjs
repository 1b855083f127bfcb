// Shows how rendered mail differs from the golden files: `node scripts/golden.mjs`; `--renew` takes the new rendering.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const golden = join(root, 'test/golden/digest');
const kept = mkdtempSync(join(tmpdir(), 'tradewind-golden-'));
const isRenewing = process.argv.includes('--renew');

cpSync(golden, kept, { recursive: true });
const jest = spawnSync('npx', ['jest', 'test/golden', '--silent'], {
  cwd: root,
  env: { ...process.env, UPDATE_GOLDEN: '1' },
  stdio: ['ignore', 'ignore', 'pipe'],
  encoding: 'utf8',
});
if (jest.status !== 0) {
  process.stderr.write(jest.stderr);
  cpSync(kept, golden, { recursive: true });
  process.exit(1);
}
const { stdout, status } = spawnSync('git', ['diff', '--no-index', '--stat', '--patch', '--color=auto', kept, golden], {
  encoding: 'utf8',
});
if (!isRenewing) cpSync(kept, golden, { recursive: true });
rmSync(kept, { recursive: true });
process.stdout.write(status === 0 ? 'golden files: no difference\n' : stdout);
if (status !== 0)
  process.stdout.write(
    isRenewing ? '\ngolden files: renewed\n' : '\ngolden files: differ; take the new rendering with --renew\n',
  );
process.exitCode = status === 0 || isRenewing ? 0 : 1;
