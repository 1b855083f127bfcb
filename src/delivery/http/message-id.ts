import type { WireMessage } from '../transport.js';

/** The value of a message's Message-ID header with its angle brackets (RFC 5322 §3.6.4); pieces after the header are not looked at. */
export function messageIdOf({ pieces }: WireMessage): string | undefined {
  let head = '';
  for (const piece of pieces) {
    head += piece.toString('latin1');
    if (head.includes('\r\n\r\n')) break;
  }
  const end = head.indexOf('\r\n\r\n');
  return /^message-id:\s*(<[^<>\s]+>)/im.exec(end < 0 ? head : head.slice(0, end))?.[1];
}
