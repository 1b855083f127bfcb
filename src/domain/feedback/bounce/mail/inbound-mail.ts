/** A mail as far as reports are read: the own text, and every other part as text. Nothing in it is longer than `MAX_TEXT`. */
export type InboundMail = {
  headers: readonly MailHeader[];
  /** Of the whole mail, in lower case, with its parameters; '' when it has none. */
  contentType: string;
  text: string;
  parts: readonly MailPart[];
};
/** `name` in lower case; `value` unfolded, encoded words decoded. */
export type MailHeader = { name: string; value: string };
export type MailPart = { type: string; filename: string; text: string };

/** Reports are short; what follows after this is the returned mail. */
export const MAX_TEXT = 256_000;

export function headerOf(headers: readonly MailHeader[], name: string): string {
  return headers.find((header) => header.name === name)?.value ?? '';
}

export function headersOf(headers: readonly MailHeader[], ...names: string[]): string[] {
  return headers.filter((header) => names.includes(header.name)).map((header) => header.value);
}
