/** A feed as it was written: nothing resolved, no date read. */
export type RawFeed = {
  format: 'rss' | 'atom' | 'rdf' | 'json';
  title: string | null;
  /** Page of the site. */
  link: string | null;
  base: string | null;
  language: string | null;
  items: RawItem[];
};

/** Bases from the outermost to the innermost. */
export type RawItem = {
  guid: string | null;
  link: string | null;
  bases: (string | null)[];
  title: string | null;
  html: string | null;
  summary: string | null;
  author: string | null;
  dates: (string | null)[];
};

/** A text, or null for what is missing, empty, or no text. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
