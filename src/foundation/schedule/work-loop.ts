import type { BeforeApplicationShutdown } from '@nestjs/common';

/**
 * Work that stands in tables: looked for every few seconds, one look at a time in each process, and begun at once when a queue wakes it. Two
 * wake-ups during a look are one. A shutdown lets what is at work end and begins nothing new.
 */
export abstract class WorkLoop<Result = void> implements BeforeApplicationShutdown {
  protected isClosing = false;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<Result | undefined> | undefined;

  protected constructor(private readonly lookSeconds: number) {}

  start(): void {
    this.timer = setInterval(() => void this.work(), this.lookSeconds * 1_000);
  }

  /** Until nothing is due. Joins the look that is at work; undefined when it failed, and the next one tries again. */
  work(): Promise<Result | undefined> {
    this.working ??= this.untilIdle()
      .catch((error: unknown) => {
        this.failed(error);
        return undefined;
      })
      .finally(() => (this.working = undefined));
    return this.working;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    this.interrupt();
    await this.working;
  }

  /** Does what is due, piece by piece, until nothing is or `isClosing`. */
  protected abstract untilIdle(): Promise<Result>;

  protected abstract failed(error: unknown): void;

  /** Cuts short what may be cut. */
  protected interrupt(): void {
    // Most work ends soon by itself.
  }
}
