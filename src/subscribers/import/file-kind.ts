import { headOf, type FileBytes } from './file-bytes.js';
import { FileFault } from './file-fault.js';
import { ZipArchive } from './zip-archive.js';

/** Parts of an archive that programs leave behind. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

const REFUSED: readonly (readonly [number[], string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'An old Excel file (.xls) or a workbook with a password; save it as .xlsx without one, or as CSV UTF-8.',
  ],
  [[0x25, 0x50, 0x44, 0x46], 'A PDF is no table; save the list as CSV UTF-8 or .xlsx.'],
  [[0x1f, 0x8b], 'A gzip file; send it unpacked, or as ZIP.'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'A 7-Zip archive; send the file unpacked, or as ZIP.'],
  [[0x52, 0x61, 0x72, 0x21], 'A RAR archive; send the file unpacked, or as ZIP.'],
];

export type FileKind =
  | { kind: 'text' }
  | { kind: 'xlsx' }
  /** `unpack` gives the bytes of the one file in it. */
  | { kind: 'zip'; unpack(): AsyncIterable<Buffer> };

/** Told by the first bytes, never by a name. FileFault for what we do not read. */
export async function kindOf(file: FileBytes, maxUnpackedBytes: number): Promise<FileKind> {
  const head = await headOf(file, 8);
  if (head.length === 0) throw new FileFault('empty', 'The file is empty.');
  const refused = REFUSED.find(([magic]) => head.subarray(0, magic.length).equals(Buffer.from(magic)));
  if (refused !== undefined) throw new FileFault('unknown-format', refused[1]);
  if (head.readUInt16BE(0) !== 0x504b || (head[2] ?? 0) > 8) return { kind: 'text' };
  const archive = await ZipArchive.open(file, maxUnpackedBytes);
  if (archive.isWorkbook) return { kind: 'xlsx' };
  const files = [...archive.entries.values()].filter(
    ({ fileName }) => !fileName.endsWith('/') && !LITTER.test(fileName),
  );
  const [only] = files;
  if (only === undefined || files.length > 1)
    throw new FileFault('archive', `The archive must hold exactly one file, it holds ${files.length}.`);
  return { kind: 'zip', unpack: () => archive.read(only) };
}
