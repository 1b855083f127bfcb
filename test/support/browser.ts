import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

const PROGRAM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/**
 * Whether pages can be tried in a real browser here. In CI a missing one is an error; elsewhere the tests are skipped, loudly.
 */
export function hasBrowser(): boolean {
  if (PROGRAM !== undefined) return true;
  if ((process.env['CI'] ?? '') !== '') throw new Error('chromium is missing, and in CI the tests of pages must run');
  console.warn('\n  !! chromium is not installed: the tests of pages are SKIPPED (apt-get install chromium)\n');
  return false;
}

export type Browsing = { context: BrowserContext; close(): Promise<void> };

/** A browser with a fresh profile that talks to loopback only. */
export async function openBrowser(
  options: { width?: number; dark?: boolean; script?: boolean } = {},
): Promise<Browsing> {
  const profile = mkdtempSync(join(tmpdir(), 'tradewind-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: PROGRAM ?? '',
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ], // prettier-ignore
    viewport: { width: options.width ?? 375, height: 800 },
    colorScheme: options.dark === true ? 'dark' : 'light',
    javaScriptEnabled: options.script ?? true,
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
