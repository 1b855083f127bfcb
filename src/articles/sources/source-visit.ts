import type { Validators } from '#src/domain/ingest/validators.js';
import type { ReadFeed } from '../ingest/parse-document.js';
import type { ExtractedPage } from '../ingest/page-extractor.js';
import type { VisitOutcome } from './source-rows.js';

/** What one visit to a source brought, before any of it is written. */
export type Visit = {
  outcome: VisitOutcome;
  /** Why not, in words of ours (`http.404`, `fetch.timeout`, `feed.not-a-feed`). */
  code: string | null;
  status: number | null;
  bytes: number;
  milliseconds: number;
  charset: string | null;
  charsetWhy: string | null;
  warnings: string[];
  at: Date;
  hops: { status: number; from: string; to: string }[];
  /** Undefined: the server told nothing new of them. */
  validators?: Validators;
  bodyHash?: string;
  askedSeconds?: number | undefined;
  feed?: ReadFeed;
  page?: ExtractedPage;
};
