import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { TEST_ADMIN_TOKEN } from './api-app.js';

const PROGRAM = join(projectRoot, 'dist/src/main.js');

export type RoleProcess = {
  child: ChildProcess;
  /** Base URL of its HTTP face. */
  url: string;
  /** Everything it printed so far, both streams. */
  output(): string;
  /** Ends it and gives the exit code; `null` when a signal killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

/** The environment of a built process on a test database. */
export function roleEnvironment(databaseUrl: string, settings: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: databaseUrl,
    ADMIN_TOKEN: TEST_ADMIN_TOKEN,
    TOKEN_KEYS: `k1:${'A'.repeat(43)}`,
    PORT: '0',
    PUBLIC_URL: 'https://news.example',
    MAIL_FROM: 'digest@tradewind.example',
    POSTAL_ADDRESS: '1 Test Street',
    SWEEP_SECONDS: '1',
    ...settings,
  };
}

/** Starts a built role and waits until it listens. `wrapper` is a command that runs the one given to it in its own place. */
export async function startRole(
  role: string,
  environment: Record<string, string>,
  wrapper: readonly string[] = [],
): Promise<RoleProcess> {
  const { child, output } = launch([role], environment, wrapper);
  const port = await new Promise<number>((resolve, reject) => {
    const look = (): void => {
      const found =
        /"port":(\d+).*"event":"role\.started"/.exec(output()) ??
        /"event":"role\.started".*"port":(\d+)/.exec(output());
      if (found?.[1] !== undefined) resolve(Number(found[1]));
    };
    child.stdout.on('data', look);
    child.once('exit', (code) => {
      reject(
        new Error(`the ${role} role ended with ${code ?? 'a signal'} before it listened:\n${output().slice(-2_000)}`),
      );
    });
    setTimeout(() => {
      reject(new Error(`the ${role} role did not start in 90 s:\n${output().slice(-2_000)}`));
    }, 90_000).unref();
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return { child, url: `http://127.0.0.1:${port}`, output, stop };
}

/** Runs a built command to its end. */
export async function runCommand(
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = launch(args, environment);
  await once(child, 'close');
  return { code: child.exitCode, output: output() };
}

function launch(args: string[], environment: Record<string, string>, wrapper: readonly string[] = []) {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: npm run build`);
  const [command = process.execPath, ...rest] = [...wrapper, process.execPath, PROGRAM, ...args];
  const child = spawn(command, rest, {
    env: environment,
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const keep = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, output: () => text };
}
