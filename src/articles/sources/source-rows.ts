import type { ExtractionQuality } from '#src/domain/ingest/extraction-choice.js';
import type { IdentityPolicy } from '#src/domain/ingest/identity-policy.js';
import type { Locale } from '#src/domain/locale/locale.js';

export const SOURCE_KINDS = ['feed', 'page', 'api'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
export const SOURCE_STATES = ['active', 'paused', 'failing', 'gone'] as const;
export type SourceState = (typeof SOURCE_STATES)[number];
export const FETCH_OUTCOMES = ['fresh', 'same', 'unchanged', 'later', 'gone', 'failed'] as const;
export type VisitOutcome = (typeof FETCH_OUTCOMES)[number];

/** A source as its visitor knows it. */
export type ClaimedSource = {
  id: string;
  url: string;
  host: string;
  kind: SourceKind;
  title: string;
  publisher: string | null;
  zone: string;
  language: Locale | null;
  intervalSeconds: number;
  identityPolicy: IdentityPolicy | null;
  etag: string | null;
  lastModified: string | null;
  validatorsOf: string | null;
  validatorsSince: Date | null;
  bodyHash: string | null;
  moveTo: string | null;
  moveTimes: number;
  failures: number;
};

export type DateSourceWord = 'feed' | 'page' | 'fetched';

/** An item as its reader knows it. */
export type ClaimedItem = {
  id: string;
  sourceId: string;
  fetchId: string;
  title: string;
  link: string | null;
  /** False: several items have this link, so it is no address of an article. */
  hasOwnLink: boolean;
  host: string | null;
  html: string | null;
  summary: string | null;
  author: string | null;
  publishedAt: Date | null;
  firstSeenAt: Date;
  dateSource: DateSourceWord;
  warnings: string[];
  needsPage: boolean;
  articleId: string | null;
  quality: ExtractionQuality | null;
  tries: number;
};
