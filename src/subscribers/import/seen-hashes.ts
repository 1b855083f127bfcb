/**
 * Remembers which addresses one import has met, at 16 to 32 bytes each (a Set of strings takes ten times that): open addressing over the first
 * 64 bits of the address hash. A false "seen" is possible, once in tens of millions of files; it may cost a count, so never let it cost a row.
 */
export class SeenHashes {
  /** Two halves a slot; both 0 mark a free one. */
  private slots = new Uint32Array(2 * 1_024);
  private size = 0;

  /** `hash` in hex. False when it was there already. */
  add(hash: string): boolean {
    if (this.size * 4 > this.slots.length) this.grow();
    const low = Number.parseInt(hash.slice(0, 8), 16);
    const high = Number.parseInt(hash.slice(8, 16), 16);
    const added = place(this.slots, low === 0 && high === 0 ? 1 : low, high);
    if (added) this.size += 1;
    return added;
  }

  private grow(): void {
    const wider = new Uint32Array(this.slots.length * 2);
    for (let at = 0; at < this.slots.length; at += 2) {
      const low = this.slots[at] ?? 0;
      const high = this.slots[at + 1] ?? 0;
      if (low !== 0 || high !== 0) place(wider, low, high);
    }
    this.slots = wider;
  }
}

function place(slots: Uint32Array, low: number, high: number): boolean {
  const mask = slots.length / 2 - 1;
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const found = slots[slot * 2];
    const foundHigh = slots[slot * 2 + 1];
    if (found === low && foundHigh === high) return false;
    if (found !== 0 || foundHigh !== 0) continue;
    slots[slot * 2] = low;
    slots[slot * 2 + 1] = high;
    return true;
  }
}
