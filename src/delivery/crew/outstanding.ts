/** Work that goes on beside the one who began it, and is waited for in the end. */
export class Outstanding {
  private count = 0;
  private wake: (() => void) | undefined;

  add(work: Promise<void>): void {
    this.count += 1;
    void work.finally(() => {
      this.count -= 1;
      if (this.count === 0) this.wake?.();
    });
  }

  async done(): Promise<void> {
    if (this.count > 0) await new Promise<void>((wake) => (this.wake = wake));
  }
}
