import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { ArticleDesk } from './article.desk.js';
import { ArticleIntake } from './article-intake.js';
import { ArticleReader } from './article.reader.js';
import { ArticleRepository } from './article.repository.js';
import { AppraisalQueue } from './catalog/appraisal-queue.js';
import { Catalog } from './catalog/catalog.js';
import { CatalogRepository } from './catalog/catalog.repository.js';
import { TopicDesk } from './catalog/topic.desk.js';
import { ClusterDesk } from './duplicates/cluster.desk.js';
import { TrailReader } from './duplicates/trail.reader.js';
import { duplicatesProviders } from './duplicates/duplicates-providers.js';
import { ExtractionQueue } from './extraction-queue.js';
import { InboxDesk } from './inbox/inbox.desk.js';
import { InboxRepository } from './inbox/inbox.repository.js';
import { ArticleSearch } from './search/article-search.js';
import { SearchRepository } from './search/search.repository.js';

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
    ArticleSearch,
    ExtractionQueue,
    InboxDesk,
    InboxRepository,
    SearchRepository,
    TopicDesk,
    ...duplicatesProviders,
  ],
  exports: [
    AppraisalQueue,
    ArticleDesk,
    ArticleReader,
    ArticleSearch,
    ClusterDesk,
    ExtractionQueue,
    InboxDesk,
    TopicDesk,
    TrailReader,
  ],
})
export class ArticlesModule {}
