import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { errorCode } from '#src/foundation/error-code.js';
import { BytesReader, type FileBytes } from './file-bytes.js';
import { FileFault } from './file-fault.js';

const MAX_ENTRIES = 2_000;
/** Deflate gives at most about 1:1000; text and spreadsheets stay far below 1:100. */
const MAX_RATIO = 100;
/** Below this, a good ratio is no bomb. */
const HARMLESS_BYTES = 1024 * 1024;

/**
 * A ZIP whose entries are read as streams, never more than `maxBytes` in sum. Nothing is written under an entry's name, and yauzl refuses names
 * that would leave a folder. Throws FileFault `archive` or `too-large`.
 */
export class ZipArchive {
  private unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    readonly entries: ReadonlyMap<string, Entry>,
    private readonly maxBytes: number,
  ) {}

  static async open(file: FileBytes, maxBytes: number): Promise<ZipArchive> {
    return asFault(async () => {
      const options = { lazyEntries: true, autoClose: false };
      const zip = await yauzl.fromRandomAccessReaderPromise(new BytesReader(file), file.size, options);
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        if (entries.size === MAX_ENTRIES)
          throw new FileFault('archive', `The archive has more than ${MAX_ENTRIES} files.`);
        entries.set(entry.fileName, entry);
      }
      return new ZipArchive(zip, entries, maxBytes);
    });
  }

  /** Whether it is a workbook of Excel and not just a ZIP. */
  get isWorkbook(): boolean {
    return this.entries.has('[Content_Types].xml') && [...this.entries.keys()].some((name) => name.startsWith('xl/'));
  }

  /** `onShare` is told how much of the entry has been read, from 0 to 1. */
  async *read(entry: Entry, onShare: (share: number) => void = () => undefined): AsyncGenerator<Buffer> {
    if (entry.isEncrypted()) throw new FileFault('archive', 'The archive is protected by a password.');
    const stream = await asFault(() => this.zip.openReadStreamPromise(entry));
    const most = Math.max(HARMLESS_BYTES, entry.compressedSize * MAX_RATIO);
    let bytes = 0;
    try {
      for await (const chunk of stream as Readable & AsyncIterable<Buffer>) {
        bytes += chunk.length;
        this.unpacked += chunk.length;
        if (bytes > most)
          throw new FileFault('archive', `A file in the archive is packed more than ${MAX_RATIO}-fold.`);
        if (this.unpacked > this.maxBytes)
          throw new FileFault('too-large', `What the archive holds is larger than ${this.maxBytes} bytes.`);
        yield chunk;
        onShare(bytes / entry.uncompressedSize);
      }
    } catch (error) {
      throw toFault(error);
    } finally {
      stream.destroy();
    }
  }
}

async function asFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFault(error);
  }
}

/** The libraries' own errors, about the file. Those of the database, from which the bytes come, stay what they are. */
function toFault(error: unknown): unknown {
  if (error instanceof FileFault || !(error instanceof Error) || error.name === 'QueryFailedError') return error;
  if (errorCode(error)?.startsWith('Z_') === false) return error;
  return new FileFault('archive', `The archive cannot be read: ${error.message.slice(0, 200)}.`, 0, { cause: error });
}
