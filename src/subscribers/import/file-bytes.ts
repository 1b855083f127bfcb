import { Readable } from 'node:stream';
import yauzl, { type RandomAccessReader } from 'yauzl';

/** Bytes that can be read from any place, any number of times. */
export interface FileBytes {
  readonly size: number;
  /** From `start` (0: the first byte) up to, not including, `end`. */
  read(start?: number, end?: number): AsyncIterable<Buffer>;
}

/** The first bytes, at most `length`. */
export async function headOf(file: FileBytes, length: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of file.read(0, Math.min(length, file.size))) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The same as yauzl wants it. */
export class BytesReader extends yauzl.RandomAccessReader implements RandomAccessReader {
  constructor(private readonly file: FileBytes) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.file.read(start, end), { objectMode: false });
  }
}
