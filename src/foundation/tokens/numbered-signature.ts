import { createHmac, type KeyObject } from 'node:crypto';

const TAG_BYTES = 10;
/** That many tags stand in one HMAC-SHA-512, each as good as an HMAC cut to its length. */
const TAGS = 6;
const ID_BYTES = 16;
const HEAD_BYTES = ID_BYTES + 4;

/** Tokens of one subject that differ in a number. Whatever block of numbers was asked for last is kept. */
export class NumberedSignature {
  private block = -1;
  private tags: Buffer = Buffer.alloc(0);

  /** `subject`: 16 bytes. */
  constructor(
    private readonly key: KeyObject,
    private readonly subject: Buffer,
  ) {}

  token(number: number): string {
    const bytes = Buffer.allocUnsafe(HEAD_BYTES + TAG_BYTES);
    this.subject.copy(bytes);
    bytes.writeUInt32BE(number, ID_BYTES);
    const at = (number % TAGS) * TAG_BYTES;
    this.tagsOf(Math.floor(number / TAGS)).copy(bytes, HEAD_BYTES, at, at + TAG_BYTES);
    return bytes.toString('base64url');
  }

  private tagsOf(block: number): Buffer {
    if (block !== this.block) {
      this.block = block;
      const counter = Buffer.allocUnsafe(4);
      counter.writeUInt32BE(block);
      this.tags = createHmac('sha512', this.key).update(this.subject).update(counter).digest();
    }
    return this.tags;
  }
}
