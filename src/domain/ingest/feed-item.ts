import type { PublishedAt } from './published-at.js';

/** One item of a feed as we read it: links absolute, words decoded. */
export type FeedItem = {
  guid: string | null;
  link: string | null;
  /** Plain words; empty when the feed gives none. */
  title: string;
  /** The longest HTML that the item carries, with absolute links. */
  html: string | null;
  summary: string | null;
  author: string | null;
  published: PublishedAt;
};
