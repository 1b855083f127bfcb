import { randomFillSync } from 'node:crypto';
import type { Clock } from '#src/foundation/clock/clock.js';

/** Ids whose randomness is drawn at a time. */
const DRAWN = 512;
/** Hex digits of randomness in one: 12 bits and 62 bits, of which two are given away. */
const DIGITS = 19;

/** UUIDv7 (RFC 9562 §5.7) by the thousand, as our SQL function makes them one by one. */
export class RowIds {
  private random = '';
  private at = 0;
  private prefix = '';

  constructor(private readonly clock: Clock) {}

  next(): string {
    if (this.at === this.random.length) this.draw();
    const { at, random } = this;
    this.at += DIGITS;
    // The variant is 10 in the two highest bits: one of 8, 9, a, b.
    const variant = '89ab'.charAt(Number.parseInt(random.charAt(at), 16) & 3);
    return `${this.prefix}${random.slice(at + 1, at + 4)}-${variant}${random.slice(at + 4, at + 7)}-${random.slice(at + 7, at + DIGITS)}`;
  }

  private draw(): void {
    this.random = randomFillSync(Buffer.allocUnsafe((DRAWN * DIGITS) / 2)).toString('hex');
    this.at = 0;
    const time = this.clock.now().getTime().toString(16).padStart(12, '0');
    this.prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  }
}
