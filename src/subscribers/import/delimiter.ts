const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The first line says it: `sep=;` as Excel writes it, else the most frequent one outside quotes. A comma for a single column. */
export function sniffDelimiter(head: string): string {
  const line = /^\ufeff?([^\r\n]*)/.exec(head)?.[1] ?? '';
  const said = /^sep=(.)$/i.exec(line)?.[1];
  if (said !== undefined) return said;
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Excel's line that names the delimiter is no row. */
export function isSeparatorLine(row: { line: number; fields: string[] }): boolean {
  return row.line === 1 && /^sep=.?$/i.test(row.fields.join(''));
}
