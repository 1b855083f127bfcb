import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { secondsToNext, takeable, type Bucket } from '#src/domain/delivery/token-bucket.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

/** A lane by its relay and provider; provider '' is the relay as a whole. */
export type LaneKey = { relay: string; provider: string };
export type BucketsAsked = LaneKey & { buckets: readonly Bucket[]; want: number };
export type Granted = LaneKey & {
  many: number;
  /** Until there is a token again; 0 when some were granted. */ waitSeconds: number;
};

type TokenRow = LaneKey & { span: string; tokens: number };

const REFILL = sqlFile(import.meta.dirname, 'sql/refill-buckets.sql');
const CHANGE = sqlFile(import.meta.dirname, 'sql/change-tokens.sql');

/** The buckets that all workers share. Two workers that ask at a time wait for each other, and never get a token twice. */
@Injectable()
export class BucketRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes up to `want` tokens for each lane, the same number out of all its buckets; urgent mail also out of what they keep for it. */
  async reserve(asked: readonly BucketsAsked[], isUrgent: boolean): Promise<Granted[]> {
    const rows = asked.flatMap(({ relay, provider, buckets }) =>
      buckets.map((bucket) => ({ relay, provider, bucket })),
    );
    return this.dataSource.transaction(async (manager) => {
      const tokens = await selectRows<TokenRow>(manager, REFILL, [
        rows.map(({ relay }) => relay),
        rows.map(({ provider }) => provider),
        rows.map(({ bucket }) => bucket.span),
        rows.map(({ bucket }) => bucket.capacity),
        rows.map(({ bucket }) => bucket.refillPerSecond),
      ]);
      const granted = asked.map((lane) => grant(lane, tokens, isUrgent));
      const taken = granted.filter(({ many }) => many > 0);
      if (taken.length > 0) await manager.query(CHANGE, changes(taken, -1));
      return granted;
    });
  }

  async giveBack(granted: readonly (LaneKey & { many: number })[]): Promise<void> {
    const some = granted.filter(({ many }) => many > 0);
    if (some.length > 0) await this.dataSource.query(CHANGE, changes(some, 1));
  }
}

function grant({ relay, provider, buckets, want }: BucketsAsked, rows: TokenRow[], isUrgent: boolean): Granted {
  const tokensOf = (bucket: Bucket): number => {
    const row = rows.find((one) => one.relay === relay && one.provider === provider && one.span === bucket.span);
    return takeable(row?.tokens ?? 0, bucket, isUrgent);
  };
  const least = Math.min(...buckets.map(tokensOf));
  const many = Math.max(0, Math.min(want, Math.floor(least + 1e-9)));
  const waitSeconds = many > 0 ? 0 : Math.max(...buckets.map((bucket) => secondsToNext(tokensOf(bucket), bucket)));
  return { relay, provider, many, waitSeconds };
}

function changes(lanes: readonly (LaneKey & { many: number })[], sign: 1 | -1): unknown[] {
  return [lanes.map(({ relay }) => relay), lanes.map(({ provider }) => provider), lanes.map(({ many }) => sign * many)];
}
