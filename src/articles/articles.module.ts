import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { ArticleDesk } from './article.desk.js';
import { ArticleIntake } from './article-intake.js';
import { ArticleReader } from './article.reader.js';
import { ArticleRepository } from './article.repository.js';
import { AppraisalQueue } from './catalog/appraisal-queue.js';
import { Catalog } from './catalog/catalog.js';
import { CatalogRepository } from './catalog/catalog.repository.js';
import { duplicatesProviders } from './duplicates/duplicates-providers.js';
import { ExtractionQueue } from './extraction-queue.js';

@Module({
  imports: [AuditModule],
  providers: [
    ArticleDesk,
    ArticleIntake,
    ArticleReader,
    ArticleRepository,
    AppraisalQueue,
    Catalog,
    CatalogRepository,
    ExtractionQueue,
    ...duplicatesProviders,
  ],
  exports: [ArticleDesk, ArticleReader, AppraisalQueue, ExtractionQueue],
})
export class ArticlesModule {}
