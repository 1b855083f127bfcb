import type { DataSource } from 'typeorm';
import type { Clock } from '#src/foundation/clock/clock.js';

/** Leases and due times go by the database's clock, but a queue's locks, dates of mails and log lines go by this machine's. */
const TOLERANCE_SECONDS = 30;

/** This machine's clock is wrong, or the database's is. */
export class ClockSkewError extends Error {
  readonly code = 'clock.skew';
}

/** Throws a {@link ClockSkewError} when the two clocks are too far apart. */
export async function assertSameTime(dataSource: DataSource, clock: Clock): Promise<void> {
  const asked = clock.now().getTime();
  const [row] = await dataSource.query<{ seconds: number }[]>(
    `SELECT extract(epoch FROM clock_timestamp())::float8 AS seconds`,
  );
  const between = (asked + clock.now().getTime()) / 2_000;
  const ahead = Math.round(between - (row?.seconds ?? between));
  if (Math.abs(ahead) <= TOLERANCE_SECONDS) return;
  const words = ahead > 0 ? 'ahead of' : 'behind';
  throw new ClockSkewError(`this machine's clock is ${Math.abs(ahead)} s ${words} the database's`);
}
