import { Injectable } from '@nestjs/common';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

/** Deliveries of one edition: a relay took them, may have taken them, or they are still to come. */
export type EditionReaders = { editionId: string; accepted: number; uncertain: number; open: number };

const COUNT = sqlFile(import.meta.dirname, 'sql/count-readers.sql');
const DISTINCT = sqlFile(import.meta.dirname, 'sql/count-distinct-readers.sql');

/** How many readers editions reached. Counts only: nobody is named. */
@Injectable()
export class ReaderCounts {
  async byEdition(db: Db, editionIds: readonly string[]): Promise<EditionReaders[]> {
    return selectRows<EditionReaders>(db, COUNT, [[...editionIds]]);
  }

  /** Readers of any of them, each once. */
  async distinct(db: Db, editionIds: readonly string[]): Promise<number> {
    const [row] = await selectRows<{ readers: number }>(db, DISTINCT, [[...editionIds]]);
    return row?.readers ?? 0;
  }
}
