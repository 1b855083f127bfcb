/** What PostgreSQL refuses (U+0000) and what has no place in words; tab and line ends may stay. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Whether a short text can be stored as it is: no control characters, and no lone surrogates, which JSON columns refuse. */
export function isStorable(text: string): boolean {
  return text.search(CONTROLS) === -1 && text.isWellFormed();
}
export const NOT_STORABLE = 'holds control characters or half a character';

/**
 * A long text made storable: LF line ends, no byte order mark, no control characters, no lone surrogates. Nothing else is changed, so that
 * quotes stay what the author wrote.
 */
export function storableText(text: string): string {
  return text
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(CONTROLS, '')
    .replaceAll('\ufeff', '')
    .toWellFormed()
    .trim();
}
