import type { Entry } from 'yauzl';
import { FileFault } from './file-fault.js';
import { XlsxStrings } from './xlsx-strings.js';
import { walkXml, type XmlHandlers } from './xml-parts.js';
import type { ZipArchive } from './zip-archive.js';

type Sheet = { name: string; isHidden: boolean; path: string };

const MAX_SHEETS = 1_000;
const MAX_CELL_CHARACTERS = 32_767;

/** The parts of a workbook (ECMA-376 Part 1 §12) that an import needs: its sheets, and the strings that they share. */
export class XlsxBook {
  private constructor(
    private readonly archive: ZipArchive,
    private readonly sheets: Sheet[],
    private readonly stringsPath: string | undefined,
  ) {}

  static async open(archive: ZipArchive): Promise<XlsxBook> {
    const bookPath = await mainPart(archive);
    const targets = new Map<string, { type: string; path: string }>();
    await walk(archive, relationsOf(bookPath), {
      open: (name, { Id = '', Type = '', Target = '' }) => {
        if (name === 'Relationship') targets.set(Id, { type: Type, path: resolvePath(bookPath, Target) });
      },
    });
    const sheets: Sheet[] = [];
    await walk(archive, bookPath, {
      open: (name, attributes) => {
        if (name !== 'sheet' || sheets.length === MAX_SHEETS) return;
        const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
        const target = targets.get(id);
        if (target?.type.endsWith('/worksheet') !== true) return;
        const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
        sheets.push({ name: attributes['name'] ?? '', isHidden, path: target.path });
      },
    });
    if (sheets.length === 0) throw new FileFault('sheet', 'The workbook has no sheet with cells.');
    const strings = [...targets.values()].find(({ type }) => type.endsWith('/sharedStrings'));
    return new XlsxBook(archive, sheets, strings?.path);
  }

  /** Those that a person sees; all of them when every one is hidden. */
  get sheetNames(): string[] {
    const visible = this.sheets.filter(({ isHidden }) => !isHidden);
    return (visible.length > 0 ? visible : this.sheets).map(({ name }) => name);
  }

  /** The cells' part of a sheet by name; the first visible one without a name. */
  sheetEntry(name: string | undefined): Entry {
    const wanted = name ?? this.sheetNames[0];
    const sheet = this.sheets.find((candidate) => candidate.name === wanted);
    if (sheet === undefined)
      throw new FileFault('sheet', `There is no such sheet; there are: ${this.sheetNames.join(', ')}.`);
    return entryOf(this.archive, sheet.path);
  }

  /** Text of rich strings is joined; phonetic guides (`rPh`) are left out. */
  async strings(): Promise<XlsxStrings> {
    const strings = new XlsxStrings();
    if (this.stringsPath === undefined || !this.archive.entries.has(this.stringsPath)) return strings;
    let text = '';
    let isText = false;
    let phonetic = 0;
    await walk(this.archive, this.stringsPath, {
      open: (name) => {
        if (name === 'si') text = '';
        else if (name === 'rPh') phonetic += 1;
        else if (name === 't') isText = phonetic === 0;
      },
      text: (piece) => {
        if (isText && text.length <= MAX_CELL_CHARACTERS) text += piece;
      },
      close: (name) => {
        if (name === 't') isText = false;
        else if (name === 'rPh') phonetic -= 1;
        else if (name === 'si') strings.add(text.slice(0, MAX_CELL_CHARACTERS));
      },
    });
    return strings;
  }
}

/** Strict and transitional workbooks use different addresses for the same kinds, so only their ends are looked at. */
async function mainPart(archive: ZipArchive): Promise<string> {
  let path = 'xl/workbook.xml';
  await walk(archive, '_rels/.rels', {
    open: (name, { Type = '', Target = '' }) => {
      if (name === 'Relationship' && Type.endsWith('/officeDocument')) path = resolvePath('', Target);
    },
  });
  return path;
}

async function walk(archive: ZipArchive, path: string, handlers: XmlHandlers): Promise<void> {
  const steps = walkXml(archive.read(entryOf(archive, path)), path, handlers);
  while ((await steps.next()).done !== true);
}

function entryOf(archive: ZipArchive, path: string): Entry {
  const entry = archive.entries.get(path);
  if (entry === undefined) throw new FileFault('broken', `The workbook lacks its part ${path}.`);
  return entry;
}

function relationsOf(path: string): string {
  const at = path.lastIndexOf('/') + 1;
  return `${path.slice(0, at)}_rels/${path.slice(at)}.rels`;
}

function resolvePath(from: string, target: string): string {
  return new URL(target, `zip:/${from}`).pathname.replace(/^\/+/, '');
}
