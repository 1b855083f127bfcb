import type { EncodedPart } from './encoded-part.js';
import { quotedPrintable } from './quoted-printable.js';

const SOFT_BREAK = '=\r\n';

/** Every slot is fenced by soft breaks, so its value begins a line and what follows begins the next: encoded pieces fit together as they are. */
export class QuotedPrintablePart implements EncodedPart {
  readonly encoding = 'quoted-printable';
  readonly bytes: number;
  private readonly shared: readonly Buffer[];

  constructor(texts: readonly Buffer[]) {
    this.shared = texts.map((text, index) => fenced(quotedPrintable(text), index === 0, index === texts.length - 1));
    this.bytes = this.shared.reduce((sum, piece) => sum + piece.length, 0);
  }

  pour(values: readonly Buffer[], into: Buffer[]): void {
    this.shared.forEach((piece, index) => {
      const value = index === 0 ? undefined : values[index - 1];
      if (value !== undefined) into.push(quotedPrintable(value));
      if (piece.length > 0) into.push(piece);
    });
  }
}

function fenced(text: Buffer, isFirst: boolean, isLast: boolean): Buffer {
  // A part must not end in a soft break, which would reach into the boundary.
  const before = isFirst || (isLast && text.length === 0) ? '' : SOFT_BREAK;
  const isAtLineStart = text.length === 0 || text.at(-1) === 0x0a;
  const after = isLast || isAtLineStart ? '' : SOFT_BREAK;
  return Buffer.concat([Buffer.from(before), text, Buffer.from(after)]);
}
