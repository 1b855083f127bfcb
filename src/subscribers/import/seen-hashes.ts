/**
 * Remembers which addresses one import has met, at 16 to 32 bytes each (a Set of strings takes ten times that): open addressing over the first
 * 64 bits of the address hash. A false "seen" is possible, once in tens of millions of files; it may cost a count, so never let it cost a row.
 */
export class SeenHashes {
  private slots = new BigUint64Array(1_024);
  private size = 0;

  /** False when it was there already. */
  add(hash: Buffer): boolean {
    if (this.size * 2 > this.slots.length) this.grow();
    const value = hash.readBigUInt64LE(0);
    // 0 marks a free slot.
    const added = place(this.slots, value === 0n ? 1n : value);
    if (added) this.size += 1;
    return added;
  }

  private grow(): void {
    const wider = new BigUint64Array(this.slots.length * 2);
    for (const value of this.slots) if (value !== 0n) place(wider, value);
    this.slots = wider;
  }
}

function place(slots: BigUint64Array, value: bigint): boolean {
  const mask = slots.length - 1;
  for (let slot = Number(value & 0xffff_ffffn) & mask; ; slot = (slot + 1) & mask) {
    if (slots[slot] === value) return false;
    if (slots[slot] !== 0n) continue;
    slots[slot] = value;
    return true;
  }
}
