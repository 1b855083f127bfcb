import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configPage, envExample } from '#src/foundation/config/config-docs.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';

/** The generated files, by their path below the project. A test compares them with what stands there. */
export function generatedDocs(): Record<string, string> {
  return { '.env.example': envExample(), 'docs/configuration.md': configPage() };
}

/** Writes the generated files below `root` and gives their paths. */
export function writeDocs(root: string = projectRoot): string[] {
  return Object.entries(generatedDocs()).map(([name, text]) => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  });
}
