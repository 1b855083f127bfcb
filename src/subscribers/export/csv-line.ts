/**
 * A cell that a spreadsheet would run: it, or a line within it, begins with = + - @ (or their full-width twins), a tab or a carriage return,
 * behind blanks or not. One that has its apostrophe already gets another, so that taking one off gives what was there.
 */
const FORMULA = /(?:^|[\r\n])'*[ \u00a0\u3000]*[=+\-@＝＋－＠\t\r]/;
const NEEDS_QUOTES = /[",;\r\n\t]|^\s|\s$/;

/** A record of RFC 4180 with its line end, safe to open in a spreadsheet: what would be a formula gets an apostrophe in front. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
