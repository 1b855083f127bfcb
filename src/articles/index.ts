export { ArticlesModule } from './articles.module.js';
export { ArticlesApiModule } from './articles-api.module.js';
export { ArticleDesk, type AddOutcome } from './article.desk.js';
export { ArticleReader, MAX_EXTRACTION_TRIES, type ReadableRevision } from './article.reader.js';
export { ExtractionQueue, type ExtractionJob } from './extraction-queue.js';
export { SourcesApiModule } from './sources/sources-api.module.js';
export { SourcesScheduleModule } from './sources/sources-schedule.module.js';
export { SourcesWorkerModule } from './sources/sources-worker.module.js';
export { IntakeApiModule } from './intake/intake-api.module.js';
