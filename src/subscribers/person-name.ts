export const MAX_NAME_CHARACTERS = 120;
/** The name stands in the To header: no line breaks, no control characters. */
export const NAME_TEXT = /^[^\p{Cc}\u2028\u2029]*$/u;

/** The name without space around it; undefined for one that no mail may bear. */
export function readPersonName(text: string): string | undefined {
  const name = text.trim();
  return name !== '' && name.length <= MAX_NAME_CHARACTERS && NAME_TEXT.test(name) ? name : undefined;
}
