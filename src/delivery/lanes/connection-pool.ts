import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Transport, type TransportConnection } from '../transport.js';

/** Idle lines are closed before the relay does it (most close after a minute or five). */
const IDLE_SECONDS = 20;

/**
 * At most SMTP_CONNECTIONS lines to the relay in this process. A caller waits for a free one, uses it for as long as it likes, and gives it
 * back.
 */
@Injectable()
export class ConnectionPool implements OnApplicationShutdown {
  private readonly idle: { connection: TransportConnection; timer: NodeJS.Timeout }[] = [];
  private readonly waiting: (() => void)[] = [];
  private taken = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SMTP_CONNECTIONS'>,
    private readonly transport: Transport,
  ) {}

  get size(): number {
    return this.config.SMTP_CONNECTIONS;
  }

  async acquire(): Promise<TransportConnection | HandOffFailure> {
    while (this.taken >= this.config.SMTP_CONNECTIONS) await new Promise<void>((wake) => this.waiting.push(wake));
    this.taken += 1;
    const kept = this.takeIdle();
    if (kept !== undefined) return kept;
    const opened = await this.transport.open();
    if (isFailure(opened)) this.free();
    return opened;
  }

  giveBack(connection: TransportConnection): void {
    if (connection.isUsable) {
      const timer = setTimeout(() => {
        const index = this.idle.findIndex((entry) => entry.connection === connection);
        if (index >= 0) this.idle.splice(index, 1);
        connection.close();
      }, IDLE_SECONDS * 1_000);
      timer.unref();
      this.idle.push({ connection, timer });
    }
    this.free();
  }

  onApplicationShutdown(): void {
    for (const { connection, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      connection.close();
    }
  }

  private takeIdle(): TransportConnection | undefined {
    for (let entry = this.idle.pop(); entry !== undefined; entry = this.idle.pop()) {
      clearTimeout(entry.timer);
      if (entry.connection.isUsable) return entry.connection;
    }
    return undefined;
  }

  private free(): void {
    this.taken -= 1;
    this.waiting.shift()?.();
  }
}

export function isFailure(opened: TransportConnection | HandOffFailure): opened is HandOffFailure {
  return 'phase' in opened;
}
