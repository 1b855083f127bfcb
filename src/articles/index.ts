export { ArticlesModule } from './articles.module.js';
export { ArticlesApiModule } from './articles-api.module.js';
export { ArticleDesk } from './article.desk.js';
export type { AddOutcome } from './article-intake.js';
export { ArticleReader, MAX_EXTRACTION_TRIES, type ReadableRevision } from './article.reader.js';
export { ExtractionQueue, type ExtractionJob } from './extraction-queue.js';
