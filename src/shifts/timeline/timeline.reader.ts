import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { attributionClass } from '#src/domain/format/attribution.js';
import { stageOf } from '#src/domain/format/stage.js';
import type { Locale, Localised } from '#src/domain/locale/locale.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { ActorReader } from '../actors/actor.reader.js';
import { StageBook, type StageRow } from './stage-book.js';
import type { Timeline, TimelineBrief, TimelineEntry, TimelineQuery } from './timeline.dto.js';

type Link = TimelineEntry['supersedes'];
type Row = {
  id: string;
  claim: ShiftProposal;
  headline: Localised;
  knownOn: string;
  source: { title: string; url: string | null; publisher: string | null; language: Locale };
  publishedAt: Date | null;
  supersedes: Link;
  supersededBy: Link;
};

const PAGE = sqlFile(import.meta.dirname, 'sql/timeline-page.sql');
const SHIFTS = sqlFile(import.meta.dirname, 'sql/timeline-shifts.sql');

/** What is confirmed of an actor, newest first. For everybody: nothing in it is about a person who reads or edits. */
@Injectable()
export class TimelineReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly actors: ActorReader,
    private readonly stages: StageBook,
  ) {}

  /** 404 for an actor that neither the lexicon nor any confirmed shift knows. */
  async read(slug: string, { cursor, limit }: TimelineQuery): Promise<Timeline> {
    const [day, after] = cursor?.split('_') ?? [];
    const found = await selectRows<{ id: string }>(this.dataSource, PAGE, [
      slug,
      day ?? null,
      after ?? null,
      limit + 1,
    ]);
    const rows = await this.rows(found.slice(0, limit).map(({ id }) => id));
    const linked = await this.rows(rows.flatMap(({ supersedes }) => supersedes?.id ?? []));
    const stages = await this.stages.of(
      this.dataSource,
      rows.map(({ id }) => id),
    );
    const last = rows.at(-1);
    return {
      actor: await this.actorOf(slug, rows[0]),
      items: rows.map((row) => entryOf(row, stages, linked)),
      nextCursor: found.length > limit && last !== undefined ? `${last.knownOn}_${last.id}` : null,
    };
  }

  /** For each of these shifts, what an editor said it goes on from. */
  async previously(db: Db, shiftIds: readonly string[]): Promise<Map<string, TimelineBrief>> {
    const rows = await this.rows(shiftIds, db);
    const linked = await this.rows(
      rows.flatMap(({ supersedes }) => supersedes?.id ?? []),
      db,
    );
    return new Map(
      rows.flatMap(({ id, supersedes }) => {
        const earlier = linked.find((row) => row.id === supersedes?.id);
        return earlier === undefined ? [] : [[id, briefOf(earlier)] as const];
      }),
    );
  }

  private async rows(ids: readonly string[], db: Db = this.dataSource): Promise<Row[]> {
    return ids.length === 0 ? [] : selectRows<Row>(db, SHIFTS, [[...ids]]);
  }

  private async actorOf(slug: string, first: Row | undefined): Promise<Timeline['actor']> {
    const known = await this.actors.head(this.dataSource, slug);
    if (known !== undefined) return { slug, names: known.names };
    if (first === undefined) throw new NotFoundError('actor', slug);
    return { slug, names: { en: first.claim.actor.name, 'zh-Hans': null, 'zh-Hant': null } };
  }
}

function entryOf(row: Row, stages: readonly StageRow[], linked: readonly Row[]): TimelineEntry {
  const brief = briefOf(row);
  const own = stages.filter(({ shiftId }) => shiftId === row.id);
  const earlier = linked.find(({ id }) => id === row.supersedes?.id);
  return {
    ...brief,
    state: stateOf(brief, row.supersededBy),
    stages: own.map(({ stage, at }) => ({ stage, since: at.toISOString() })),
    supersedes: row.supersedes,
    supersededBy: row.supersededBy,
    previously: earlier === undefined ? null : briefOf(earlier),
  };
}

function stateOf({ stage }: TimelineBrief, supersededBy: Link): TimelineEntry['state'] {
  if (supersededBy?.as === 'reverses') return 'reversed';
  return supersededBy?.as === 'calls_off' ? 'abandoned' : stage;
}

function briefOf({ id, claim, headline, knownOn, source, publishedAt }: Row): TimelineBrief {
  const attribution = attributionClass(claim.attribution);
  const { actor, kind, object, from, to, amounts, date, modality, negated } = claim;
  const { language, ...cited } = source;
  return {
    ...{ id, actor, kind, object, from, to, amounts, date, modality, negated, headline, knownOn },
    stage: stageOf(claim, attribution),
    attribution: { class: attribution, words: claim.attribution },
    quote: { text: claim.evidence[0]?.quote ?? '', language },
    source: { ...cited, publishedAt: publishedAt?.toISOString() ?? null },
  };
}
