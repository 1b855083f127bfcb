import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ArticlesModule } from '../articles.module.js';
import { AppraisalDriver } from './appraisal-driver.js';

/** Workers keep the catalog in step with shifts and rules. */
@Module({ imports: [ArticlesModule], providers: [AppraisalDriver] })
export class CatalogWorkerModule implements OnApplicationBootstrap {
  constructor(private readonly driver: AppraisalDriver) {}

  onApplicationBootstrap(): void {
    this.driver.start();
  }
}
