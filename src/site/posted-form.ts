import type { Request } from 'express';
import { AppError } from '#src/foundation/http/app-error.js';

/** A form of ours has some hundred bytes, a one-click post forty. */
const MAX_BYTES = 64 * 1024;

/**
 * The fields of a posted form; of a name that is there twice, the first. Bodies of other types than urlencoded are passed over and count as
 * empty: the only one that matters is the multipart form of a one-click post (RFC 8058 §3.2), whose content says no more than that it was
 * sent. 413 above 64 kB.
 */
export async function readForm(request: Request): Promise<Partial<Record<string, string>>> {
  const body = await readBody(request);
  if (request.is('application/x-www-form-urlencoded') === false) return {};
  const fields = [...new URLSearchParams(body.toString('utf8'))];
  return Object.fromEntries(fields.reverse());
}

async function readBody(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    // Leaving the loop must not destroy the socket: the sender still gets an answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > MAX_BYTES) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new AppError(400, 'site.cut-off', 'The request was cut off.', {}, { cause });
  }
  if (bytes <= MAX_BYTES) return Buffer.concat(chunks);
  request.resume();
  throw new AppError(413, 'site.too-large', 'The body is larger than 64 kB.');
}
