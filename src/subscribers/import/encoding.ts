import { TextDecoder } from 'node:util';

/** Encodings that a file may be said to have; the first four are also found without being told. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const HEAD_BYTES = 4_096;

/**
 * Finds the encoding of a file while it passes by: a byte-order mark, else the zero bytes of UTF-16, else whichever of UTF-8 and GB18030 reads
 * the whole file without a fault (UTF-8 first: hardly any GB18030 text happens to be valid UTF-8).
 */
export class EncodingSniffer {
  private head = Buffer.alloc(0);
  private utf8: TextDecoder | undefined = new TextDecoder('utf-8', { fatal: true });
  private gb18030: TextDecoder | undefined = new TextDecoder('gb18030', { fatal: true });

  take(chunk: Buffer): void {
    if (this.head.length < HEAD_BYTES) {
      this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD_BYTES - this.head.length)]);
    }
    this.utf8 = stillReads(this.utf8, chunk);
    if (this.utf8 === undefined || this.gb18030 !== undefined) this.gb18030 = stillReads(this.gb18030, chunk);
  }

  /** Undefined when it is none of the four. */
  end(): Encoding | undefined {
    const marked = byMark(this.head) ?? byZeros(this.head);
    if (marked !== undefined) return marked;
    if (stillReads(this.utf8) !== undefined) return 'utf-8';
    return stillReads(this.gb18030) === undefined ? undefined : 'gb18030';
  }
}

function stillReads(decoder: TextDecoder | undefined, chunk?: Buffer): TextDecoder | undefined {
  try {
    decoder?.decode(chunk, { stream: chunk !== undefined });
    return decoder;
  } catch {
    return undefined;
  }
}

function byMark(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head.subarray(0, 4).equals(Buffer.from([0x84, 0x31, 0x95, 0x33])) ? 'gb18030' : undefined;
}

/** Addresses, delimiters and line ends are ASCII, so a fair share of UTF-16's bytes is zero, and all on one side. */
function byZeros(head: Buffer): Encoding | undefined {
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd * 10 > head.length && even * 20 < odd) return 'utf-16le';
  return even * 10 > head.length && odd * 20 < even ? 'utf-16be' : undefined;
}
