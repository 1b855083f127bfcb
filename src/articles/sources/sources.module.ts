import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { Log } from '#src/foundation/logging/logger.js';
import { ArticlesModule } from '../articles.module.js';
import { DocumentParser, ThreadedParser } from '../ingest/document-parser.js';
import { HostBook } from './host-book.js';
import { IngestQueue } from './ingest-queue.js';
import { PageReader } from './page-reader.js';

const THREAD = join(import.meta.dirname, '../ingest/parse-thread.js');

/** What the doors and the workers of ingest share. */
@Module({
  imports: [ArticlesModule, AuditModule],
  providers: [
    { provide: DocumentParser, inject: [Log], useFactory: (log: Log) => new ThreadedParser(log, THREAD) },
    HostBook,
    IngestQueue,
    PageReader,
  ],
  exports: [ArticlesModule, AuditModule, DocumentParser, HostBook, IngestQueue, PageReader],
})
export class SourcesModule {}
