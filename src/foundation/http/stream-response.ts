import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { errorCode } from '../error-code.js';

/**
 * Sends what `source` gives, no faster than it is taken. A client that goes away ends the source, which is no error; a source that fails
 * breaks the answer off, so that nobody takes the part for the whole.
 */
export async function streamTo(response: Response, source: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(source, { objectMode: false }), response);
  } catch (error) {
    if (errorCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
