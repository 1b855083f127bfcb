import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../../../foundation/paths/project-root.js';
import { readReport } from './read-report.js';

type Row = { file: string; address: string; class: string };

const folder = join(projectRoot, 'test/fixtures/bounces');
const rows = parse<Row>(readFileSync(join(folder, 'expected.csv')), { columns: true });
const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));

describe('a mail that came back', () => {
  it.each(names)('%s', async (name) => {
    const report = await readReport(readFileSync(join(folder, name)));
    const expected = rows.filter(({ file, address }) => file === name && address !== '');
    expect(report.recipients.map(({ address, class: found }) => `${address} ${found}`).sort()).toEqual(
      expected.map(({ address, class: found }) => `${address} ${found}`).sort(),
    );
  });

  it('stands in the table, one or more lines for each', () => {
    expect([...new Set(rows.map(({ file }) => file))].sort()).toEqual(names.sort());
    expect(names.length).toBeGreaterThanOrEqual(80);
    expect(names.filter((name) => name.startsWith('ok-')).length).toBeGreaterThanOrEqual(25);
  });
});
