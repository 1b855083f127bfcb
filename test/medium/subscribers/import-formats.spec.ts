import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import request from 'supertest';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { ImportDriver, SubscribersApiModule } from '#src/subscribers/index.js';
import { anApiApp, bearer, type ApiApp } from '../../support/api-app.js';
import { readImport, startImport, upload } from '../../support/imports.js';
import { aZip, anXlsx, xlsxParts } from '../../support/spreadsheets.js';

let api: ApiApp;
let db: DataSource;
beforeAll(async () => {
  api = await anApiApp([SubscribersApiModule], { IMPORT_MAX_MB: '2' });
  db = api.app.get(DataSource);
});
afterAll(() => api.close());
beforeEach(() => db.query('TRUNCATE subscriber, subscriber_import CASCADE'));

const server = () => api.app.getHttpServer();
const people = [
  ['li.lei@example.com', '李雷', 'zh-CN'],
  ['han@例子.中国', '韩, "梅梅"; |x', 'zh-TW'],
];
const quoted = (cell: string) => (/[",;|\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const textWith = (delimiter: string) =>
  [['邮箱', '姓名', '语言'], ...people].map((row) => row.map(quoted).join(delimiter)).join('\r\n');

/** GB18030 of the few characters in the fixture (GB 18030-2022, two-byte area). */
const GB: Record<string, number[]> = {
  邮: [0xd3, 0xca],
  箱: [0xcf, 0xe4],
  姓: [0xd0, 0xd5],
  名: [0xc3, 0xfb],
  语: [0xd3, 0xef],
  言: [0xd1, 0xd4],
  李: [0xc0, 0xee],
  雷: [0xc0, 0xd7],
  韩: [0xba, 0xab],
  梅: [0xc3, 0xb7],
  例: [0xc0, 0xfd],
  子: [0xd7, 0xd3],
  中: [0xd6, 0xd0],
  国: [0xb9, 0xfa],
};
const encoders: Record<string, (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16le with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'utf-16be with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  gb18030: (text) => Buffer.from(Array.from(text).flatMap((letter) => GB[letter] ?? [letter.charCodeAt(0)])),
};
const workbook = () => anXlsx([{ name: '名单', rows: [['邮箱', '姓名', '语言'], ...people] }]);

async function expectEverybodyFrom(file: Buffer, format: 'text' | 'xlsx', encoding: string | null) {
  const { body } = await upload(server(), file, 'application/octet-stream').expect(201);
  expect(body).toMatchObject({ state: 'uploaded', format, encoding });
  await startImport(server(), body.id).expect(202);
  await api.app.get(ImportDriver).work();
  expect(await readImport(server(), body.id)).toMatchObject({ state: 'finished', rowsRead: 2, counts: { added: 2 } });
  expect(await selectRows(db, `SELECT email, name, locale FROM subscriber ORDER BY email DESC`)).toEqual([
    { email: 'li.lei@example.com', name: '李雷', locale: 'zh-CN' },
    { email: 'han@xn--fsqu00a.xn--fiqs8s', name: '韩, "梅梅"; |x', locale: 'zh-TW' },
  ]);
}

describe('the same people come out of', () => {
  describe.each(Object.keys(encoders))('%s', (name) => {
    it.each([',', ';', '\t', '|'])('separated by %j, packed or not', async (delimiter) => {
      const file = encoders[name]!(textWith(delimiter));
      const encoding = name.split(' ')[0]!;
      await expectEverybodyFrom(file, 'text', encoding);
      await db.query('TRUNCATE subscriber CASCADE');
      await expectEverybodyFrom(aZip([{ name: 'list.txt', data: file }]), 'text', encoding);
    });
  });

  it('a workbook', () => expectEverybodyFrom(workbook(), 'xlsx', null));
  it('a workbook in an archive', () =>
    expectEverybodyFrom(aZip([{ name: 'list.xlsx', data: workbook() }]), 'xlsx', null));
});

describe('a file that is told how it is', () => {
  it('is read in that encoding and with that delimiter', async () => {
    // 王@ in Big5, with a delimiter that nobody would guess.
    const file = Buffer.concat([
      Buffer.from('email^name\nwang@example.com^'),
      Buffer.from([0xa4, 0xfd]),
      Buffer.from('\n'),
    ]);
    const { id } = (await upload(server(), file).expect(201)).body;
    const preview = await request(server())
      .get(`/api/admin/subscribers/imports/${id}/preview?encoding=big5&delimiter=%5E`)
      .set(bearer)
      .expect(200);
    expect(preview.body).toMatchObject({
      encoding: 'big5',
      delimiter: '^',
      rows: [{ cells: ['wang@example.com', '王'] }],
    });
    await startImport(server(), id, { encoding: 'big5', delimiter: '^' }).expect(202);
    await api.app.get(ImportDriver).work();
    expect(await selectRows(db, `SELECT name FROM subscriber`)).toEqual([{ name: '王' }]);
  });

  it('is refused before anything starts when that is wrong', async () => {
    const { id } = (await upload(server(), encoders['gb18030']!(textWith(','))).expect(201)).body;
    const { body } = await startImport(server(), id, { encoding: 'utf-8' }).expect(422);
    expect(body.code).toBe('import.wrong-encoding');
  });

  it('must be told when it is none of those that we find', async () => {
    const file = Buffer.concat([Buffer.from('email,name\na@b.co,'), Buffer.from([0xff, 0xff]), Buffer.from('\n')]);
    const { id } = (await upload(server(), file).expect(201)).body;
    expect((await startImport(server(), id).expect(422)).body.code).toBe('import.unknown-encoding');
    await startImport(server(), id, { encoding: 'windows-1252' }).expect(202);
  });

  it('is read from the sheet that is named', async () => {
    const book = anXlsx([
      { name: 'One', rows: [['email'], ['one@example.com']] },
      { name: 'Two', rows: [['email'], ['two@example.com']] },
    ]);
    const { id } = (await upload(server(), book).expect(201)).body;
    const preview = await request(server()).get(`/api/admin/subscribers/imports/${id}/preview`).set(bearer).expect(200);
    expect(preview.body).toMatchObject({ format: 'xlsx', encoding: null, sheet: 'One', sheets: ['One', 'Two'] });
    expect((await startImport(server(), id, { sheet: 'Three' }).expect(422)).body.code).toBe('import.sheet');
    await startImport(server(), id, { sheet: 'Two' }).expect(202);
    await api.app.get(ImportDriver).work();
    expect(await selectRows(db, `SELECT email FROM subscriber`)).toEqual([{ email: 'two@example.com' }]);
  });
});

describe('row 47: an upload is refused, with nothing left of it,', () => {
  const nested = aZip([{ name: 'inner.zip', data: aZip([{ name: 'list.csv', data: 'email\n' }]) }]);
  const broken = aZip(xlsxParts([{ name: 'x', rows: [['email']] }]).filter(({ name }) => name !== 'xl/workbook.xml'));
  it.each([
    ['when an archive holds an archive', nested, 422, 'import.archive'],
    ['when an archive leaves its folder', aZip([{ name: '../list.csv', data: 'email\n' }]), 422, 'import.archive'],
    [
      'when an archive is a bomb',
      aZip([{ name: 'list.csv', data: Buffer.alloc(1_900_000, 'a') }]),
      422,
      'import.archive',
    ],
    [
      'when what is packed is too large',
      aZip([{ name: 'a', data: Buffer.alloc(2_200_000, randomUUID()), stored: true }]),
      413,
      'import.too-large',
    ],
    ['when a workbook lacks a part', broken, 422, 'import.broken'],
    ['when it is an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 422, 'import.unknown-format'],
  ])('%s', async (_, file, status, code) => {
    const { body } = await upload(server(), file, 'application/octet-stream').expect(status);
    expect(body.code).toBe(code);
    expect(await selectRows(db, `SELECT 1 AS x FROM subscriber_import`)).toEqual([]);
    expect(await selectRows(db, `SELECT 1 AS x FROM subscriber_import_chunk`)).toEqual([]);
  });
});

describe('a workbook that breaks off', () => {
  it('keeps the rows before the fault and names the row', async () => {
    const parts = xlsxParts([{ name: 'x', rows: [['email'], ['li@example.com'], ['han@example.com']] }]).map(
      (part) => ({
        ...part,
        data: String(part.data).replace('</sheetData>', '<row r="4"><c r="A4"><v>1</x></row></sheetData>'),
      }),
    );
    const { id } = (await upload(server(), aZip(parts)).expect(201)).body;
    await startImport(server(), id).expect(202);
    await api.app.get(ImportDriver).work();
    expect(await readImport(server(), id)).toMatchObject({
      state: 'failed',
      failure: { code: 'import.broken', line: 3 },
      counts: { added: 2 },
    });
  });
});
