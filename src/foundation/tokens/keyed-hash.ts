import { hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * HMAC-SHA-256 (RFC 2104) under one key, for texts that are hashed many thousand times a second: node's own makes and throws away an object
 * for each, which costs more than the hashing.
 */
export class KeyedHash {
  private inner: Buffer;
  private readonly outer: Buffer;

  constructor(key: Uint8Array) {
    const short = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
    this.inner = Buffer.alloc(BLOCK * 4, INNER);
    this.outer = Buffer.alloc(BLOCK + DIGEST, OUTER);
    for (const [at, byte] of short.entries()) {
      this.inner[at] = byte ^ INNER;
      this.outer[at] = byte ^ OUTER;
    }
  }

  digest(text: string, encoding: 'base64url' | 'hex' = 'base64url'): string {
    const end = BLOCK + Buffer.byteLength(text);
    if (end > this.inner.length) this.inner = Buffer.concat([this.inner.subarray(0, BLOCK)], end);
    this.inner.write(text, BLOCK);
    this.outer.write(hash('sha256', this.inner.subarray(0, end), 'hex'), BLOCK, 'hex');
    return hash('sha256', this.outer, encoding);
  }
}
