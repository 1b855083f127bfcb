import { Module } from '@nestjs/common';
import { ConsentsController } from './consents.controller.js';
import { SubscriberImportController } from './subscriber-import.controller.js';
import { SubscribersController } from './subscribers.controller.js';
import { SubscribersModule } from './subscribers.module.js';
import { SuppressionsController } from './suppressions.controller.js';

@Module({
  imports: [SubscribersModule],
  controllers: [ConsentsController, SubscriberImportController, SubscribersController, SuppressionsController],
})
export class SubscribersApiModule {}
