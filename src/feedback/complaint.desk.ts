import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#src/audit/index.js';
import { Arrivals } from '#src/delivery/index.js';
import type { GateVerdict } from '#src/domain/feedback/complaint-gate.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { DataSource } from 'typeorm';
import { ComplaintGate } from './complaint-gate.service.js';
import { NOTHING_MORE } from './events/feedback-report.js';
import { FeedbackWriter } from './events/feedback-writer.js';

export type TakenComplaint = { deliveryId: string; editionId: string; isNew: boolean; gate: GateVerdict };

/** A complaint that an operator passes on. The reader is never mailed again, and a run that draws too many of these stops. */
@Injectable()
export class ComplaintDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly arrivals: Arrivals,
    private readonly writer: FeedbackWriter,
    private readonly audit: AuditTrail,
    private readonly gate: ComplaintGate,
  ) {}

  /** Idempotent per delivery. 404 when there is no such delivery. */
  async take(deliveryId: string, source: string, actor: string): Promise<TakenComplaint> {
    const taken = await this.dataSource.transaction(async (manager) => {
      const [delivery] = await this.arrivals.find(manager, [deliveryId]);
      if (delivery === undefined) throw new NotFoundError('delivery', deliveryId);
      const { editionId } = delivery;
      const [written] = await this.writer.write(manager, [
        { ...NOTHING_MORE, kind: 'complaint', source, rule: 'operator', deliveryId },
      ]);
      const isNew = written !== undefined && written.eventId !== null;
      const event = { actor, action: 'complaint.taken', subjectKind: 'delivery', subjectId: deliveryId };
      if (isNew) await this.audit.record(manager, { ...event, detail: { editionId, source } });
      return { deliveryId, editionId, isNew };
    });
    return { ...taken, gate: await this.gate.judge(taken.editionId) };
  }
}
