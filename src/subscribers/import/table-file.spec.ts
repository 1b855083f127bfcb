import { aZip, anXlsx, xlsxParts, type Cell } from '../../../test/support/spreadsheets.js';
import type { FileBytes } from './file-bytes.js';
import { kindOf } from './file-kind.js';
import { TableFile, type WantedForm } from './table-file.js';

const MOST = 8 * 1024 * 1024;

/** Bytes that come in small pieces. */
function bytesOf(buffer: Buffer): FileBytes {
  return {
    size: buffer.length,
    async *read(start = 0, end = buffer.length) {
      for (let at = start; at < end; at += 1_000) {
        await Promise.resolve();
        yield buffer.subarray(at, Math.min(at + 1_000, end));
      }
    },
  };
}

async function rowsOf(buffer: Buffer, wanted: WantedForm = {}) {
  const table = new TableFile({ format: 'xlsx', encoding: null, file: bytesOf(buffer) }, MOST);
  const rows: [number, ...string[]][] = [];
  let share = 0;
  for await (const part of table.rows(await table.form(wanted), (now) => (share = now)))
    for (const { line, fields } of part) rows.push([line, ...fields]);
  expect(share).toBe(1);
  return rows;
}
const kind = (buffer: Buffer) => kindOf(bytesOf(buffer), MOST);
const sheet = (rows: Cell[][], name = 'Sheet1') => ({ name, rows });

describe('a workbook', () => {
  it('gives its cells as text: shared, inline, numbers with all their digits, results of formulas', async () => {
    const rows: Cell[][] = [
      ['邮箱', '姓名', '手机'],
      ['li@example.com', { inline: '李 & 雷' }, { number: '13800138000' }],
      [{ formula: 'han@example.com' }, null, { number: '1.3800138E10' }],
      [],
      [null, null, { number: '0.5' }],
    ];
    expect(await rowsOf(anXlsx([sheet(rows)]))).toEqual([
      [1, '邮箱', '姓名', '手机'],
      [2, 'li@example.com', '李 & 雷', '13800138000'],
      [3, 'han@example.com', '', '13800138000'],
      [5, '', '', '0.5'],
    ]);
  });

  it('joins rich text and leaves phonetic guides out', async () => {
    const parts = xlsxParts([sheet([['email'], ['x']])]).map((part) => ({
      ...part,
      data: String(part.data).replace(
        /<si>(?:(?!<si>).)*>x<\/t><\/si>/,
        '<si><r><t>li@</t></r><r><t>example.com</t></r><rPh sb="0" eb="1"><t>guide</t></rPh></si>',
      ),
    }));
    expect(await rowsOf(aZip(parts))).toEqual([
      [1, 'email'],
      [2, 'li@example.com'],
    ]);
  });

  it('is read from the first sheet that is seen, or from the one that is named', async () => {
    const book = anXlsx([
      { ...sheet([['hidden']], 'Secret'), hidden: true },
      sheet([['first']], '名单'),
      sheet([['second']], 'Other'),
    ]);
    expect(await rowsOf(book)).toEqual([[1, 'first']]);
    expect(await rowsOf(book, { sheet: 'Other' })).toEqual([[1, 'second']]);
    await expect(rowsOf(book, { sheet: 'None' })).rejects.toMatchObject({ code: 'sheet', message: /名单, Other/ });
  });

  it('is told from other archives by what is in it', async () => {
    expect(await kind(anXlsx([sheet([['email']])]))).toEqual({ kind: 'xlsx' });
    expect(await kind(Buffer.from('email\n'))).toEqual({ kind: 'text' });
    expect(await kind(Buffer.from('PK,name\n'))).toEqual({ kind: 'text' });
    expect((await kind(aZip([{ name: 'list.csv', data: 'email\n' }]))).kind).toBe('zip');
  });

  it.each([
    ['that was cut off', anXlsx([sheet([['email']])]).subarray(0, 600), 'archive'],
    ['without a part', aZip(xlsxParts([sheet([['email']])]).filter(({ name }) => !name.includes('sheet1'))), 'broken'],
    ['without sheets', anXlsx([]), 'sheet'],
  ])('%s is refused', async (_, book, code) => {
    await expect(rowsOf(book)).rejects.toMatchObject({ code });
  });

  it.each([
    ['XML that is not well-formed', '<row r="3"><c r="A3"><v>1</v></x></row>', 'broken'],
    ['a string that is not there', '<row r="3"><c r="A3" t="s"><v>99</v></c></row>', 'broken'],
    ['a row without a number', '<row r="x"><c><v>1</v></c></row>', 'broken'],
    ['a cell far to the right', '<row r="3"><c r="ZZZ3"><v>1</v></c></row>', 'broken'],
    ['a cell without end', `<row r="3"><c r="A3"><v>${'9'.repeat(70_000)}</v></c></row>`, 'broken'],
    ['an entity', '<row r="3"><c r="A3" t="str"><v>&lol;</v></c></row>', 'broken'],
  ])('stops at %s and names the row before', async (_, row, code) => {
    const parts = xlsxParts([sheet([['email'], ['li@example.com']])]).map((part) => ({
      ...part,
      data: String(part.data).replace('</sheetData>', `${row}</sheetData>`),
    }));
    await expect(rowsOf(aZip(parts))).rejects.toMatchObject({ code, line: 2 });
  });

  it('with a document type is refused: nothing expands', async () => {
    const parts = xlsxParts([sheet([['email']])]).map((part) => ({
      ...part,
      data: String(part.data).replace('?>\n', '?>\n<!DOCTYPE lolz [<!ENTITY lol "lol">]>\n'),
    }));
    await expect(rowsOf(aZip(parts))).rejects.toMatchObject({ code: 'broken' });
  });
});

describe('an archive', () => {
  const unpack = async (buffer: Buffer) => {
    const found = await kind(buffer);
    if (found.kind !== 'zip') throw new Error(found.kind);
    const pieces: Buffer[] = [];
    for await (const piece of found.unpack()) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };

  it('holds one file, beside what programs leave behind', async () => {
    const parts = [
      { name: '__MACOSX/._list.csv', data: 'x' },
      { name: 'folder/', data: '', stored: true },
      { name: 'folder/名单.csv', data: 'email\nli@example.com\n' },
      { name: 'folder/.DS_Store', data: 'x' },
    ];
    expect(await unpack(aZip(parts))).toBe('email\nli@example.com\n');
  });

  it.each([
    [
      'with two files',
      aZip([
        { name: 'a.csv', data: 'x' },
        { name: 'b.csv', data: 'x' },
      ]),
      'archive',
    ],
    ['with none', aZip([{ name: 'folder/', data: '', stored: true }]), 'archive'],
    ['that leaves its folder', aZip([{ name: '../../etc/passwd', data: 'x' }]), 'archive'],
    ['with a name from the root', aZip([{ name: '/etc/passwd', data: 'x' }]), 'archive'],
    ['with a password', aZip([{ name: 'a.csv', data: 'x', encrypted: true }]), 'archive'],
    ['that is a bomb', aZip([{ name: 'a.csv', data: Buffer.alloc(6 * 1024 * 1024) }]), 'archive'],
    [
      'that is larger than may be',
      aZip([{ name: 'a.csv', data: Buffer.alloc(9 * 1024 * 1024, 'ab\ncd'), stored: true }]),
      'too-large',
    ],
    ['that lies about its size', aZip([{ name: 'a.csv', data: 'x'.repeat(5_000), claimedSize: 10 }]), 'archive'],
    ['that was cut off', aZip([{ name: 'a.csv', data: 'x'.repeat(5_000) }]).subarray(0, 40), 'archive'],
    [
      'with more files than we look at',
      aZip(Array.from({ length: 2_100 }, (_, n) => ({ name: `${n}.csv`, data: 'x', stored: true }))),
      'archive',
    ],
  ])('%s is refused', async (_, buffer, code) => {
    await expect(unpack(buffer)).rejects.toMatchObject({ code });
  });

  it.each([
    ['an old Excel file', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]],
    ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
    ['gzip', [0x1f, 0x8b, 0x08]],
  ])('%s is refused by name', async (_, magic) => {
    await expect(kind(Buffer.from(magic))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
