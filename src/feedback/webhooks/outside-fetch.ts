import type { ReadableStream } from 'node:stream/web';
import { Injectable } from '@nestjs/common';

export type Fetched = { status: number; body: string };

/** What doors fetch from their providers. Tests replace it. */
export abstract class OutsideFetch {
  /** A small text over HTTPS from a URL that has been checked. Redirects are not followed. Throws when there is no answer. */
  abstract get(url: string): Promise<Fetched>;
}

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 65_536;

@Injectable()
export class HttpsFetch extends OutsideFetch {
  override async get(url: string): Promise<Fetched> {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body: ReadableStream<Uint8Array> | null = response.body;
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of body ?? []) {
      bytes += piece.length;
      // Leaving the loop cancels the rest.
      if (bytes > MAX_BYTES) throw new Error('the answer is too long');
      pieces.push(piece);
    }
    return { status: response.status, body: Buffer.concat(pieces).toString('utf8') };
  }
}
