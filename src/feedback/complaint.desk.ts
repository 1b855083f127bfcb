import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { Arrivals } from '#src/delivery/index.js';
import type { GateVerdict } from '#src/domain/feedback/complaint-gate.js';
import { countAffected } from '#src/foundation/database/select-rows.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { SuppressionDesk } from '#src/subscribers/index.js';
import { ComplaintGate } from './complaint-gate.service.js';

export type TakenComplaint = { deliveryId: string; editionId: string; isNew: boolean; gate: GateVerdict };

/** A reader called a mail spam. They are never mailed again, and a run that draws too many of these stops. */
@Injectable()
export class ComplaintDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly arrivals: Arrivals,
    private readonly suppressions: SuppressionDesk,
    private readonly audit: AuditTrail,
    private readonly gate: ComplaintGate,
  ) {}

  /** Idempotent per delivery. 404 when there is no such delivery. */
  async take(deliveryId: string, source: string, actor: string): Promise<TakenComplaint> {
    const taken = await this.dataSource.transaction(async (manager) => {
      const delivery = await this.arrivals.prove(manager, deliveryId, 'complaint');
      if (delivery === undefined) throw new NotFoundError('delivery', deliveryId);
      const { editionId, subscriberId } = delivery;
      const added = await countAffected(
        manager,
        `INSERT INTO feedback_event (delivery_id, edition_id, kind, source) VALUES ($1, $2, 'complaint', $3)
         ON CONFLICT (delivery_id, kind) DO NOTHING`,
        [deliveryId, editionId, source],
      );
      await this.suppressions.suppressReader(manager, subscriberId, 'complaint');
      const event = { actor, action: 'complaint.taken', subjectKind: 'delivery', subjectId: deliveryId };
      if (added === 1) await this.audit.record(manager, { ...event, detail: { editionId, source } });
      return { deliveryId, editionId, isNew: added === 1 };
    });
    return { ...taken, gate: await this.gate.judge(taken.editionId) };
  }
}
