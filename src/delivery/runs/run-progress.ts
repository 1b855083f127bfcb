import { randomUUID } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { Log } from '#src/foundation/logging/logger.js';

const COUNTED = ['accepted', 'deferred', 'failed', 'uncertain', 'suppressed'] as const;
type Counts = Record<(typeof COUNTED)[number], number>;

/** What has come since the last write, and the smoothed speed. */
type Tally = { editionId: string; provider: string; since: Counts; perSecond: number };

const WRITE = sqlFile(import.meta.dirname, 'sql/write-progress.sql');
const EVERY_MS = 1_000;

/** How much of the speed is that of the last second. */
const SMOOTHING = 0.3;
const STANDSTILL = 0.05;

/**
 * How fast runs go: counted in memory and written each second, one row per run, provider and worker. A worker that is killed takes up to a
 * second of it along, so it is for the eye; what a run came to is counted in the ledger.
 */
@Injectable()
export class RunProgress implements BeforeApplicationShutdown {
  private readonly workerId = randomUUID();
  private readonly tallies = new Map<string, Tally>();
  private timer: NodeJS.Timeout | undefined;
  private writtenAt = performance.now();

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
  ) {}

  count(editionId: string, provider: string, state: DeliveryState, by: number): void {
    if (!isCounted(state)) return;
    const key = `${editionId} ${provider}`;
    let tally = this.tallies.get(key);
    if (tally === undefined) {
      tally = { editionId, provider, since: nothing(), perSecond: 0 };
      this.tallies.set(key, tally);
    }
    tally.since[state] += by;
    this.timer ??= setInterval(() => void this.write(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  private async write(): Promise<void> {
    const seconds = (performance.now() - this.writtenAt) / 1_000;
    this.writtenAt = performance.now();
    const news = [...this.tallies.values()].map((tally) => takeNews(tally, seconds));
    if (news.length === 0) return;
    for (const [key, { perSecond }] of this.tallies) if (perSecond === 0) this.tallies.delete(key);
    try {
      await this.dataSource.query(WRITE, [
        this.workerId,
        news.map(({ editionId }) => editionId),
        news.map(({ provider }) => provider),
        ...COUNTED.map((state) => news.map(({ since }) => since[state])),
        news.map(({ perSecond }) => perSecond),
      ]);
    } catch (error) {
      this.log.warn('run.progress-not-written', { error });
      for (const { editionId, provider, since } of news)
        for (const state of COUNTED) this.count(editionId, provider, state, since[state]);
    }
  }
}

function takeNews(tally: Tally, seconds: number): Tally {
  const now = tally.since.accepted / Math.max(seconds, 0.001);
  const mixed = tally.perSecond + SMOOTHING * (now - tally.perSecond);
  tally.perSecond = mixed < STANDSTILL ? 0 : mixed;
  const news = { ...tally };
  tally.since = nothing();
  return news;
}

function nothing(): Counts {
  return { accepted: 0, deferred: 0, failed: 0, uncertain: 0, suppressed: 0 };
}

function isCounted(state: DeliveryState): state is keyof Counts {
  return (COUNTED as readonly string[]).includes(state);
}
