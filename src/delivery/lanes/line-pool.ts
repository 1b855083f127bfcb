import { LINE_BACK_SECONDS, linesBeside } from '#src/domain/delivery/aimd.js';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import type { Transport, TransportConnection } from '../transport.js';

/** Idle lines are closed before the relay does it (most close after a minute or five). */
const IDLE_MS = 20_000;

type Idle = { connection: TransportConnection; since: number };
type Taken = { sent: number };

/**
 * The lines of this process to one relay, at most `size` at a time. A caller waits for a free one, uses it for one message, and gives it
 * back; urgent callers go first. A relay that refuses another line gets fewer, and one more again after each quiet minute.
 */
export class LinePool {
  private readonly idle: Idle[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly urgent: (() => void)[] = [];
  private readonly sent = new WeakMap<TransportConnection, Taken>();
  private readonly timer: NodeJS.Timeout;
  /** Lines that are open now, at work or idle. */
  open = 0;
  /** Claimed deliveries that will ask for a line, or have one. */
  promised = 0;
  private limit: number;
  private taken = 0;
  private refusedAt = 0;
  /** Lines that were open or being opened when another one could not be. */
  private besideFailure = 0;

  constructor(
    private readonly transport: Transport,
    readonly size: number,
    private readonly messagesPerConnection: number | undefined,
    /** Why no line may be opened now, also for those who have waited. */
    private readonly refusal: () => HandOffFailure | undefined = () => undefined,
  ) {
    this.limit = size;
    this.timer = setInterval(() => {
      this.closeIdle(performance.now() - IDLE_MS);
    }, IDLE_MS / 2).unref();
  }

  /** How many more may be promised a line: as many as there are lines may wait for one. */
  get room(): number {
    return Math.max(0, 2 * this.limit - this.promised);
  }

  async acquire(isUrgent: boolean): Promise<TransportConnection | HandOffFailure> {
    this.widen();
    if (this.taken >= this.limit) {
      await new Promise<void>((wake) => (isUrgent ? this.urgent : this.waiting).push(wake));
    } else this.taken += 1;
    for (let kept = this.idle.pop(); kept !== undefined; kept = this.idle.pop()) {
      if (kept.connection.isUsable) return kept.connection;
      this.open -= 1;
    }
    return this.openAnother();
  }

  giveBack(connection: TransportConnection): void {
    if (this.isSpent(connection)) connection.close();
    if (connection.isUsable) this.idle.push({ connection, since: performance.now() });
    else this.open -= 1;
    this.free();
  }

  /** The relay wants no more lines than the others: it did not let one in, or sent one away that is not given back yet. */
  refused(wasOpen: boolean): void {
    this.limit = Math.min(this.limit, linesBeside(wasOpen ? this.taken - 1 : this.besideFailure));
    this.refusedAt = performance.now();
  }

  close(): void {
    clearInterval(this.timer);
    this.closeIdle(Number.POSITIVE_INFINITY);
  }

  private async openAnother(): Promise<TransportConnection | HandOffFailure> {
    let isOpen = false;
    try {
      const opened = this.refusal() ?? (await this.transport.open());
      isOpen = !('phase' in opened);
      return opened;
    } finally {
      if (isOpen) this.open += 1;
      else {
        this.besideFailure = this.taken - 1;
        this.free();
      }
    }
  }

  private free(): void {
    const next = this.taken <= this.limit ? (this.urgent.shift() ?? this.waiting.shift()) : undefined;
    // The one who waited takes the place over.
    if (next === undefined) this.taken -= 1;
    else next();
  }

  private widen(): void {
    if (this.limit >= this.size || performance.now() - this.refusedAt < LINE_BACK_SECONDS * 1_000) return;
    this.limit += 1;
    this.refusedAt = performance.now();
  }

  private isSpent(connection: TransportConnection): boolean {
    if (this.messagesPerConnection === undefined) return false;
    const taken = this.sent.get(connection) ?? { sent: 0 };
    taken.sent += 1;
    this.sent.set(connection, taken);
    return taken.sent >= this.messagesPerConnection;
  }

  private closeIdle(before: number): void {
    const old = this.idle.filter(({ since }) => since < before);
    for (const entry of old) {
      this.idle.splice(this.idle.indexOf(entry), 1);
      entry.connection.close();
      this.open -= 1;
    }
  }
}
