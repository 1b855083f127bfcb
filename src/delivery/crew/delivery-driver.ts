import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Log } from '#src/foundation/logging/logger.js';
import { RunRepository } from '../runs/run.repository.js';
import { RunCrew, type CrewEnd } from './run-crew.js';

/** Runs that one process works on at a time. They share its lines message by message, so that a small one never waits for a large one. */
const MOST_CREWS = 50;

/**
 * Gives every run that has work a crew in this process, at most one. A wake-up of the queue begins it at once; without any, the ledger is
 * looked at each second, so that every worker of every machine soon helps with a large run, and a lost queue costs a second.
 */
@Injectable()
export class DeliveryDriver implements BeforeApplicationShutdown {
  private readonly crews = new Map<string, Promise<CrewEnd>>();
  private timer: NodeJS.Timeout | undefined;
  private look: Promise<void> | undefined;
  private isClosing = false;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_LOOK_SECONDS'>,
    private readonly crew: RunCrew,
    private readonly runs: RunRepository,
    private readonly log: Log,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.look ??= this.lookForWork().finally(() => (this.look = undefined));
    }, this.config.DELIVERY_LOOK_SECONDS * 1_000);
  }

  /** Works on the run until there is nothing to do now; joins the crew that is at work already. */
  work(editionId: string): Promise<CrewEnd> {
    const known = this.crews.get(editionId);
    if (known !== undefined) return known;
    const crew = this.workOn(editionId).finally(() => this.crews.delete(editionId));
    this.crews.set(editionId, crew);
    return crew;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    // By hand: hooks run by levels of dependency, so one of the crew's own would wait for this one.
    this.crew.stop();
    await this.look;
    await Promise.allSettled(this.crews.values());
  }

  private async lookForWork(): Promise<void> {
    try {
      for (const editionId of await this.runs.due()) {
        if (this.isClosing || this.crews.size >= MOST_CREWS) return;
        this.work(editionId).catch((error: unknown) => {
          this.log.error('delivery.crew-failed', { editionId, error });
        });
      }
    } catch (error) {
      this.log.warn('delivery.look-failed', { error });
    }
  }

  private async workOn(editionId: string): Promise<CrewEnd> {
    let end = await this.crew.work(editionId);
    // What came back meanwhile may be due already.
    while (end === 'done') end = await this.crew.work(editionId);
    // The last crew sees the end of the run at once; the scheduler would see it some seconds later.
    if (end === 'empty')
      for (const finished of await this.runs.finish()) this.log.info('run.finished', { editionId: finished });
    return end;
  }
}
