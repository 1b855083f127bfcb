import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { trackingReport, type FigureRow, type TrackingReport } from '#src/domain/feedback/tracking/tracking-report.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const READ = sqlFile(import.meta.dirname, 'sql/read-counts.sql');
const COUNT_TRACKED = sqlFile(import.meta.dirname, 'sql/count-tracked.sql');

/** What is known of opens and clicks of an edition: figures, and nobody's name. */
@Injectable()
export class TrackingReportReader {
  constructor(private readonly dataSource: DataSource) {}

  async of(editionId: string): Promise<TrackingReport> {
    const [rows, [tracked]] = await Promise.all([
      selectRows<FigureRow>(this.dataSource, READ, [editionId]),
      selectRows<{ count: number }>(this.dataSource, COUNT_TRACKED, [editionId]),
    ]);
    return trackingReport(tracked?.count ?? 0, rows);
  }
}
