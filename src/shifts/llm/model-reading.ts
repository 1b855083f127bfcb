import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArticleReader, type ReadableRevision } from '#src/articles/index.js';
import { MAX_TRIES } from '#src/domain/llm/call-rules.js';
import { findingsSchema, type Finding } from '#src/domain/llm/finding.schema.js';
import { EXTRACTION_PROMPT, extractionPrompt, FINDINGS_JSON_SCHEMA } from '#src/domain/llm/prompt.js';
import { readCounted } from '#src/domain/llm/read-reply.js';
import { verifyFinding } from '#src/domain/llm/verify-finding.js';
import { parseIsoDay } from '#src/domain/shift/date/calendar.js';
import { fingerprint } from '#src/domain/shift/fingerprint.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { Log } from '#src/foundation/logging/logger.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { ShiftRepository } from '../shift.repository.js';
import { Model } from './model.js';
import { ReadingRepository, type JudgedFinding } from './reading.repository.js';

/** Some thousand tokens; models lose track in longer texts, and news says the important things first. */
const MAX_CHARACTERS = 24_000;

/**
 * Lets a model look at one revision. Everything it says is read against the article before it becomes a proposal; a model that is away, slow
 * or wrong costs nothing but its own proposals.
 */
@Injectable()
export class ModelReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleReader,
    private readonly shifts: ShiftRepository,
    private readonly readings: ReadingRepository,
    private readonly log: Log,
  ) {}

  async run(model: Model, reader: string, claimed: { revisionId: string; tries: number }): Promise<void> {
    const { revisionId, tries } = claimed;
    const revision = await this.articles.revision(this.dataSource, revisionId);
    if (revision?.isCurrent !== true)
      return this.readings.end(this.dataSource, revisionId, reader, { reason: 'not-current' });
    const text = revision.body.slice(0, MAX_CHARACTERS);
    // Part of the text's own hash: nobody can write it into the text.
    const prompt = extractionPrompt(text, sha256(text).slice(0, 16));
    const answer = await model.ask({ prompt, name: 'shifts', schema: FINDINGS_JSON_SCHEMA }, tries);
    if (!answer.ok) {
      const isOver = answer.seconds === null || (answer.isCounted && tries >= MAX_TRIES);
      if (isOver) return this.readings.end(this.dataSource, revisionId, reader, { reason: answer.why });
      const { why: reason, seconds, isCounted } = answer;
      return this.readings.postpone(revisionId, reader, { seconds: seconds ?? 0, reason, isCounted });
    }
    const reply = readCounted(answer.body, answer.rung, findingsSchema);
    if (!reply.ok) {
      this.log.warn('model.bad-reply', { revisionId, fault: reply.fault });
      // At temperature 0 the same question gets much the same answer: one more time, then never.
      if (tries >= 2) return this.readings.end(this.dataSource, revisionId, reader, { reason: reply.fault });
      return this.readings.postpone(revisionId, reader, { seconds: 30, reason: reply.fault, isCounted: true });
    }
    await this.write(revision, reader, reply.value.shifts);
  }

  private async write(revision: ReadableRevision, reader: string, findings: readonly Finding[]): Promise<void> {
    const { id: revisionId, articleId } = revision;
    const verdicts = findings.map((finding) => verifyFinding(finding, contextOf(revision, reader)));
    await this.dataSource.transaction(async (manager) => {
      const isCurrent = (await this.articles.lockCurrentRevision(manager, articleId)) === revisionId;
      if (!isCurrent) return this.readings.end(manager, revisionId, reader, { reason: 'not-current' });
      const known = await this.readings.claimsOf(manager, revisionId);
      const judged = verdicts.map((verdict): JudgedFinding & { claim?: ShiftProposal } => {
        if (!verdict.ok) return { outcome: 'rejected', reason: verdict.reason, fingerprint: null };
        const { claim } = verdict;
        if (known.some((other) => isSameClaim(other, claim)))
          return { outcome: 'known', reason: null, fingerprint: null };
        known.push(claim);
        return { outcome: 'proposed', reason: null, fingerprint: fingerprint(claim, sha256), claim };
      });
      const proposals = judged.flatMap(({ claim, fingerprint: print }) =>
        claim === undefined || print === null ? [] : [{ claim, fingerprint: print }],
      );
      await this.shifts.propose(manager, { articleId, revisionId }, proposals);
      await this.readings.writeFindings(manager, { revisionId, reader }, judged);
      await this.readings.end(manager, revisionId, reader, { findings: findings.length });
    });
    const rejected = verdicts.filter(({ ok }) => !ok).length;
    this.log.info('model.read', { revisionId, reader, findings: findings.length, rejected });
  }
}

export function readerOf(model: string): string {
  return `llm:${model}@${EXTRACTION_PROMPT}`;
}

/** Only what the model was given; offsets are the same in the whole text. */
function contextOf({ body, publishedAt, language }: ReadableRevision, source: string) {
  const text = body.slice(0, MAX_CHARACTERS);
  const anchor = parseIsoDay(publishedAt?.toISOString());
  return { text, anchor, yuan: language === 'zh-TW' ? ('TWD' as const) : ('CNY' as const), source, sha256 };
}

/** Found by the rules already, or by the model itself in other words: the same actor and kind at the same place. */
function isSameClaim(a: ShiftProposal, b: ShiftProposal): boolean {
  return (
    a.kind === b.kind &&
    (a.actor.id ?? a.actor.name) === (b.actor.id ?? b.actor.name) &&
    a.evidence.some((one) => b.evidence.some((other) => one.start < other.end && one.end > other.start))
  );
}
