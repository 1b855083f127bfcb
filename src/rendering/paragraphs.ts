/** The paragraphs of plain text: one per line, blank ones dropped. */
export function paragraphs(text: string | null): string[] {
  const lines = (text ?? '').split(/\n+/u).map((line) => line.trim());
  return lines.filter((line) => line !== '');
}
