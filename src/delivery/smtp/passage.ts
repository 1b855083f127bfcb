import type { Fence, WireMessage } from '../transport.js';
import type { Deadlines } from './deadlines.js';

/**
 * How far a message came. `waiting`: the relay has not asked for it. `asking`: the fence has not answered. `open`: bytes of it may have left,
 * but not its end. `spent`: its end may have left, so the relay may have taken it.
 */
export type Progress = 'waiting' | 'asking' | 'open' | 'spent';

/** The fence said no. */
export class FenceClosedError extends Error {
  readonly code = 'delivery.fence-closed';
}

/** One message on its way over a line. */
export class Passage {
  progress: Progress = 'waiting';
  private answer: Promise<boolean> | undefined;

  constructor(
    readonly message: WireMessage,
    private readonly fence: Fence,
    private readonly deadlines: Deadlines,
  ) {}

  /** Asked once, when the relay wants the message. The time of the fence is not the relay's. */
  async ask(): Promise<boolean> {
    this.progress = 'asking';
    this.deadlines.stop();
    this.answer = this.fence();
    const isOpen = await this.answer;
    if (isOpen) {
      this.progress = 'open';
      this.deadlines.awaitReply();
    }
    return isOpen;
  }

  /** Called before the end of the message is given to the socket. */
  end(): void {
    this.progress = 'spent';
    this.deadlines.awaitReply();
  }

  /**
   * Whether the hand-off stands in the ledger although the line is gone: the fence may be answered after the loss, and an open one must be
   * known, since a row that was handed off is not simply claimed again.
   */
  async wasOpened(): Promise<boolean> {
    return (await this.answer?.catch(() => false)) ?? false;
  }
}
