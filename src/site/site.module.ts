import { Module } from '@nestjs/common';
import { FeedbackModule } from '#src/feedback/index.js';
import { ShiftsModule } from '#src/shifts/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';
import { SignupModule } from '#src/signup/index.js';
import { ConfirmController } from './confirm.controller.js';
import { LeavePages } from './leave-pages.js';
import { LeaveReasonController } from './leave-reason.controller.js';
import { Leaving } from './leaving.service.js';
import { MoveController } from './move.controller.js';
import { PreferencesController } from './preferences.controller.js';
import { ReaderActs } from './reader-acts.service.js';
import { ReaderLinks } from './reader-links.service.js';
import { SiteController } from './site.controller.js';
import { SitePages } from './site-pages.js';
import { SubscribePageController } from './subscribe.controller.js';
import { SubscribePages } from './subscribe-pages.js';
import { TimelinePageController } from './timeline.controller.js';
import { TrackingController } from './tracking.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

@Module({
  imports: [SubscribersModule, FeedbackModule, ShiftsModule, SignupModule],
  // The last one answers where the others have no page.
  controllers: [
    UnsubscribeController,
    PreferencesController,
    SubscribePageController,
    ConfirmController,
    MoveController,
    TimelinePageController,
    LeaveReasonController,
    TrackingController,
    SiteController,
  ],
  providers: [LeavePages, Leaving, ReaderActs, ReaderLinks, SitePages, SubscribePages],
})
export class SiteModule {}
