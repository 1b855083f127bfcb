import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#src/foundation/config/config.js';
import { configSchema } from '#src/foundation/config/config.schema.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { generatedDocs, writeDocs } from '#src/roles/docs.js';

const docs = Object.entries(generatedDocs());
const envExample = generatedDocs()['.env.example']!;

describe('the documentation of the settings', () => {
  it.each(docs)('%s is what the schema says (else: npm run generate)', (path, text) => {
    expect(readFileSync(join(projectRoot, path), 'utf8')).toBe(text);
  });

  it.each(docs)('%s names every setting, and the file of every secret', (_path, text) => {
    for (const [name, field] of Object.entries(configSchema.shape)) {
      expect(text).toContain(name);
      expect(text.includes(`${name}_FILE`)).toBe(field.meta()?.['secret'] === true);
      expect(field.description).toMatch(/\S+ \S+/);
    }
  });

  it('gives defaults that the program takes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tradewind-docs-'));
    const shown = envExample
      .split('\n')
      .map((line) => /^#([A-Z_]+)="?(.*?)"?$/.exec(line))
      .filter((match) => match !== null)
      .map(([, name, value]) => [name!, value!] as const);
    expect(shown.map(([name]) => name)).toEqual(Object.keys(configSchema.shape));
    const config = loadConfig({ ...Object.fromEntries(shown), DATA_DIR: folder });
    const untouched = loadConfig({ DATA_DIR: folder });
    expect(config).toEqual(untouched);
    rmSync(folder, { recursive: true });
  });

  it('is written where it is asked to be', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tradewind-docs-'));
    const paths = writeDocs(folder);
    expect(paths.map((path) => path.slice(folder.length + 1))).toEqual(docs.map(([path]) => path));
    expect(docs.map(([path]) => readFileSync(join(folder, path), 'utf8'))).toEqual(docs.map(([, text]) => text));
    rmSync(folder, { recursive: true });
  });
});
