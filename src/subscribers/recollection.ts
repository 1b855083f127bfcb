/**
 * Remembers what was found out about the first `most` texts, for files that repeat few of them. Each text is kept as a copy: the piece of a long one
 * would keep the whole of it.
 */
export class Recollection<T> {
  private readonly known = new Map<string, { found: T }>();

  constructor(private readonly most: number) {}

  of(text: string, findOut: (text: string) => T): T {
    const before = this.known.get(text);
    if (before !== undefined) return before.found;
    const found = findOut(text);
    if (this.known.size < this.most) this.known.set(Buffer.from(text, 'utf16le').toString('utf16le'), { found });
    return found;
  }
}
