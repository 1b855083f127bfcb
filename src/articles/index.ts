export { ArticlesModule } from './articles.module.js';
export { ArticlesApiModule } from './articles-api.module.js';
export { CatalogWorkerModule } from './catalog/catalog-worker.module.js';
export { AppraisalQueue } from './catalog/appraisal-queue.js';
export { ArticleDesk } from './article.desk.js';
export type { AddOutcome } from './article-intake.js';
export { ArticleReader, MAX_EXTRACTION_TRIES, type ReadableRevision } from './article.reader.js';
export { ExtractionQueue, type ExtractionJob } from './extraction-queue.js';
