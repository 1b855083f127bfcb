import { Inject, Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const TAKE = sqlFile(import.meta.dirname, 'sql/take-host.sql');
/** Longer than any visit, so that a killed worker keeps others away no longer than that. */
const LEASE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 86_400;

export type KeptRobots = { status: number; text: string; at: string };
export type Robots = Readonly<Record<string, KeptRobots>>;

/** Who visits which host: one process at a time, with a pause of a chance length after each visit. By the database's clock. */
@Injectable()
export class HostBook {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'INGEST_HOST_GAP_SECONDS'>,
    private readonly dataSource: DataSource,
  ) {}

  /** The robots.txt files that are kept for the host; undefined when somebody else is there or its pause is not over. */
  async take(host: string, token: string): Promise<Robots | undefined> {
    const [row] = await selectRows<{ robots: Robots }>(this.dataSource, TAKE, [host, token, LEASE_SECONDS]);
    return row?.robots;
  }

  async robotsOf(host: string): Promise<Robots> {
    const [row] = await selectRows<{ robots: Robots }>(
      this.dataSource,
      `SELECT robots FROM fetch_host WHERE host = $1`,
      [host],
    );
    return row?.robots ?? {};
  }

  /** Ends a visit. `askedSeconds`: what the host itself asked for (Retry-After, Crawl-delay), when it is longer than ours. */
  async leave(host: string, token: string, askedSeconds = 0): Promise<void> {
    const gap = this.config.INGEST_HOST_GAP_SECONDS * (1 + randomInt(1_000) / 1_000);
    await this.dataSource.query(
      `UPDATE fetch_host SET lease_token = NULL, lease_until = NULL, next_at = now() + make_interval(secs => $3)
       WHERE host = $1 AND lease_token = $2`,
      [host, token, Math.max(gap, Math.min(askedSeconds, LONGEST_PAUSE_SECONDS))],
    );
  }

  async keepRobots(host: string, origin: string, robots: KeptRobots): Promise<void> {
    await this.dataSource.query(
      `UPDATE fetch_host SET robots = robots || jsonb_build_object($2::text, $3::jsonb) WHERE host = $1`,
      [host, origin, JSON.stringify(robots)],
    );
  }
}
