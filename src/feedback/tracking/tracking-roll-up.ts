import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { judgeFetches, type Fetch, type Verdict } from '#src/domain/feedback/tracking/judge-fetches.js';
import { tallyChange, type Figure } from '#src/domain/feedback/tracking/tally.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const UNJUDGED = sqlFile(import.meta.dirname, 'sql/unjudged.sql');
const WRITE_VERDICTS = sqlFile(import.meta.dirname, 'sql/write-verdicts.sql');
const ADD_COUNTS = sqlFile(import.meta.dirname, 'sql/add-counts.sql');
/** Any two numbers of our own. */
const ONE_AT_A_TIME = `SELECT pg_try_advisory_xact_lock(4711, 621) AS "isOurs"`;

/** Unjudged fetches that one transaction begins with; each may bring its whole mail along. */
const BATCH = 100;
/** Transactions of one run; what is left waits for the next. */
const MOST_BATCHES = 1_000;
/** A scanner's walk is over by then, so that few mails are judged twice. */
export const SETTLE_SECONDS = 90;

type Row = Fetch & {
  id: string;
  deliveryId: string;
  editionId: string;
  sentAt: Date | null;
  verdict: Verdict['verdict'] | null;
  rule: string | null;
};
type Judged = Row & { now: Verdict };
type EditionFigure = Figure & { editionId: string };

/**
 * Judges what was fetched, mail by mail, and counts it. Verdicts and figures change in one transaction by what is different now, so that it may end
 * anywhere, run twice, and look at a mail again when more of it is fetched.
 */
@Injectable()
export class TrackingRollUp {
  constructor(private readonly dataSource: DataSource) {}

  /** How many verdicts were written. */
  async run(settleSeconds = SETTLE_SECONDS): Promise<number> {
    let total = 0;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const written = await this.dataSource.transaction((manager) => this.runBatch(manager, settleSeconds));
      if (written === 0) break;
      total += written;
    }
    return total;
  }

  private async runBatch(manager: EntityManager, settleSeconds: number): Promise<number> {
    const [lock] = await selectRows<{ isOurs: boolean }>(manager, ONE_AT_A_TIME);
    if (lock?.isOurs !== true) return 0;
    const mails = byMail(await selectRows<Row>(manager, UNJUDGED, [BATCH, settleSeconds]));
    const judged = mails.map(judge);
    const changed = judged.flat().filter(({ verdict, rule, now }) => verdict !== now.verdict || rule !== now.rule);
    if (changed.length === 0) return 0;
    await this.write(manager, changed);
    await this.count(manager, judged.flatMap(figuresOf));
    return changed.length;
  }

  private async write(manager: EntityManager, changed: readonly Judged[]): Promise<void> {
    await manager.query(WRITE_VERDICTS, [
      changed.map(({ id }) => id),
      changed.map(({ now }) => now.verdict),
      changed.map(({ now }) => now.rule),
    ]);
  }

  private async count(manager: EntityManager, figures: readonly EditionFigure[]): Promise<void> {
    if (figures.length === 0) return;
    await manager.query(ADD_COUNTS, [
      figures.map(({ editionId }) => editionId),
      figures.map(({ what }) => what),
      figures.map(({ linkId }) => linkId),
      figures.map(({ humanReaders }) => humanReaders),
      figures.map(({ humanTotal }) => humanTotal),
      figures.map(({ machineReaders }) => machineReaders),
      figures.map(({ machineTotal }) => machineTotal),
    ]);
  }
}

function byMail(rows: readonly Row[]): Row[][] {
  const mails = new Map<string, Row[]>();
  for (const row of rows) {
    const mail = mails.get(row.deliveryId);
    if (mail === undefined) mails.set(row.deliveryId, [row]);
    else mail.push(row);
  }
  return [...mails.values()];
}

function judge(mail: Row[]): Judged[] {
  const verdicts = judgeFetches(mail, mail[0]?.sentAt ?? null);
  return mail.flatMap((row, index) => {
    const now = verdicts[index];
    return now === undefined ? [] : [{ ...row, now }];
  });
}

function figuresOf(mail: Judged[]): EditionFigure[] {
  const editionId = mail[0]?.editionId;
  if (editionId === undefined) return [];
  const change = tallyChange(
    mail,
    mail.map(({ now }) => now.verdict),
  );
  return change.map((figure) => ({ ...figure, editionId }));
}
