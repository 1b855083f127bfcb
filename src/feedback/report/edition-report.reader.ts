import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RunTally } from '#src/delivery/index.js';
import { editionReport, type FeedbackCount } from '#src/domain/feedback/edition-report.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { LeaveReasonRepository } from '../reasons/leave-reason.repository.js';
import { TrackingReportReader } from '../tracking/tracking-report.reader.js';

const COUNT = sqlFile(import.meta.dirname, 'sql/count-events.sql');

/** What became of an edition's mails: the ledger and what came back, counted. */
@Injectable()
export class EditionReportReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: RunTally,
    private readonly reasons: LeaveReasonRepository,
    private readonly tracking: TrackingReportReader,
  ) {}

  /** 404 for an edition that was never started. */
  async find(editionId: string) {
    if (!(await this.runs.exists(editionId))) throw new NotFoundError('run', editionId);
    const [states, events, leaveReasons, tracking] = await Promise.all([
      this.runs.byProvider(editionId),
      selectRows<FeedbackCount>(this.dataSource, COUNT, [editionId]),
      this.reasons.count(editionId),
      this.tracking.of(editionId),
    ]);
    return { editionId, ...editionReport(states, events), leaveReasons, tracking };
  }
}
