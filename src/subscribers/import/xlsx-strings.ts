import { FileFault } from './file-fault.js';

/** The shared strings of a workbook are looked up in any order, so they are held; as UTF-8 in one buffer and never more than this. */
const MAX_BYTES = 96 * 1024 * 1024;
const MAX_STRINGS = 4_000_000;

export class XlsxStrings {
  private bytes = Buffer.alloc(64 * 1024);
  private ends = new Uint32Array(1_024);
  private size = 0;
  private used = 0;

  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.used + length > MAX_BYTES || this.size === MAX_STRINGS)
      throw new FileFault('too-large', 'The workbook holds more text than we can read; save the sheet as CSV UTF-8.');
    if (this.used + length > this.bytes.length) {
      const wider = Buffer.alloc(Math.max(this.bytes.length * 2, this.used + length));
      this.bytes.copy(wider, 0, 0, this.used);
      this.bytes = wider;
    }
    if (this.size === this.ends.length) {
      const wider = new Uint32Array(this.ends.length * 2);
      wider.set(this.ends);
      this.ends = wider;
    }
    this.bytes.write(text, this.used);
    this.used += length;
    this.ends[this.size] = this.used;
    this.size += 1;
  }

  get(index: number): string | undefined {
    const end = index < this.size ? this.ends[index] : undefined;
    if (end === undefined) return undefined;
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], end);
  }
}
