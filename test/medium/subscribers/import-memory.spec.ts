import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SubscribersApiModule } from '#src/subscribers/index.js';
import { ImportClaims } from '#src/subscribers/import/import-claims.js';
import { ImportRunner } from '#src/subscribers/import/import-runner.js';
import { ImportUploader } from '#src/subscribers/import/import-uploader.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { readImport, startImport } from '../../support/imports.js';

const ROWS = 300_000;
const MEGABYTE = 1024 * 1024;

let api: ApiApp;
beforeAll(async () => {
  api = await anApiApp([SubscribersApiModule]);
});
afterAll(() => api.close());

function* file(): Generator<Buffer> {
  yield Buffer.from('email,name\n');
  for (let from = 0; from < ROWS; from += 1_000) {
    const lines = Array.from({ length: 1_000 }, (_, n) => `reader${from + n}@mail${n % 50}.example,读者 ${from + n}\n`);
    yield Buffer.from(lines.join(''));
  }
}

it('row 47: an import of 300,000 rows takes as much memory at its end as at its beginning', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed / MEGABYTE;
  };
  const before = heap();
  const id = await api.app
    .get(ImportUploader, { strict: false })
    .upload(Readable.from(file()), { fileName: null, actor: 'test' });
  expect(heap() - before).toBeLessThan(10);
  await startImport(api.app.getHttpServer(), id, { dryRun: true }).expect(202);
  const token = randomUUID();
  const claimed = await api.app.get(ImportClaims, { strict: false }).claim(token, 600);
  const samples: number[] = [];
  let looks = 0;
  const look = (): boolean => {
    looks += 1;
    if (looks % 10 === 0) samples.push(heap());
    return false;
  };
  await api.app.get(ImportRunner, { strict: false }).run(claimed!, token, look);
  expect(await readImport(api.app.getHttpServer(), id)).toMatchObject({ state: 'checked', rowsRead: ROWS });
  expect(samples.length).toBeGreaterThan(4);
  // What it remembers of each address lies outside the heap, at 16 to 32 bytes.
  expect(Math.max(...samples) - samples[0]!).toBeLessThan(10);
}, 300_000);
