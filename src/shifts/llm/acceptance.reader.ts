import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { Acceptance } from './acceptance.dto.js';

const READ = sqlFile(import.meta.dirname, 'sql/read-acceptance.sql');

type ReaderRow = Omit<Acceptance['readers'][number], 'open' | 'acceptRate'>;
type EndpointRow = Omit<Acceptance['endpoints'][number], 'restingUntil'> & { restingUntil: Date | null };

/** How far each model can be trusted, by what editors did with its proposals. */
@Injectable()
export class AcceptanceReader {
  constructor(private readonly dataSource: DataSource) {}

  async read(): Promise<Acceptance> {
    const readers = await selectRows<ReaderRow>(this.dataSource, READ);
    const endpoints = await selectRows<EndpointRow>(
      this.dataSource,
      `SELECT e.provider, e.model, e.rung, CASE WHEN e.resting_until > now() THEN e.resting_until END AS "restingUntil",
         CASE WHEN e.resting_until > now() THEN e.rest_reason END AS "restReason", coalesce(u.calls, 0) AS "callsToday"
       FROM model_endpoint e LEFT JOIN model_usage u ON u.model = e.model AND u.day = (now() AT TIME ZONE 'UTC')::date
       ORDER BY e.provider, e.model`,
    );
    return {
      readers: readers.map((row) => {
        const judged = row.confirmed + row.dismissed;
        return { ...row, open: row.proposed - judged, acceptRate: judged === 0 ? null : row.confirmed / judged };
      }),
      endpoints: endpoints.map((row) => ({ ...row, restingUntil: row.restingUntil?.toISOString() ?? null })),
    };
  }
}
