import { crc32, deflateRawSync } from 'node:zlib';

export type ZipPart = {
  name: string;
  data: Buffer | string;
  stored?: boolean;
  /** What the directory says of the size, when it lies. */
  claimedSize?: number;
  encrypted?: boolean;
};

/** A ZIP archive (APPNOTE 6.3.3 §4.3) in memory. */
export function aZip(parts: ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, stored = false, claimedSize, encrypted = false } of parts) {
    const plain = Buffer.from(data);
    const packed = stored ? plain : deflateRawSync(plain);
    const fileName = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2);
    fields.writeUInt16LE(stored ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimedSize ?? plain.length, 18);
    fields.writeUInt16LE(fileName.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, fileName, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, place, fileName]));
    bodies.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
}

/** A cell: a text (shared), a text of its own, a number as it stands in the XML, or nothing. */
export type Cell = string | { inline: string } | { number: string } | { formula: string } | null;
export type SheetFixture = { name: string; rows: Cell[][]; hidden?: boolean };

/** A workbook as Excel writes it: shared strings, relations by id, empty cells left out. */
export function anXlsx(sheets: SheetFixture[]): Buffer {
  return aZip(xlsxParts(sheets));
}

export function xlsxParts(sheets: SheetFixture[]): ZipPart[] {
  const strings: string[] = [];
  const sheetXml = sheets.map(({ rows }) => sheetOf(rows, strings));
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const xml = (text: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`;
  const listed = sheets.map(
    ({ name, hidden }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
  );
  const targets = sheets.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`));
  return [
    {
      name: '[Content_Types].xml',
      data: xml('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    },
    {
      name: '_rels/.rels',
      data: xml(
        `<Relationships xmlns="${packages}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
      ),
    },
    {
      name: 'xl/workbook.xml',
      data: xml(`<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${listed.join('')}</sheets></workbook>`),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: xml(
        `<Relationships xmlns="${packages}">${targets.join('')}${relation('rIdS', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
      ),
    },
    {
      name: 'xl/sharedStrings.xml',
      data: xml(
        `<sst xmlns="${main}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
      ),
    },
    ...sheetXml.map((data, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      data: xml(`<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`),
    })),
  ];
}

function sheetOf(rows: Cell[][], strings: string[]): string {
  return rows
    .map((cells, row) => {
      const written = cells.map((cell, column) => cellOf(cell, `${columnName(column)}${row + 1}`, strings));
      return `<row r="${row + 1}">${written.join('')}</row>`;
    })
    .join('');
}

function cellOf(cell: Cell, place: string, strings: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${place}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  if ('inline' in cell) return `<c r="${place}" t="inlineStr"><is><t>${escaped(cell.inline)}</t></is></c>`;
  if ('formula' in cell) return `<c r="${place}" t="str"><f>A1</f><v>${escaped(cell.formula)}</v></c>`;
  return `<c r="${place}"><v>${cell.number}</v></c>`;
}

function columnName(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : `${columnName(Math.floor(column / 26) - 1)}${columnName(column % 26)}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
