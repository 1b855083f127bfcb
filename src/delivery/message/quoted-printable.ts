/** RFC 2045 §6.7 (5): 76 characters a line, of which the last is kept free for the `=` of a soft break. */
const MAX_COLUMN = 75;
const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const DOT = 0x2e;
const EQUALS = 0x3d;
const UPPER_F = 0x46;
const HEX = Buffer.from('0123456789ABCDEF');

/**
 * Quoted-printable that begins at the start of a line and may be followed by a soft break, a line end or nothing. Beyond what RFC 2045
 * asks, no line begins with a dot (nothing to stuff) or an `F` (some relays turn `From ` into `>From `), no character is torn by a soft
 * break, and white space never stands twice or at a line end, so that the relaxed form of DKIM is the encoded text itself.
 */
export function quotedPrintable(content: Buffer): Buffer {
  const out = Buffer.allocUnsafe(content.length * 4 + 16);
  let length = 0;
  let column = 0;
  const breakLine = (isSoft: boolean): void => {
    if (isSoft) out[length++] = EQUALS;
    out[length++] = CR;
    out[length++] = LF;
    column = 0;
  };
  for (let at = 0; at < content.length; at++) {
    const byte = content[at] ?? 0;
    if (byte === CR && content[at + 1] === LF) {
      breakLine(false);
      at++;
      continue;
    }
    if (column + widthOf(byte, standsPlain(content, at, column)) > MAX_COLUMN) breakLine(true);
    if (standsPlain(content, at, column)) {
      out[length++] = byte;
      column++;
    } else {
      out[length++] = EQUALS;
      out[length++] = HEX[byte >> 4] ?? 0;
      out[length++] = HEX[byte & 15] ?? 0;
      column += 3;
    }
  }
  // A copy: the room that was not needed would stay in memory with it.
  return Buffer.from(out.subarray(0, length));
}

function standsPlain(content: Buffer, at: number, column: number): boolean {
  const byte = content[at] ?? 0;
  if (byte === SPACE) {
    const next = content[at + 1];
    return next !== undefined && next !== CR && content[at - 1] !== SPACE;
  }
  if (column === 0 && (byte === DOT || byte === UPPER_F)) return false;
  return byte > SPACE && byte < 0x7f && byte !== EQUALS;
}

/** The first byte of a character asks for the room of all of them. */
function widthOf(byte: number, isPlain: boolean): number {
  if (isPlain) return 1;
  if (byte < 0xc0) return 3;
  return byte < 0xe0 ? 6 : byte < 0xf0 ? 9 : 12;
}
