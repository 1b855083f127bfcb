import { Injectable } from '@nestjs/common';
import { attributionClass } from '#src/domain/format/attribution.js';
import { stageOf } from '#src/domain/format/stage.js';
import { suggestImpact } from '#src/domain/shift-impact/suggest-impact.js';
import { findConflicts, type Conflict, type Told } from '#src/domain/shift-merge/find-conflicts.js';
import { jointConfidence } from '#src/domain/shift-merge/joint-confidence.js';
import { SAME_NEWS_DAYS } from '#src/domain/shift-merge/matter.js';
import { successionOf } from '#src/domain/shift-merge/supersedes.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { ShiftRow } from '../shift.repository.js';
import type { Company, Kin } from './company.dto.js';

type KinRow = {
  forId: string;
  id: string;
  status: Kin['status'];
  claim: ShiftProposal;
  confidence: number;
  knownOn: string | null;
  article: Kin['article'];
};
export type Asker = Pick<ShiftRow, 'id' | 'claim' | 'supersedesId'> & { publisher: string | null };

const SAME = sqlFile(import.meta.dirname, 'sql/same-claims.sql');
const EARLIER = sqlFile(import.meta.dirname, 'sql/earlier-shifts.sql');
const MOST_SAME = 20;
/** Looked through for what a shift goes on from; three are shown. */
const MOST_EARLIER = 30;
const SHOWN_EARLIER = 3;

/** What stands around shifts: others that tell the same or came before. Two statements, however many shifts are asked for. */
@Injectable()
export class CompanyReader {
  /** What these and confirmed shifts of other articles tell differently. */
  async confirmedConflicts(db: Db, shifts: readonly Asker[]): Promise<{ shiftId: string; conflicts: Conflict[] }[]> {
    const ids = shifts.map(({ id }) => id);
    const rows = await selectRows<KinRow>(db, SAME, [ids, SAME_NEWS_DAYS, MOST_SAME]);
    const same = grouped(rows.filter(({ status }) => status === 'confirmed'));
    return shifts.map((shift) => {
      return { shiftId: shift.id, conflicts: findConflicts(toldBy(shift, same.get(shift.id) ?? [])) };
    });
  }

  async of(db: Db, shifts: readonly Asker[]): Promise<Map<string, Company>> {
    const ids = shifts.map(({ id }) => id);
    const same = grouped(await selectRows<KinRow>(db, SAME, [ids, SAME_NEWS_DAYS, MOST_SAME]));
    const earlier = grouped(await selectRows<KinRow>(db, EARLIER, [ids, MOST_EARLIER]));
    return new Map(
      shifts.map((shift) => [shift.id, companyOf(shift, same.get(shift.id) ?? [], earlier.get(shift.id) ?? [])]),
    );
  }
}

function toldBy({ id, claim }: Asker, same: readonly KinRow[]): Told[] {
  return [{ shiftId: id, claim }, ...same.map((other) => ({ shiftId: other.id, claim: other.claim }))];
}

function grouped(rows: readonly KinRow[]): Map<string, KinRow[]> {
  const groups = new Map<string, KinRow[]>();
  for (const row of rows) {
    const group = groups.get(row.forId);
    if (group === undefined) groups.set(row.forId, [row]);
    else group.push(row);
  }
  return groups;
}

function companyOf(shift: Asker, same: readonly KinRow[], earlier: readonly KinRow[]): Company {
  const { claim, publisher } = shift;
  const sources = same.map(({ article, confidence }) => ({ publisher: article.publisher, confidence }));
  const hint = hintOf(claim, earlier);
  const linked = earlier.find((other) => other.id === shift.supersedesId);
  const previous = linked ?? (hint === null ? undefined : earlier.find((other) => other.id === hint.id));
  return {
    sameClaims: same.map(kinOf),
    conflicts: findConflicts(toldBy(shift, same)),
    jointConfidence: jointConfidence([{ publisher, confidence: claim.confidence }, ...sources]),
    earlier: earlier.slice(0, SHOWN_EARLIER).map(kinOf),
    previously: previous === undefined ? null : kinOf(previous),
    supersedesHint: shift.supersedesId === null ? hint : null,
    suggestions: suggestImpact(claim),
  };
}

function hintOf(claim: ShiftProposal, earlier: readonly KinRow[]): Company['supersedesHint'] {
  for (const other of earlier) {
    const as = successionOf(other.claim, claim);
    if (as !== null) return { id: other.id, as, by: 'rule' };
  }
  return null;
}

function kinOf({ id, status, claim, confidence, knownOn, article }: KinRow): Kin {
  const stage = stageOf(claim, attributionClass(claim.attribution));
  const { kind, object, from, to } = claim;
  return {
    id,
    status,
    kind,
    object,
    from,
    to,
    stage,
    quote: claim.evidence[0]?.quote ?? '',
    confidence,
    knownOn,
    article,
  };
}
