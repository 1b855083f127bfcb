import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Ticker } from '../schedule/ticker.js';
import { TickerModule } from '../schedule/ticker.module.js';

/** How long a repeat of a command still gets the first answer. */
const KEEP_HOURS = 48;
const EVERY_SECONDS = 3_600;

/** Forgets old Idempotency-Keys. */
@Module({ imports: [TickerModule] })
export class IdempotencyScheduleModule implements OnApplicationBootstrap {
  constructor(
    private readonly ticker: Ticker,
    private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(EVERY_SECONDS, 'idempotency.forget', () => this.forget());
  }

  async forget(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM idempotency_record WHERE created_at < now() - make_interval(hours => $1)`,
      [KEEP_HOURS],
    );
  }
}
