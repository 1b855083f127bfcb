import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES } from '#src/domain/locale/locale.js';
import { DigestRenderer } from '#src/rendering/digest-renderer.js';
import { MjmlCompiler } from '#src/rendering/mjml-compiler.js';
import { aDigestView } from './digest-fixture.js';

/** `node scripts/golden.mjs` shows how the mail differs, `node scripts/golden.mjs --renew` takes the new one. */
const isRenewing = process.env['UPDATE_GOLDEN'] === '1';
const folder = join(import.meta.dirname, 'digest');
const renderer = new DigestRenderer(new MjmlCompiler());

describe.each(LOCALES)('the digest in %s', (locale) => {
  test.each(['html', 'text', 'mjml'] as const)('is byte for byte the golden %s', async (part) => {
    const file = join(folder, `${locale}.${part === 'text' ? 'txt' : part}`);
    const actual = (await renderer.render(aDigestView(locale)))[part];
    if (isRenewing) writeFileSync(file, actual);
    expect(existsSync(file)).toBe(true);
    expect(actual === readFileSync(file, 'utf8') ? 'equal' : `differs: node scripts/golden.mjs`).toBe('equal');
  });
});
