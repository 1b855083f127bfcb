import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { findPhrases, snippetOf } from '#src/domain/article/search/find-phrases.js';
import { actorGram } from '#src/domain/article/search/grams.js';
import { parseSearch, type SearchQuery } from '#src/domain/article/search/search-query.js';
import { AppError } from '#src/foundation/http/app-error.js';
import type { SearchHit, SearchInput } from './search.dto.js';
import { SearchRepository, type SearchedArticle, type Section } from './search.repository.js';

/** Candidates are read so many at a time, and at most so many for one page: what the index promises falsely must not cost without end. */
const CHUNK = 25;
const MOST_EXAMINED = 200;

type Found = { items: SearchHit[]; nextCursor: string | null };
type Stretch = { section: Section; before: string | undefined };

/**
 * Finds articles by words, phrases and actors. The index gives candidates, every one of which is verified in its own text; hits of the title
 * come first, within both parts the newest do. One hit for each cluster on a page.
 */
@Injectable()
export class ArticleSearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: SearchRepository,
  ) {}

  async search({ q, cursor, limit, ...filter }: SearchInput): Promise<Found> {
    const parsed = parseSearch(q);
    if (!parsed.ok) throw invalid(parsed.message);
    const { query } = parsed;
    const items: SearchHit[] = [];
    let examined = 0;
    let at: Stretch | null = startOf(query, cursor);
    while (at !== null && items.length < limit && examined < MOST_EXAMINED) {
      const { section }: Stretch = at;
      const ids: string[] = await this.articles.candidates(
        this.dataSource, section, gramsOf(query), filter, { before: at.before, limit: CHUNK },
      ); // prettier-ignore
      const last: string | undefined = await this.verify(ids, query, items, limit);
      examined += ids.length;
      at =
        last === undefined || (ids.length < CHUNK && last === ids.at(-1))
          ? sectionAfter(section, query)
          : { section, before: last };
    }
    return { items, nextCursor: at === null ? null : cursorOf(at) };
  }

  /** Adds the hits among the candidates until the page is full. The last candidate that was looked at. */
  private async verify(
    ids: readonly string[],
    query: SearchQuery,
    items: SearchHit[],
    limit: number,
  ): Promise<string | undefined> {
    if (ids.length === 0) return undefined;
    let last: string | undefined;
    for (const article of await this.articles.read(this.dataSource, ids)) {
      if (items.length >= limit) return last;
      last = article.id;
      const cluster = article.leadId ?? article.id;
      const hit = hitOf(article, query);
      if (hit !== undefined && !items.some((item) => (item.leadId ?? item.id) === cluster)) items.push(hit);
    }
    return last;
  }
}

function startOf(query: SearchQuery, cursor: string | undefined): Stretch | null {
  if (cursor !== undefined) return { section: cursor.startsWith('t') ? 't' : 'b', before: cursor.slice(2) };
  return query.phrases.length === 0 ? { section: 'b', before: undefined } : { section: 't', before: undefined };
}

function sectionAfter(section: Section, query: SearchQuery): Stretch | null {
  return section === 'b' || query.isTitleOnly ? null : { section: 'b', before: undefined };
}

/** The greatest id stands for "from the newest on". */
function cursorOf({ section, before }: Stretch): string {
  return `${section}.${before ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}`;
}

function gramsOf(query: SearchQuery) {
  return { title: query.titleGrams, all: query.grams, actors: query.actors.map(actorGram) };
}

function hitOf(article: SearchedArticle, { phrases }: SearchQuery): SearchHit | undefined {
  const { body, publishedAt, createdAt, ...rest } = article;
  const inTitle = findPhrases(article.title, phrases);
  const inBody = findPhrases(body, phrases);
  if (phrases.some((_, index) => inTitle[index]?.length === 0 && inBody[index]?.length === 0)) return undefined;
  return {
    ...rest,
    publishedAt: publishedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    titleHighlights: inTitle.flat().sort((a, b) => a.start - b.start),
    snippet: snippetOf(body, inBody),
  };
}

function invalid(message: string): AppError {
  return new AppError(400, 'request.invalid', 'The request does not have the right form.', {
    errors: [{ field: 'q', message }],
  });
}
