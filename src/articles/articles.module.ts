import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { ArticleDesk } from './article.desk.js';
import { ArticleReader } from './article.reader.js';
import { ArticleRepository } from './article.repository.js';
import { ExtractionQueue } from './extraction-queue.js';

@Module({
  imports: [AuditModule],
  providers: [ArticleDesk, ArticleReader, ArticleRepository, ExtractionQueue],
  exports: [ArticleDesk, ArticleReader, ExtractionQueue],
})
export class ArticlesModule {}
