import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Log } from '../logging/logger.js';

/**
 * Repeats a task every few seconds: never two runs of one task at a time, a failure is logged and tried again at the next tick, and a
 * shutdown waits for the run at work.
 */
@Injectable()
export class Ticker implements BeforeApplicationShutdown {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly log: Log,
  ) {}

  every(seconds: number, name: string, task: () => Promise<void>): void {
    const tick = (): void => {
      if (this.running.has(name)) return;
      const run = this.run(name, task).finally(() => this.running.delete(name));
      this.running.set(name, run);
    };
    this.registry.addInterval(name, setInterval(tick, seconds * 1_000));
    tick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const name of this.registry.getIntervals()) this.registry.deleteInterval(name);
    await Promise.all(this.running.values());
  }

  private async run(name: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.log.error('schedule.failed', { task: name, error });
    }
  }
}
