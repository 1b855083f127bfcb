import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { copyFingerprint } from '#src/domain/article/copy/fingerprint.js';
import { actorGram, textGrams, titleGrams } from '#src/domain/article/search/grams.js';
import { storyFeatures } from '#src/domain/article/story/features.js';
import { appraise, CATALOG_VERSION } from '#src/domain/article/worth/appraise.js';
import { CopyFinder } from '../duplicates/copy-finder.js';
import { StoryFinder } from '../duplicates/story-finder.js';
import { CatalogRepository, type CatalogEntry, type IndexEntry } from './catalog.repository.js';

/** Keeps what lists, search and comparison go by in step with an article's words, shifts and sources. */
@Injectable()
export class Catalog {
  constructor(
    private readonly entries: CatalogRepository,
    private readonly copies: CopyFinder,
    private readonly stories: StoryFinder,
  ) {}

  /** After new words, in their transaction: found, compared and appraised at once. Its story is looked for afterwards. */
  async enter(manager: EntityManager, articleId: string): Promise<void> {
    await this.write(manager, articleId);
    await this.revisit(manager, articleId);
  }

  /** Something else about the article changed. */
  async revisit(manager: EntityManager, articleId: string): Promise<void> {
    await this.entries.noteChange(manager, [articleId]);
  }

  /** The whole of it anew, story included. False when there is no such article any more. */
  async refresh(manager: EntityManager, articleId: string): Promise<boolean> {
    const written = await this.write(manager, articleId);
    if (written !== undefined) await this.stories.offer(manager, written.entry, written.index.features);
    return written !== undefined;
  }

  private async write(
    manager: EntityManager,
    articleId: string,
  ): Promise<{ entry: CatalogEntry; index: IndexEntry } | undefined> {
    const entry = await this.entries.read(manager, articleId);
    if (entry === undefined) return undefined;
    const index = indexOf(entry);
    await this.entries.writeIndex(manager, entry, index);
    if (entry.leadId === null && !entry.isLeading) {
      const leadId = await this.copies.attach(manager, entry, index.print);
      if (leadId !== undefined) await this.revisit(manager, leadId);
    }
    await this.entries.writeAppraisal(manager, entry, appraise(factsOf(entry, index.features)), CATALOG_VERSION);
    return { entry, index };
  }
}

function indexOf(entry: CatalogEntry): IndexEntry {
  const moves = entry.shifts.map(({ claim }) => ({ actor: claim.actor.id ?? claim.actor.name, kind: claim.kind }));
  const features = storyFeatures({ title: entry.title, body: entry.body, moves });
  const grams = new Set([...textGrams(`${entry.title}\n${entry.body}`), ...actorsIn(features).map(actorGram)]);
  return {
    titleGrams: titleGrams(entry.title),
    grams: [...grams].sort((a, b) => a - b),
    print: copyFingerprint(entry.body),
    features,
  };
}

function factsOf(entry: CatalogEntry, features: readonly string[]) {
  const { title, body, host, publisher, givenTier, editorTopics, sources, publishedAt } = entry;
  const shifts = entry.shifts.map(({ claim, status }) => ({ claim, isConfirmed: status === 'confirmed' }));
  const publishedOn = publishedAt?.toISOString().slice(0, 10) ?? null;
  return {
    title,
    body,
    host,
    publisher,
    givenTier,
    editorTopics,
    sources,
    publishedOn,
    shifts,
    actors: actorsIn(features),
  };
}

function actorsIn(features: readonly string[]): string[] {
  return features.filter((feature) => feature.startsWith('actor:')).map((feature) => feature.slice('actor:'.length));
}
