import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Claimer } from './crew/claimer.js';
import { DeliveryDriver } from './crew/delivery-driver.js';
import { RunCrew } from './crew/run-crew.js';
import { RunHealth } from './crew/run-health.js';
import { DeliveryLineReader } from './ledger/delivery-line.reader.js';
import { HandOffBook } from './ledger/hand-off-book.js';
import { Lanes } from './lanes/lanes.js';
import { ProgressReader } from './runs/progress.reader.js';
import { Arrivals } from './ledger/arrivals.js';
import { RunBrake } from './runs/run-brake.js';
import { RunProgress } from './runs/run-progress.js';
import { ConnectionPool } from './lanes/connection-pool.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliveryPlanner } from './runs/delivery-planner.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryRuns } from './runs/delivery-runs.js';
import { DeliverySender } from './crew/delivery-sender.js';
import { DkimSigner } from './message/dkim/dkim-signer.js';
import { HandOffSettler } from './crew/hand-off-settler.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { LetterWriter } from './message/letter-writer.js';
import { Reconciler } from './runs/reconciler.js';
import { RunCommands } from './runs/run-commands.js';
import { RunDesk } from './runs/run.desk.js';
import { RunRepository } from './runs/run.repository.js';
import { SmtpTransport } from './smtp/smtp-transport.js';
import { TestSender } from './test-sender.js';
import { Transport } from './transport.js';
import { UncertainDesk } from './runs/uncertain.desk.js';
import { VariantRepository } from './message/variant.repository.js';

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
    Arrivals,
    Claimer,
    DeliveryDriver,
    DeliveryLineReader,
    DeliveryMetrics,
    DeliveryPlanner,
    DeliveryQueue,
    DeliveryRuns,
    DeliverySender,
    DkimSigner,
    HandOffBook,
    HandOffSettler,
    Lanes,
    LedgerRepository,
    LetterWriter,
    ProgressReader,
    Reconciler,
    RunBrake,
    RunCommands,
    RunCrew,
    RunDesk,
    RunHealth,
    RunProgress,
    RunRepository,
    TestSender,
    UncertainDesk,
    VariantRepository,
  ],
  exports: [
    Arrivals,
    RunBrake,
    ProgressReader,
    DeliveryDriver,
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
