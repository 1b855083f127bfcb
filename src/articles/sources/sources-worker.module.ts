import { Module } from '@nestjs/common';
import { IngestDriver } from './ingest-driver.js';
import { IngestProcessor } from './ingest.processor.js';
import { ItemKeeper } from './item-keeper.js';
import { ItemSettler } from './item-settler.js';
import { ItemWorker } from './item-worker.js';
import { SourceClaims } from './source-claims.js';
import { SourceVisitor } from './source-visitor.js';
import { SourceWorker } from './source-worker.js';
import { SourcesModule } from './sources.module.js';
import { VisitSettler } from './visit-settler.js';

@Module({
  imports: [SourcesModule],
  providers: [
    IngestDriver,
    IngestProcessor,
    ItemKeeper,
    ItemSettler,
    ItemWorker,
    SourceClaims,
    SourceVisitor,
    SourceWorker,
    VisitSettler,
  ],
})
export class SourcesWorkerModule {}
