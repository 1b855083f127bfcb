import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BlockedLanes, ProgressReader } from '#src/delivery/index.js';
import { isProvider } from '#src/domain/delivery/provider.js';
import { isBlockedBy } from '#src/domain/feedback/block-gate.js';
import { selectRows } from '#src/foundation/database/select-rows.js';

/** Enough to know by which relays they went. */
const MOST = 1_000;

/** Lets the lanes to a provider rest that accepts our mails and then sends them back as blocked. */
@Injectable()
export class BlockGate {
  constructor(
    private readonly dataSource: DataSource,
    private readonly progress: ProgressReader,
    private readonly lanes: BlockedLanes,
  ) {}

  async judge(editionId: string, provider: string): Promise<void> {
    if (!isProvider(provider)) return;
    const blocked = await selectRows<{ id: string; reply: string | null }>(
      this.dataSource,
      `SELECT delivery_id AS id, reply FROM feedback_event
       WHERE edition_id = $1 AND kind = 'block' AND provider = $2 AND matched_by <> 'ledger' AND undone_at IS NULL
         AND at > now() - interval '1 hour'
       ORDER BY id DESC LIMIT $3`,
      [editionId, provider, MOST],
    );
    const speeds = (await this.progress.find(editionId))?.providers ?? [];
    const accepted = speeds.find((speed) => speed.provider === provider)?.accepted ?? 0;
    if (!isBlockedBy(provider, blocked.length, accepted)) return;
    const reason = `${blocked.length} mails came back as blocked by ${provider}: ${blocked[0]?.reply ?? 'without a word'}`;
    await this.lanes.hold({ editionId, provider, reason, deliveryIds: blocked.map(({ id }) => id) });
  }
}
