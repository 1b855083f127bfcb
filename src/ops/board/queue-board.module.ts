import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { BullBoardModule } from '@bull-board/nestjs';
import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditModule, AuditTrail } from '#src/audit/index.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { boardGate } from './board-gate.js';

const descriptions = {
  extraction: 'Finds strategy shifts in article revisions.',
  delivery: 'Wakes deliveries of editions. The ledger in the database is the truth, these jobs are hints.',
  transactional: 'Wakes single mails that somebody waits for. Their table is the truth, these jobs are hints.',
  import: 'Wakes imports of subscribers. Their table is the truth, these jobs are hints.',
  ingest: 'Wakes visits to sources. Their table is the truth, these jobs are hints.',
} as const;

const queues = Object.values(QUEUES).map((name) => ({
  name,
  adapter: BullMQAdapter,
  options: { description: descriptions[name] },
}));

/** bull-board at `/admin/queues`, behind the admin token: retry, clean, pause and promote are allowed, and audited. */
@Module({
  imports: [
    BullBoardModule.forRootAsync({
      imports: [AuditModule],
      inject: [CONFIG, AuditTrail, DataSource],
      useFactory: (config: Config, audit: AuditTrail, dataSource: DataSource) => ({
        route: '/admin/queues',
        adapter: ExpressAdapter,
        middleware: boardGate({ adminToken: config.ADMIN_TOKEN, audit, dataSource }),
        boardOptions: { uiConfig: { boardTitle: 'Tradewind queues', hideDocsLink: true } },
      }),
    }),
    BullBoardModule.forFeature(...queues),
  ],
})
export class QueueBoardModule {}
