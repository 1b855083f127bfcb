export { ArticlesModule } from './articles.module.js';
export { ArticlesApiModule } from './articles-api.module.js';
export { ArticleDesk, type AddOutcome } from './article.desk.js';
export { ArticleReader, MAX_EXTRACTION_TRIES, type ReadableRevision } from './article.reader.js';
export { ExtractionQueue, type ExtractionJob } from './extraction-queue.js';
