import { hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;

/**
 * HMAC-SHA-256 (RFC 2104) under one key, by the million: `createHmac` makes an object of each, with a part outside the heap, which costs more than the
 * hash and is collected late. The buffers are written anew each time, which is safe as nothing here waits.
 */
export class KeyedHash {
  private inner = Buffer.alloc(BLOCK + 1_024);
  private readonly outer = Buffer.alloc(BLOCK + DIGEST);

  /** `key`: 32 bytes. */
  constructor(key: Buffer) {
    if (key.length > BLOCK) throw new Error('a key of HMAC-SHA-256 has 64 bytes at most');
    for (let at = 0; at < BLOCK; at += 1) {
      this.inner[at] = (key[at] ?? 0) ^ 0x36;
      this.outer[at] = (key[at] ?? 0) ^ 0x5c;
    }
  }

  /** In hex, of a text in UTF-8. */
  of(text: string): string {
    // A character of UTF-16 takes at most three bytes.
    if (BLOCK + text.length * 3 > this.inner.length)
      this.inner = Buffer.concat([this.inner.subarray(0, BLOCK)], BLOCK + text.length * 3);
    const length = this.inner.write(text, BLOCK);
    this.outer.write(hash('sha256', this.inner.subarray(0, BLOCK + length), 'hex'), BLOCK, 'hex');
    return hash('sha256', this.outer, 'hex');
  }
}
