import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { RenderingModule } from '#src/rendering/index.js';
import { PersonalDataModule } from '#src/subscribers/index.js';
import { Claimer } from './crew/claimer.js';
import { DeliveryDriver } from './crew/delivery-driver.js';
import { RunCrew } from './crew/run-crew.js';
import { RunHealth } from './crew/run-health.js';
import { DeliveryData } from './ledger/delivery-data.js';
import { DeliveryLineReader } from './ledger/delivery-line.reader.js';
import { OperatorAlert } from './transactional/operator-alert.js';
import { HandOffBook } from './ledger/hand-off-book.js';
import { EchoTokens } from './message/echo-tokens.js';
import { ReturnAddresses } from './message/return-addresses.js';
import { BlockedLanes } from './lanes/blocked-lanes.js';
import { BucketRepository } from './lanes/bucket.repository.js';
import { LaneDesk } from './lanes/lane.desk.js';
import { LaneMemory } from './lanes/lane-memory.js';
import { LaneMetrics } from './lanes/lane-metrics.js';
import { LanePlanner } from './lanes/lane-planner.js';
import { LaneRepository } from './lanes/lane.repository.js';
import { Lanes } from './lanes/lanes.js';
import { LookUps } from './runs/look-ups.js';
import { MailDomains } from './lanes/mail-domains.js';
import { DnsMxResolver, MxResolver } from './lanes/mx-resolver.js';
import { TransportFactory } from './lanes/transport-factory.js';
import { ProgressReader } from './runs/progress.reader.js';
import { Arrivals } from './ledger/arrivals.js';
import { Refusals } from './ledger/refusals.js';
import { ReaderCounts } from './ledger/reader-counts.js';
import { ReaderHistory } from './ledger/reader-history.js';
import { RunBrake } from './runs/run-brake.js';
import { RunProgress } from './runs/run-progress.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliveryPlanner } from './runs/delivery-planner.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryRuns } from './runs/delivery-runs.js';
import { DeliverySender } from './crew/delivery-sender.js';
import { DkimSigner } from './message/dkim/dkim-signer.js';
import { HandOffSettler } from './crew/hand-off-settler.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { LetterWriter } from './message/letter-writer.js';
import { LinkBook } from './message/link-book.js';
import { ReaderUrls } from './message/reader-urls.js';
import { Reconciler } from './runs/reconciler.js';
import { RunCommands } from './runs/run-commands.js';
import { RunDesk } from './runs/run.desk.js';
import { RunRepository } from './runs/run.repository.js';
import { RunTally } from './runs/run-tally.js';
import { TestSender } from './test-sender.js';
import { MailRefusals } from './transactional/mail-refusals.js';
import { TransactionalDriver } from './transactional/transactional-driver.js';
import { TransactionalMail } from './transactional/transactional-mail.js';
import { TRANSACTIONAL_PROVIDERS } from './transactional/transactional-providers.js';
import { TransactionalMailRepository } from './transactional/transactional-mail.repository.js';
import { TransactionalSweeper } from './transactional/transactional-sweeper.js';
import { UncertainDesk } from './runs/uncertain.desk.js';
import { VariantRepository } from './message/variant.repository.js';

@Module({
  imports: [AuditModule, PersonalDataModule, RenderingModule],
  providers: [
    ...TRANSACTIONAL_PROVIDERS,
    Arrivals,
    EchoTokens,
    ReturnAddresses,
    BlockedLanes,
    Claimer,
    DeliveryData,
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
    BucketRepository,
    LaneDesk,
    LaneMemory,
    LaneMetrics,
    LanePlanner,
    LaneRepository,
    Lanes,
    LookUps,
    MailDomains,
    { provide: MxResolver, useClass: DnsMxResolver },
    LedgerRepository,
    LetterWriter,
    LinkBook,
    ReaderUrls,
    ProgressReader,
    ReaderCounts,
    ReaderHistory,
    Reconciler,
    Refusals,
    RunBrake,
    RunCommands,
    RunCrew,
    RunDesk,
    RunHealth,
    RunProgress,
    RunRepository,
    RunTally,
    TestSender,
    TransportFactory,
    UncertainDesk,
    VariantRepository,
  ],
  exports: [
    LaneDesk,
    Lanes,
    MailDomains,
    Arrivals,
    EchoTokens,
    ReturnAddresses,
    BlockedLanes,
    OperatorAlert,
    RunBrake,
    ProgressReader,
    DeliveryDriver,
    DeliveryPlanner,
    DeliveryQueue,
    DeliveryRuns,
    LedgerRepository,
    ReaderCounts,
    ReaderHistory,
    Reconciler,
    Refusals,
    MailRefusals,
    RunDesk,
    RunRepository,
    RunTally,
    TestSender,
    TransactionalDriver,
    TransactionalMail,
    TransactionalMailRepository,
    TransactionalSweeper,
    UncertainDesk,
  ],
})
export class DeliveryModule {}
