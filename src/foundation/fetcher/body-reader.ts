import type { Readable } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  constants,
  type Gunzip,
  type BrotliDecompress,
} from 'node:zlib';
import type { Failure } from './fetch-outcome.js';

/** Text seldom packs better than 1:20. */
const MAX_RATIO = 100;
/** Below this, a good ratio is no bomb. */
const HARMLESS_BYTES = 1024 * 1024;

export type ReadBody = { body: Buffer; wireBytes: number } | { fault: Failure };

/**
 * Reads a body to its end, unpacked, within `maxBytes` on the line and unpacked. A body that is cut off in its packing is given as far as it
 * came. Throws what the line throws (reset, abort).
 */
export async function readBody(stream: Readable, encoding: string, maxBytes: number): Promise<ReadBody> {
  const unpack = unpackerOf(encoding);
  if (unpack === undefined) return { fault: 'encoding' };
  const pieces: Buffer[] = [];
  let wireBytes = 0;
  let bytes = 0;
  try {
    for await (const piece of unpack === null ? counted() : through(counted(), unpack)) {
      bytes += piece.length;
      if (bytes > maxBytes) return { fault: 'too-large' };
      if (bytes > HARMLESS_BYTES && bytes > wireBytes * MAX_RATIO) return { fault: 'ratio' };
      pieces.push(piece);
    }
  } catch (error) {
    if (isZlibError(error)) return { fault: 'encoding' };
    if (error instanceof TooLargeError) return { fault: 'too-large' };
    throw error;
  }
  return { body: Buffer.concat(pieces), wireBytes };

  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      wireBytes += piece.length;
      if (wireBytes > maxBytes) throw new TooLargeError();
      yield piece;
    }
  }
}

class TooLargeError extends Error {}
type Unpacker = () => Gunzip | BrotliDecompress;

/** Null: nothing to unpack. Undefined: a packing that we did not ask for. Two packings over each other are one too many. */
function unpackerOf(encoding: string): Unpacker | null | undefined {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
    case 'none':
      return null;
    case 'gzip':
    case 'x-gzip':
      return () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    case 'deflate':
      return () => createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
    case 'br':
      return () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
    default:
      return undefined;
  }
}

/** Piece by piece, so that a bomb is noticed after its first megabyte and not in memory. Leaving the loop ends both streams. */
async function* through(source: AsyncIterable<Buffer>, unpack: Unpacker): AsyncGenerator<Buffer> {
  const unpacker = unpack();
  const feeding = feed(source, unpacker);
  feeding.catch((error: unknown) => unpacker.destroy(error instanceof Error ? error : new Error('the body broke off')));
  try {
    yield* unpacker as AsyncIterable<Buffer>;
    await feeding;
  } finally {
    unpacker.destroy();
  }
}

async function feed(source: AsyncIterable<Buffer>, unpacker: Gunzip | BrotliDecompress): Promise<void> {
  for await (const piece of source) {
    if (unpacker.destroyed) return;
    if (unpacker.write(piece)) continue;
    await new Promise<void>((done) => {
      unpacker.once('drain', done).once('close', done);
    });
  }
  if (!unpacker.destroyed) unpacker.end();
}

function isZlibError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return false;
  // Brotli's own codes begin with ERR__ (two underscores), unlike Node's.
  return error.code.startsWith('Z_') || error.code.startsWith('ERR__');
}
