import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { HostBook } from './host-book.js';
import { betterOf, contentOfFeed, contentOfPage } from './item-content.js';
import { ItemSettler } from './item-settler.js';
import { PageReader, type PageOutcome } from './page-reader.js';
import { SourceClaims } from './source-claims.js';
import type { SourceFacts } from './source-facts.js';
import type { ClaimedItem } from './source-rows.js';

const MOST_TRIES = 4;
/** With those that ended their worker, or failed for a reason of ours. */
const MOST_STARTS = 8;
const FIRST_RETRY_SECONDS = 300;

/** Makes articles of items: from the feed's own words when they are the article, else from its page. */
@Injectable()
export class ItemWorker {
  constructor(
    private readonly dataSource: DataSource,
    private readonly claims: SourceClaims,
    private readonly hosts: HostBook,
    private readonly pages: PageReader,
    private readonly settler: ItemSettler,
  ) {}

  async work(item: ClaimedItem, token: string): Promise<void> {
    const [source] = await selectRows<SourceFacts>(
      this.dataSource,
      `SELECT title, publisher, tier, zone, language FROM source WHERE id = $1`,
      [item.sourceId],
    );
    if (source === undefined) return;
    if (item.tries >= MOST_STARTS) {
      await this.settler.fail(item, token, 'gave-up');
      return;
    }
    if (await this.settler.settleAsDuplicate(item, token)) return;
    if (!item.needsPage || item.link === null || item.host === null) {
      await this.settleFromFeed(item, token, source, 'empty');
      return;
    }
    await this.visit({ ...item, link: item.link, host: item.host }, token, source);
  }

  private async visit(
    item: ClaimedItem & { link: string; host: string },
    token: string,
    source: SourceFacts,
  ): Promise<void> {
    const robots = await this.hosts.take(item.host, token);
    if (robots === undefined) {
      await this.claims.deferItem(item.id, token, 1, null, false);
      return;
    }
    let pauseSeconds = 0;
    try {
      const { zone, language } = source;
      const outcome = await this.pages.visit({ url: item.link, zone, language, robots, fetchedAt: item.firstSeenAt });
      ({ pauseSeconds } = outcome);
      await this.settleVisit(item, token, source, outcome);
    } finally {
      await this.hosts.leave(item.host, token, pauseSeconds);
    }
  }

  private async settleVisit(
    item: ClaimedItem,
    token: string,
    source: SourceFacts,
    outcome: PageOutcome,
  ): Promise<void> {
    switch (outcome.kind) {
      case 'robots':
        return this.claims.deferItem(item.id, token, 0, null, false);
      case 'refused':
        return this.settleFromFeed(item, token, source, outcome.code);
      case 'later': {
        if (item.tries + 1 >= MOST_TRIES) return this.settleFromFeed(item, token, source, outcome.code);
        const seconds = Math.max(FIRST_RETRY_SECONDS * 2 ** item.tries, outcome.seconds ?? 0);
        return this.claims.deferItem(item.id, token, seconds, outcome.code, true);
      }
      case 'read': {
        const page = outcome.document.page;
        const fromPage = page === null ? undefined : contentOfPage(item, page, source.zone);
        const content = betterOf(fromPage, contentOfFeed(item));
        if (content === undefined) await this.settler.fail(item, token, 'page.no-article');
        else await this.settler.settle(item, token, source, content);
      }
    }
  }

  /** What cannot be fetched is at least what the feed says of it. */
  private async settleFromFeed(item: ClaimedItem, token: string, source: SourceFacts, code: string): Promise<void> {
    const content = contentOfFeed(item);
    if (content === undefined) await this.settler.fail(item, token, code);
    else await this.settler.settle(item, token, source, content);
  }
}
