import type { WireMessage } from '../transport.js';

/** A message as it is written: without its `tail` no relay can take the `head` for a whole message. */
export type Framed = { head: readonly Buffer[]; tail: Buffer };

const FINAL_DOT = Buffer.from('.\r\n');

/** RFC 5321 §4.1.1.4. A {@link WireMessage} ends in CRLF and needs no dot-stuffing. */
export function framedForData({ pieces }: WireMessage): Framed {
  return { head: pieces, tail: FINAL_DOT };
}

/** RFC 3030 §2: the size goes ahead and nothing marks the end, so the last octets are held back. */
export function framedForBdat({ pieces, bytes }: WireMessage): Framed {
  const last = pieces.findLastIndex((piece) => piece.length > 0);
  const piece = pieces[last] ?? Buffer.alloc(0);
  const cut = Math.max(0, piece.length - 2);
  return {
    head: [Buffer.from(`BDAT ${bytes} LAST\r\n`), ...pieces.slice(0, Math.max(0, last)), piece.subarray(0, cut)],
    tail: piece.subarray(cut),
  };
}
