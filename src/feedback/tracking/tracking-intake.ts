import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AgentClass } from '#src/domain/feedback/tracking/agents.data.js';
import { locationOf } from '#src/domain/feedback/tracking/link-target.js';
import { withDeadline } from '#src/foundation/clock/with-deadline.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { TrackingMetrics } from './tracking-metrics.js';
import { TRACKING_MONTHS } from './tracking-retention.js';

const FIND = sqlFile(import.meta.dirname, 'sql/find-link.sql');
const ADD = sqlFile(import.meta.dirname, 'sql/add-fetch.sql');

/** Fetches of one mail that are kept. */
const MOST_FETCHES = 500;

/** Whoever follows a link does not wait longer for what is only for our figures. */
const PATIENCE_MS = 1_000;

/** Who fetches, as far as it is kept: no name of a program, no network, no address. */
export type Fetcher = { agent: AgentClass; isHead: boolean; isPrefetch: boolean };

/**
 * Takes what tracked mails tell. A fetch adds a line to what is counted and changes nothing about its reader; and it adds nothing when they do not
 * allow it now, whatever they allowed when the mail left.
 */
@Injectable()
export class TrackingIntake {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'TRACKING'>,
    private readonly dataSource: DataSource,
    private readonly tokens: Tokens,
    private readonly metrics: TrackingMetrics,
    private readonly log: Log,
  ) {}

  /** Where a link leads, for a Location header; undefined for one that we never wrote. It leads there whether or not it is counted. */
  async click(token: string, fetcher: Fetcher): Promise<string | undefined> {
    const opened = this.tokens.openNumbered('click', token);
    const link = opened === undefined ? undefined : await this.find(opened.number);
    if (opened === undefined || link === undefined) {
      this.metrics.refused('click');
      return undefined;
    }
    await this.note('click', opened.subjectId, opened.number, fetcher);
    return locationOf(link.url);
  }

  /** A forged token counts nothing. */
  async open(token: string, fetcher: Fetcher): Promise<void> {
    const opened = this.tokens.openNumbered('open', token);
    if (opened === undefined) this.metrics.refused('open');
    else await this.note('open', opened.subjectId, null, fetcher);
  }

  private async find(linkId: number): Promise<{ url: string } | undefined> {
    // Signed by us, but the column is an int.
    if (linkId > 0x7f_ff_ff_ff) return undefined;
    return (await selectRows<{ url: string }>(this.dataSource, FIND, [linkId]))[0];
  }

  /** Whatever goes wrong here is for the log: the reader goes where the link leads. */
  private async note(
    kind: 'open' | 'click',
    deliveryId: string,
    linkId: number | null,
    fetcher: Fetcher,
  ): Promise<void> {
    if (!this.config.TRACKING) return;
    const { agent, isHead, isPrefetch } = fetcher;
    try {
      const values = [deliveryId, linkId, agent, isHead, isPrefetch, MOST_FETCHES, TRACKING_MONTHS];
      const rows = await withDeadline(PATIENCE_MS, selectRows(this.dataSource, ADD, values));
      this.metrics.taken(kind, rows.length === 1);
    } catch (error) {
      this.log.warn('tracking.not-noted', { kind, deliveryId, error });
    }
  }
}
