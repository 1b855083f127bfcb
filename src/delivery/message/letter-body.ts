import { escapeMarkup } from '#src/domain/text/escape-markup.js';
import { cutAtSlots, slotValue, type Slot, type SlotValues } from '#src/rendering/index.js';
import { attach, MIXED_TYPE, type AttachedFile } from './attached-file.js';
import { Base64Part } from './base64-part.js';
import type { EncodedPart } from './encoded-part.js';
import { QuotedPrintablePart } from './quoted-printable-part.js';

/** Neither encoding can make a line of this, since `=_` is no quoted-printable and base64 has no underscore. */
const BOUNDARY = '=_tradewind-alternative';
const ALTERNATIVE_TYPE = `multipart/alternative; boundary="${BOUNDARY}"`;
const END = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);

type Part = { head: Buffer; slots: readonly Slot[]; encoded: EncodedPart; prepare: (value: string) => string };

export type BodyContent = { text: string; html: string; file?: AttachedFile | undefined };

/** The text and the HTML of a letter, text first (RFC 2046 §5.1.4: the best form last), encoded once for all readers. */
export class LetterBody {
  /** For the Content-Type of the message. */
  readonly type: string;
  private readonly parts: readonly Part[];
  private readonly around: readonly [Buffer, Buffer] | undefined;

  constructor({ text, html, file }: BodyContent) {
    this.type = file === undefined ? ALTERNATIVE_TYPE : MIXED_TYPE;
    this.around = file === undefined ? undefined : attach(file, ALTERNATIVE_TYPE);
    this.parts = [
      part(`--${BOUNDARY}\r\nContent-Type: text/plain`, text, (value) => value),
      part(`\r\n--${BOUNDARY}\r\nContent-Type: text/html`, html, escapeMarkup),
    ];
  }

  get slots(): Slot[] {
    return this.parts.flatMap(({ slots }) => slots);
  }

  /** In pieces. Those that readers share are the same buffers every time. */
  fill(values: SlotValues): Buffer[] {
    const pieces: Buffer[] = this.around === undefined ? [] : [this.around[0]];
    for (const { head, slots, encoded, prepare } of this.parts) {
      pieces.push(head);
      encoded.pour(
        slots.map((slot) => canonical(prepare(slotValue(values, slot)))),
        pieces,
      );
    }
    pieces.push(END);
    if (this.around !== undefined) pieces.push(this.around[1]);
    return pieces;
  }
}

function part(opening: string, body: string, prepare: (value: string) => string): Part {
  const { texts, slots } = cutAtSlots(body);
  const shared = texts.map(canonical);
  const candidates = [new QuotedPrintablePart(shared), new Base64Part(shared)] as const;
  const encoded = candidates[0].bytes <= candidates[1].bytes ? candidates[0] : candidates[1];
  const head = `${opening}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoded.encoding}\r\n\r\n`;
  return { head: Buffer.from(head), slots, encoded, prepare };
}

/** UTF-8 with the line ends of the wire (RFC 2046 §4.1.1), in both encodings. */
function canonical(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\r\n|\r|\n/g, '\r\n'));
}
