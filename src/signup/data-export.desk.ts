import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { TransactionalMail } from '#src/delivery/index.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { PersonalData, SubscriberDesk } from '#src/subscribers/index.js';

/** Mails a person what is kept about them (GDPR 15 and 20): to their own address only, so that a forwarded link shows nobody anything. */
@Injectable()
export class DataExportDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly subscribers: SubscriberDesk,
    private readonly personalData: PersonalData,
    private readonly mail: TransactionalMail,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Once a day (UTC); asking again that day sends nothing more. Throws a NotFoundError for a person who is gone. */
  async send(subscriberId: string): Promise<void> {
    const exportedAt = this.clock.now().toISOString();
    const { locale, email } = await this.subscribers.find(subscriberId);
    const data = await this.personalData.of(this.dataSource, subscriberId);
    const mailId = await this.dataSource.transaction(async (manager) => {
      const id = await this.mail.write(manager, {
        kind: 'data_export',
        locale,
        address: email,
        values: { subscriberId, data: { exportedAt, ...data } },
        idempotencyKey: `export:${subscriberId}:${exportedAt.slice(0, 10)}`,
      });
      const event = { action: 'subscriber.exported', subjectKind: 'subscriber', subjectId: subscriberId, detail: {} };
      if (id !== undefined) await this.audit.record(manager, { actor: 'reader', ...event });
      return id;
    });
    if (mailId !== undefined) await this.mail.wake(mailId);
  }
}
