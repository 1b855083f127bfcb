import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPeople } from '../support/imports.js';
import { roleEnvironment, startRole } from '../support/processes.js';
import { tell } from './report.js';
import { aRunUnderFire } from './run-under-fire.js';
import { FAULTLESS, judgeRun, seed } from './wire-oracle.js';

const READERS = 300;
const IMPORTED = 2_000;

/** A command that fills a small file system of its own at the folder, and goes on without room for a byte. */
const onFullDisk = (folder: string) => [
  'unshare',
  '-rm',
  'sh',
  '-c',
  `mount -t tmpfs -o size=4k none "$0" && head -c 8192 /dev/zero > "$0/fill" 2> /dev/null; ! echo x 2> /dev/null > "$0/more" && exec "$@"`,
  folder,
];

const folder = mkdtempSync(join(tmpdir(), 'tradewind-test-full-'));
afterAll(() => {
  rmdirSync(folder);
});
const [command = '', ...args] = onFullDisk(folder);
const mayMount = spawnSync(command, [...args, 'true']).status === 0;
if (!mayMount && (process.env['CI'] ?? '') !== '')
  throw new Error('a file system may not be mounted here (unshare -rm), and the test of a full disk must run');
if (!mayMount) process.stderr.write('\n!!! NOT TESTED: a full disk. This user may not mount (unshare -rm).\n\n');

(mayMount ? it : it.skip)(
  'a program without room on its disk sends, and imports readers',
  async () => {
    const fire = await aRunUnderFire(READERS);
    const environment = roleEnvironment(fire.databaseUrl, {
      SMTP_URL: fire.relay.url,
      DATA_DIR: folder,
      TMPDIR: folder,
    });
    const all = await startRole('all', environment, onFullDisk(folder));
    try {
      const lines = Array.from({ length: IMPORTED }, (_, number) => `new-reader-${number}@test.example`);
      const { state, counts } = await importPeople(all.url, `email\n${lines.join('\n')}\n`);
      expect({ state, added: counts['added'] }).toEqual({ state: 'finished', added: IMPORTED });
      const rows = await fire.untilFinished();

      const verdict = judgeRun(rows, fire.relay.arrived);
      tell({ row: 23, fault: 'no room on the disk of the program', mails: READERS, uncertain: 0, ...verdict });
      expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
      expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(READERS);
      expect(await all.stop()).toBe(0);
    } finally {
      await all.stop('SIGKILL');
      await fire.close();
    }
  },
  90_000,
);
