/** One header field as it stands in the message: its name in lower case, and name and value unfolded or not. */
export type Field = { name: string; raw: string };

/** Header fields in order, each with its folded lines, and the body. The message must use CRLF. */
export function splitMessage(message: Buffer): { fields: Field[]; body: Buffer } {
  const end = message.indexOf('\r\n\r\n');
  const head = message.subarray(0, end < 0 ? message.length : end).toString('latin1');
  const fields = head
    .split(/\r\n(?![ \t])/)
    .filter((raw) => raw.includes(':'))
    .map((raw) => ({ name: raw.slice(0, raw.indexOf(':')).trim().toLowerCase(), raw }));
  return { fields, body: end < 0 ? Buffer.alloc(0) : message.subarray(end + 4) };
}

/** RFC 6376 §3.4.2: lower-case name, unfolded, runs of white space as one space, none at either end of the value. */
export function relaxedField({ name, raw }: Field): string {
  const value = raw
    .slice(raw.indexOf(':') + 1)
    .replaceAll('\r\n', '')
    .replaceAll(/[ \t]+/g, ' ')
    // Not trim(): a byte 0xA0 is part of a letter here.
    .replaceAll(/^ | $/g, '');
  return `${name}:${value}`;
}

/** RFC 6376 §3.4.4: runs of white space as one space, none at line ends, no empty lines at the end, one CRLF after the last line. */
export function relaxedBody(body: Buffer): Buffer {
  const lines = body
    .toString('latin1')
    .split('\r\n')
    .map((line) => line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return Buffer.from(lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`, 'latin1');
}
