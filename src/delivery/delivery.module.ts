import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { ConnectionPool } from './connection-pool.js';
import { DeliveryLane } from './delivery-lane.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliveryPlanner } from './delivery-planner.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryRuns } from './delivery-runs.js';
import { DeliverySender } from './delivery-sender.js';
import { DkimSigner } from './dkim/dkim-signer.js';
import { HandOffSettler } from './hand-off-settler.js';
import { LedgerRepository } from './ledger.repository.js';
import { LetterWriter } from './letter-writer.js';
import { Reconciler } from './reconciler.js';
import { RunCommands } from './run-commands.js';
import { RunDesk } from './run.desk.js';
import { RunRepository } from './run.repository.js';
import { SmtpTransport } from './smtp/smtp-transport.js';
import { TestSender } from './test-sender.js';
import { Transport } from './transport.js';
import { UncertainDesk } from './uncertain.desk.js';
import { VariantRepository } from './variant.repository.js';

type Settings = Pick<Config, 'SMTP_URL' | 'SMTP_TIMEOUT_SECONDS' | 'SMTP_FINAL_TIMEOUT_SECONDS'>;

const transport = {
  provide: Transport,
  inject: [CONFIG],
  useFactory: (config: Settings) =>
    new SmtpTransport(config.SMTP_URL, {
      beforeBodySeconds: config.SMTP_TIMEOUT_SECONDS,
      finalReplySeconds: config.SMTP_FINAL_TIMEOUT_SECONDS,
    }),
};

@Module({
  imports: [AuditModule],
  providers: [
    transport,
    ConnectionPool,
    DeliveryLane,
    DeliveryMetrics,
    DeliveryPlanner,
    DeliveryQueue,
    DeliveryRuns,
    DeliverySender,
    DkimSigner,
    HandOffSettler,
    LedgerRepository,
    LetterWriter,
    Reconciler,
    RunCommands,
    RunDesk,
    RunRepository,
    TestSender,
    UncertainDesk,
    VariantRepository,
  ],
  exports: [
    DeliveryLane,
    DeliveryPlanner,
    DeliveryQueue,
    DeliveryRuns,
    LedgerRepository,
    Reconciler,
    RunDesk,
    RunRepository,
    TestSender,
    UncertainDesk,
  ],
})
export class DeliveryModule {}
