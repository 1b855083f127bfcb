import type { EncodedPart } from './encoded-part.js';

/** A text that all readers share, encoded from its byte `skip` on: `first` are the bytes before, `rest` those that make no whole group. */
type Phase = { first: Buffer; encoded: Buffer; rest: Buffer };
const GROUP = 3;
const LINE = 76;
const NOTHING = Buffer.alloc(0);

/**
 * Base64 takes groups of three bytes, and a slot of any length shifts what follows it. So each shared text is encoded for all three shifts,
 * and the few bytes between two of them are encoded with the slot's value: lines are uneven there (RFC 2045 §6.8 allows it), and no padding
 * stands in the middle.
 */
export class Base64Part implements EncodedPart {
  readonly encoding = 'base64';
  readonly bytes: number;
  private readonly shared: readonly (readonly Phase[])[];

  constructor(texts: readonly Buffer[]) {
    this.shared = texts.map((text, index) => phases(text, index === 0, index === texts.length - 1));
    this.bytes = this.shared.reduce((sum, [phase]) => sum + (phase?.encoded.length ?? 0), 0);
  }

  pour(values: readonly Buffer[], into: Buffer[]): void {
    let open: Buffer = NOTHING;
    this.shared.forEach((phasesOfText, index) => {
      const value = index === 0 ? undefined : values[index - 1];
      if (value !== undefined) open = Buffer.concat([open, value]);
      const phase = phasesOfText[(GROUP - (open.length % GROUP)) % GROUP];
      if (phase === undefined) return;
      open = Buffer.concat([open, phase.first]);
      if (phase.encoded.length > 0) {
        if (open.length > 0) into.push(base64Lines(open));
        into.push(phase.encoded);
        open = NOTHING;
      }
      if (phase.rest.length > 0) open = open.length === 0 ? phase.rest : Buffer.concat([open, phase.rest]);
    });
    if (open.length > 0) into.push(base64Lines(open));
  }
}

/** The first text always begins a group; the last one takes its padding with it. */
function phases(text: Buffer, isFirst: boolean, isLast: boolean): Phase[] {
  return [0, 1, 2].slice(0, isFirst ? 1 : GROUP).map((skip) => {
    const own = text.subarray(skip);
    const end = isLast ? own.length : own.length - (own.length % GROUP);
    return { first: text.subarray(0, skip), encoded: base64Lines(own.subarray(0, end)), rest: own.subarray(end) };
  });
}

/** Lines that each end in CRLF; nothing for no bytes. */
export function base64Lines(bytes: Buffer): Buffer {
  const text = bytes.toString('base64');
  let lines = '';
  for (let at = 0; at < text.length; at += LINE) lines += `${text.slice(at, at + LINE)}\r\n`;
  return Buffer.from(lines, 'latin1');
}
