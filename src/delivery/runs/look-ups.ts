import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { messageId } from '#src/domain/delivery/message-id.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { Lanes } from '../lanes/lanes.js';
import { Arrivals } from '../ledger/arrivals.js';

type Asked = { id: string; relay: string; messageDomain: string };

const ASK = sqlFile(import.meta.dirname, 'sql/ask-uncertain.sql');

/** Asks providers that can tell about deliveries in doubt, when their hand-off is long enough ago; again only after as long a time. */
@Injectable()
export class LookUps {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'UNCERTAIN_HOLD_MINUTES'>,
    private readonly dataSource: DataSource,
    private readonly lanes: Lanes,
    private readonly arrivals: Arrivals,
  ) {}

  /** How many turned out to have arrived. */
  async ask(): Promise<number> {
    const { tellers } = this.lanes;
    if (tellers.size === 0) return 0;
    const minutes = this.config.UNCERTAIN_HOLD_MINUTES;
    const asked = await selectRows<Asked>(this.dataSource, ASK, [[...tellers.keys()], minutes]);
    let proved = 0;
    for (const { id, relay, messageDomain } of asked) {
      const answer = await tellers.get(relay)?.lookUp?.(messageId(id, messageDomain));
      if (answer === 'accepted') proved += await this.prove(id);
      else
        await this.dataSource.query(`UPDATE delivery SET updated_at = now() WHERE id = $1 AND state = 'uncertain'`, [
          id,
        ]);
    }
    return proved;
  }

  private async prove(id: string): Promise<number> {
    const delivery = await this.arrivals.prove(this.dataSource.manager, id, 'look-up');
    return delivery?.isProved === true ? 1 : 0;
  }
}
