/**
 * Whether a short text can be stored as it is: PostgreSQL refuses U+0000 in text and lone surrogates in JSON, and other control characters
 * have no place in a name, a search or a headline. Tab and line ends may stay.
 */
export function isStorable(text: string): boolean {
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) && text.isWellFormed();
}
export const NOT_STORABLE = 'holds control characters or half a character';
