import mammoth from 'mammoth';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

/** What a document of Word may hold, unpacked. */
const MAX_UNPACKED = 60_000_000;
const MAX_ENTRIES = 2_000;

/** The words of a document of Word as HTML. Undefined when it is none, or a bomb. Pictures are left out, nothing outside the file is read. */
export async function readDocx(bytes: Uint8Array): Promise<string | undefined> {
  const buffer = Buffer.from(bytes);
  if (!(await isSoundZip(buffer))) return undefined;
  try {
    const noPicture = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
    const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: noPicture, externalFileAccess: false });
    return value;
  } catch {
    return undefined;
  }
}

/** Unpacks everything once, counting: mammoth would unpack it whole into memory, and sizes in the directory may lie. */
async function isSoundZip(buffer: Buffer): Promise<boolean> {
  try {
    const zip = await yauzl.fromBufferPromise(buffer, { lazyEntries: true });
    let unpacked = 0;
    let entries = 0;
    let isDocument = false;
    for await (const entry of zip.eachEntry()) {
      entries += 1;
      isDocument ||= entry.fileName === 'word/document.xml';
      unpacked += await sizeOf(zip, entry, MAX_UNPACKED - unpacked);
      if (entries > MAX_ENTRIES || unpacked > MAX_UNPACKED) return false;
    }
    return isDocument;
  } catch {
    return false;
  }
}

async function sizeOf(zip: ZipFile, entry: Entry, most: number): Promise<number> {
  const stream = await zip.openReadStreamPromise(entry);
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > most) break;
  }
  return bytes;
}
