import { Injectable } from '@nestjs/common';
import { Log } from '#src/foundation/logging/logger.js';
import { WorkLoop } from '#src/foundation/schedule/work-loop.js';
import { ItemWorker } from './item-worker.js';
import { SourceClaims } from './source-claims.js';
import { SourceWorker } from './source-worker.js';

const LOOK_SECONDS = 2;
/** Visits at a time in one process, each at another host. */
const LINES = 4;
const FAULT_SECONDS = 300;

/** Visits what is due. At a shutdown visits at work end by themselves, since each has a deadline. */
@Injectable()
export class IngestDriver extends WorkLoop {
  constructor(
    private readonly claims: SourceClaims,
    private readonly sources: SourceWorker,
    private readonly items: ItemWorker,
    private readonly log: Log,
  ) {
    super(LOOK_SECONDS);
  }

  protected override failed(error: unknown): void {
    this.log.warn('ingest.look-failed', { error });
  }

  /** Ends when nothing is due that could be begun now. */
  protected override async untilIdle(): Promise<void> {
    await Promise.all(Array.from({ length: LINES }, () => this.line()));
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
