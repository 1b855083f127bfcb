import { Readable } from 'node:stream';
import type { Fence } from '../transport.js';

const CHUNK_BYTES = 64 * 1_024;

/** The fence said no: the stream ends in an error and the line is dropped without the final dot. */
export class FenceClosedError extends Error {
  readonly code = 'delivery.fence-closed';
}

/**
 * A message that asks its fence before it gives the first byte. The SMTP client reads it for the first time after the 354, so the first
 * read is the last moment at which nothing has been sent.
 */
export class FencedBody extends Readable {
  /** `waiting`: not asked yet. `open`: bytes may have left. `spent`: all bytes were given, so the final dot may leave at any moment. */
  progress: 'waiting' | 'open' | 'spent' = 'waiting';
  /** The fence's answer, once it was asked. */
  private answer: Promise<boolean> | undefined;
  private offset = 0;

  constructor(
    private readonly message: Buffer,
    private readonly fence: Fence,
  ) {
    super({ highWaterMark: CHUNK_BYTES });
  }

  override _read(): void {
    if (this.progress === 'waiting') {
      this.answer = this.fence();
      this.answer.then(
        (isOpen) => {
          if (!isOpen) {
            this.destroy(new FenceClosedError('the delivery may no longer be sent'));
            return;
          }
          this.progress = 'open';
          this.give();
        },
        (error: unknown) =>
          this.destroy(error instanceof Error ? error : new Error('the fence failed', { cause: error })),
      );
      return;
    }
    this.give();
  }

  /**
   * Whether the hand-off stands in the ledger although the line is gone: the fence may be answered after the loss, and an open one must be
   * known, since a row that was handed off is not simply claimed again.
   */
  async wasOpened(): Promise<boolean> {
    if (this.progress !== 'waiting') return true;
    return (await this.answer?.catch(() => false)) ?? false;
  }

  private give(): void {
    const chunk = this.message.subarray(this.offset, this.offset + CHUNK_BYTES);
    this.offset += chunk.length;
    // The consumer sees the end of the stream only after this: from here on the dot may be on the wire.
    if (this.offset >= this.message.length) this.progress = 'spent';
    this.push(chunk);
    if (this.offset >= this.message.length) this.push(null);
  }
}
