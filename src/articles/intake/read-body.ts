import type { Readable } from 'node:stream';
import { AppError } from '#src/foundation/http/app-error.js';

/** A body that no parser has read, whole. 413 beyond `maxBytes`; the rest is then passed over by the caller. */
export async function readBody(source: Readable, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxBytes) throw new AppError(413, 'article.too-large', `At most ${maxBytes} bytes are taken.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
