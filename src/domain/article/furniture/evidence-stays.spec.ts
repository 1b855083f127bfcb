import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { goldSchema } from '../../shift/eval/gold.schema.js';
import { stripFurniture } from './strip-furniture.js';

const folder = join(import.meta.dirname, '../../../../test/fixtures/shifts');
const names = readdirSync(folder).filter((name) => name.endsWith('.txt')).map((name) => name.replace(/\.txt$/u, '')); // prettier-ignore

describe('an annotated article', () => {
  it.each(names)('%s loses none of its evidence', (name) => {
    const text = readFileSync(join(folder, `${name}.txt`), 'utf8');
    const gold = goldSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.gold.json`), 'utf8')));
    const { body } = stripFurniture(text);
    for (const { quote } of gold.shifts.flatMap((shift) => shift.evidence)) expect(body).toContain(quote);
  });
});
