import { Module } from '@nestjs/common';
import { FeedbackModule } from '#src/feedback/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';

@Module({ imports: [SubscribersModule, FeedbackModule] })
export class SiteModule {}
