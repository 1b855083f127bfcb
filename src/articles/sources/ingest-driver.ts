import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Log } from '#src/foundation/logging/logger.js';
import { ItemWorker } from './item-worker.js';
import { SourceClaims } from './source-claims.js';
import { SourceWorker } from './source-worker.js';

const LOOK_SECONDS = 2;
/** Visits at a time in one process, each at another host. */
const LINES = 4;
const FAULT_SECONDS = 300;

/** Visits what is due until nothing is. A wake-up of the queue begins it at once; without any, the tables are looked at every other second. */
@Injectable()
export class IngestDriver implements BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private isClosing = false;

  constructor(
    private readonly claims: SourceClaims,
    private readonly sources: SourceWorker,
    private readonly items: ItemWorker,
    private readonly log: Log,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.work(), LOOK_SECONDS * 1_000);
  }

  /** Ends when nothing is due that could be begun now. */
  work(): Promise<void> {
    this.working ??= Promise.all(Array.from({ length: LINES }, () => this.line()))
      .then(() => undefined)
      .catch((error: unknown) => {
        this.log.warn('ingest.look-failed', { error });
      })
      .finally(() => (this.working = undefined));
    return this.working;
  }

  /** Visits at work end by themselves, since each has a deadline; nothing new is begun. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    await this.working;
  }

  private async line(): Promise<void> {
    while (!this.isClosing) {
      const isBusy = (await this.oneSource()) || (await this.oneItem());
      if (!isBusy) return;
    }
  }

  private async oneSource(): Promise<boolean> {
    const claimed = await this.claims.claimSource();
    if (claimed === undefined) return false;
    const { source, token } = claimed;
    try {
      await this.sources.work(source, token);
    } catch (error) {
      this.log.error('source.visit-failed', { sourceId: source.id, error });
      await this.claims.deferSource(source.id, token, FAULT_SECONDS);
    }
    return true;
  }

  private async oneItem(): Promise<boolean> {
    const claimed = await this.claims.claimItem();
    if (claimed === undefined) return false;
    const { item, token } = claimed;
    try {
      await this.items.work(item, token);
    } catch (error) {
      this.log.error('source.item-failed', { itemId: item.id, error });
      await this.claims.deferItem(item.id, token, FAULT_SECONDS, 'internal', true);
    }
    return true;
  }
}
