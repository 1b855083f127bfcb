import { Module } from '@nestjs/common';
import { ArticlesController } from './articles.controller.js';
import { ArticlesModule } from './articles.module.js';
import { CatalogController } from './catalog/catalog.controller.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { InboxController } from './inbox/inbox.controller.js';
import { RevisionsController } from './revisions/revisions.controller.js';
import { SearchController } from './search/search.controller.js';

@Module({
  imports: [ArticlesModule],
  controllers: [
    ArticlesController,
    CatalogController,
    DuplicatesController,
    InboxController,
    RevisionsController,
    SearchController,
  ],
})
export class ArticlesApiModule {}
