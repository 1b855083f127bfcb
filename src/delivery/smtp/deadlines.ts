export type LineTimeouts = { beforeBodySeconds: number; finalReplySeconds: number };

/**
 * The deadlines of one line, for one wait after another. Only our own steps move them on, never what the relay sends, so that a relay that
 * answers a byte at a time gains nothing. A timer is made once per line and moved, since a hand-off is too short to pay for new ones.
 */
export class Deadlines {
  private readonly beforeBody: Alarm;
  private readonly finalReply: Alarm;

  constructor({ beforeBodySeconds, finalReplySeconds }: LineTimeouts, onMissed: () => void) {
    this.beforeBody = new Alarm(beforeBodySeconds, onMissed);
    this.finalReply = new Alarm(finalReplySeconds, onMissed);
  }

  awaitGoAhead(): void {
    this.beforeBody.set();
  }

  awaitReply(): void {
    this.finalReply.set();
  }

  stop(): void {
    this.beforeBody.isSet = false;
    this.finalReply.isSet = false;
  }
}

/** The socket keeps the process alive while somebody waits, so the timer need not; one that is no longer set rings in vain. */
class Alarm {
  isSet = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly seconds: number,
    private readonly onRing: () => void,
  ) {}

  set(): void {
    this.isSet = true;
    if (this.timer === undefined) {
      this.timer = setTimeout(() => {
        if (!this.isSet) return;
        this.isSet = false;
        this.onRing();
      }, this.seconds * 1_000).unref();
    } else this.timer.refresh();
  }
}
