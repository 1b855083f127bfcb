import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArticleReader, MAX_EXTRACTION_TRIES } from '#src/articles/index.js';
import { fingerprint } from '#src/domain/shift/fingerprint.js';
import { Log } from '#src/foundation/logging/logger.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { brokenEvidence } from '#src/domain/shift/evidence.js';
import { LexiconExtractor } from './actors/lexicon-extractor.js';
import { ShiftRepository } from './shift.repository.js';

/**
 * Looks through a revision and writes what it finds as proposals. Any number of runs, in any order, give the same rows: only the article's
 * current revision gets proposals, and it supersedes those of the ones before. What an editor confirmed stays on the revision it was
 * confirmed on, because its offsets point into that one; whether the article still says so is asked whenever it is used.
 */
@Injectable()
export class ShiftExtraction {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleReader,
    private readonly shifts: ShiftRepository,
    private readonly reading: LexiconExtractor,
    private readonly log: Log,
  ) {}

  async run(revisionId: string): Promise<{ proposed: number }> {
    const revision = await this.articles.revision(this.dataSource, revisionId);
    if (revision === undefined || revision.extractedWith === this.reading.version) return { proposed: 0 };
    if ((await this.articles.countTry(this.dataSource, revisionId)) > MAX_EXTRACTION_TRIES) {
      this.log.error('shift.extraction-given-up', { revisionId });
      return { proposed: 0 };
    }
    const { body, title, publishedAt, articleId } = revision;
    const text = { text: body, title, ...(publishedAt === null ? {} : { publishedAt: publishedAt.toISOString() }) };
    // A revision never becomes the current one again.
    const { found, lexiconVersion } = await this.reading.extract(revision.isCurrent ? text : undefined);
    const proposals = found
      .filter((claim) => brokenEvidence(claim.evidence, body, body, sha256).length === 0)
      .map((claim) => ({ claim, fingerprint: fingerprint(claim, sha256) }));

    const proposed = await this.dataSource.transaction(async (manager) => {
      // Has the lexicon changed while this text was read with the one before, then it is asked for again. Held first, as its changes do.
      const isRead = await this.reading.isCurrent(manager, lexiconVersion);
      // Another revision may have arrived, and may have been looked through, since this one was read.
      const isCurrent = (await this.articles.lockCurrentRevision(manager, articleId)) === revisionId;
      const count = isCurrent ? await this.shifts.propose(manager, { articleId, revisionId }, proposals) : 0;
      if (isCurrent) {
        await this.shifts.supersedeOthers(manager, articleId, revisionId);
        const kept = proposals.map((proposal) => proposal.fingerprint);
        await this.shifts.supersedeMissing(manager, revisionId, kept);
      }
      await manager.query(`UPDATE article_revision SET extracted_with = $2 WHERE id = $1`, [
        revisionId,
        isRead ? this.reading.version : null,
      ]);
      return count;
    });
    this.log.info('shift.extracted', { revisionId, proposed, found: found.length });
    return { proposed };
  }
}
