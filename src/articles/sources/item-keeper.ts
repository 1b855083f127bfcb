import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { choosePolicy, matchItems, type KnownItem } from '#src/domain/ingest/identity-policy.js';
import type { FeedItem } from '#src/domain/ingest/feed-item.js';
import { publishedAt } from '#src/domain/ingest/published-at.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { ExtractedPage } from '../ingest/page-extractor.js';
import { rowKeys, rowsOf, type ItemRow } from './feed-intake.js';
import type { ClaimedSource } from './source-rows.js';
import type { Visit } from './source-visit.js';

const KNOWN = sqlFile(import.meta.dirname, 'sql/known-items.sql');
const KEEP = sqlFile(import.meta.dirname, 'sql/keep-items.sql');

export type KeptItems = { new: number; updated: number; known: number; warnings: string[] };
export const NO_ITEMS: KeptItems = { new: 0, updated: 0, known: 0, warnings: [] };
type KnownRow = KnownItem & { fingerprint: string };

/** Tells new items from known ones, and writes those that have something to say. Runs in the transaction of the visit. */
@Injectable()
export class ItemKeeper {
  async keep(manager: EntityManager, source: ClaimedSource, fetchId: string, visit: Visit): Promise<KeptItems> {
    const items = visit.feed?.items ?? (visit.page === undefined ? [] : [pageAsItem(visit.page, source, visit.at)]);
    if (items.length === 0) return NO_ITEMS;
    const policy = source.identityPolicy ?? choosePolicy(items);
    const rows = rowsOf(items, policy, source.identityPolicy === null).map((row) => withPage(row, visit.page));
    const known = await selectRows<KnownRow>(manager, KNOWN, [
      source.id,
      rows.map(({ identity }) => identity),
      rows.map(({ linkKey }) => linkKey),
      rows.map(({ titleKey }) => titleKey),
    ]);
    const { changed, counts } = compare(rows, known);
    if (changed.length > 0) await manager.query(KEEP, [source.id, fetchId, JSON.stringify(changed)]);
    if (source.identityPolicy === null)
      await manager.query(`UPDATE source SET identity_policy = $2 WHERE id = $1`, [source.id, policy]);
    return { ...counts, warnings: changed.flatMap(({ warnings }) => warnings) };
  }
}

function compare(rows: readonly ItemRow[], known: readonly KnownRow[]) {
  const matches = matchItems(rows.map(rowKeys), known);
  const fingerprints = new Map(known.map(({ id, fingerprint }) => [id, fingerprint]));
  const changed: ItemRow[] = [];
  const counts = { new: 0, updated: 0, known: 0 };
  for (const [at, row] of rows.entries()) {
    const match = matches[at];
    if (match !== undefined && fingerprints.get(match.id) === row.fingerprint) {
      counts.known += 1;
      continue;
    }
    counts[match === undefined ? 'new' : 'updated'] += 1;
    changed.push({ ...row, id: match?.id ?? null });
  }
  return { changed, counts };
}

/** A page that is watched is one item, whose identity is its address. */
function pageAsItem(page: ExtractedPage, { url, zone, title }: ClaimedSource, at: Date): FeedItem {
  return {
    guid: 'page',
    link: url,
    title: page.title?.slice(0, 300) ?? title,
    html: page.content?.html ?? null,
    summary: null,
    author: page.author,
    published: publishedAt(page.published, { zone, fetchedAt: at, from: 'page' }),
  };
}

/** What was read as a page needs no second look. */
function withPage(row: ItemRow, page: ExtractedPage | undefined): ItemRow {
  return page === undefined ? row : { ...row, needsPage: false, quality: page.content?.quality ?? null };
}
