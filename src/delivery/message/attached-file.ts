import { base64Lines } from './base64-part.js';
import { oneLine, parameter } from './header-text.js';

/** A file that goes to all readers of a letter. */
export type AttachedFile = { name: string; mediaType: string; content: Buffer };

const BOUNDARY = '=_tradewind-mixed';
export const MIXED_TYPE = `multipart/mixed; boundary="${BOUNDARY}"`;

/** What stands before and after the letter itself, whose own type is `innerType`. Encoded once, like all that readers share. */
export function attach({ name, mediaType, content }: AttachedFile, innerType: string): [Buffer, Buffer] {
  const before = `--${BOUNDARY}\r\nContent-Type: ${innerType}\r\n\r\n`;
  const head = [
    `\r\n--${BOUNDARY}`,
    `Content-Type: ${oneLine(mediaType)}`,
    `Content-Disposition: attachment${parameter('filename', oneLine(name))}`,
    'Content-Transfer-Encoding: base64\r\n\r\n',
  ].join('\r\n');
  const after = [Buffer.from(head), base64Lines(content), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)];
  return [Buffer.from(before), Buffer.concat(after)];
}
