import type { Socket } from 'node:net';
import type { SMTPServerDataStream } from 'smtp-server';
import { MOST_BYTES } from './inbound-mail.repository.js';

/** Who sends a byte now and then is never idle, and would keep a place for ever. */
export function endVisitAfter(seconds: number, socket: Socket): void {
  const timer = setTimeout(() => socket.destroy(), seconds * 1_000);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

/** Reads to the end, and keeps the first part. */
export async function firstOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let kept = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (kept >= MOST_BYTES) continue;
    chunks.push(chunk);
    kept += chunk.length;
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES);
}

/** What the other server is answered. */
export function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
