/** One line of progress: rewritten in place on a terminal, appended to a pipe when it changes. */
export class Progress {
  private last = '';

  constructor(private readonly out: Pick<NodeJS.WriteStream, 'write' | 'isTTY'> = process.stdout) {}

  show(line: string): void {
    if (line === this.last) return;
    this.last = line;
    if (this.out.isTTY) this.out.write(`\r\u001b[2K${line}`);
    else this.out.write(`${line}\n`);
  }

  /** Ends the line and leaves it standing. */
  done(line: string): void {
    this.out.write(this.out.isTTY ? `\r\u001b[2K✓ ${line}\n` : `✓ ${line}\n`);
    this.last = '';
  }
}

/** Counts as a table of two columns, the empty ones left out. */
export function countTable(counts: Record<string, number>): string {
  const rows = Object.entries(counts).filter(([, count]) => count > 0);
  const width = Math.max(10, ...rows.map(([state]) => state.length));
  return rows.map(([state, count]) => `  ${state.padEnd(width)} ${String(count).padStart(6)}`).join('\n');
}
