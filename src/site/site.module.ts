import { Module } from '@nestjs/common';
import { FeedbackModule } from '#src/feedback/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';
import { PreferencesController } from './preferences.controller.js';
import { ReaderLinks } from './reader-links.service.js';
import { SiteController } from './site.controller.js';
import { SitePages } from './site-pages.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

@Module({
  imports: [SubscribersModule, FeedbackModule],
  // The last one answers where the others have no page.
  controllers: [UnsubscribeController, PreferencesController, SiteController],
  providers: [ReaderLinks, SitePages],
})
export class SiteModule {}
