import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a statement that stands beside its repository: `sqlFile(import.meta.dirname, 'sql/claim.sql')`. */
export function sqlFile(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
