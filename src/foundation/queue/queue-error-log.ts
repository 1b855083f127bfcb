import { WorkerHost } from '@nestjs/bullmq';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import { errorCode } from '../error-code.js';
import { Log } from '../logging/logger.js';

type Source = { name: string; on(event: 'error', listener: (error: Error) => void): unknown };

/** How long one kind of error of one source stays quiet after it was logged: a worker without its server repeats itself many times a second. */
const QUIET_MS = 10_000;

/** Listens to the errors of every queue and worker of the process; without a listener BullMQ prints them, and a lost server floods the log. */
@Injectable()
export class QueueErrorLog implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly quiet = new Map<string, number>();
  private isClosed = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    for (const { instance } of this.discovery.getProviders() as { instance: unknown }[]) {
      if (instance instanceof Queue) this.listen('queue', instance);
      if (instance instanceof WorkerHost) this.listen('worker', (instance as WorkerHost).worker);
    }
  }

  /** What a connection says while it is being closed on purpose is no news. */
  onApplicationShutdown(): void {
    this.isClosed = true;
  }

  private listen(kind: 'queue' | 'worker', source: Source): void {
    source.on('error', (error) => {
      if (this.isClosed) return;
      const code = errorCode(error) ?? error.name;
      const key = `${kind} ${source.name} ${code}`;
      const repeats = this.quiet.get(key);
      if (repeats !== undefined) {
        this.quiet.set(key, repeats + 1);
        return;
      }
      this.quiet.set(key, 0);
      this.log.warn(`${kind}.error`, { queue: source.name, code });
      setTimeout(() => {
        this.tellRepeats(kind, source.name, code, key);
      }, QUIET_MS).unref();
    });
  }

  private tellRepeats(kind: 'queue' | 'worker', queue: string, code: string, key: string): void {
    const repeats = this.quiet.get(key) ?? 0;
    this.quiet.delete(key);
    if (repeats > 0) this.log.warn(`${kind}.error-repeated`, { queue, code, repeats });
  }
}
