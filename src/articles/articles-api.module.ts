import { Module } from '@nestjs/common';
import { ArticlesController } from './articles.controller.js';
import { ArticlesModule } from './articles.module.js';

@Module({ imports: [ArticlesModule], controllers: [ArticlesController] })
export class ArticlesApiModule {}
