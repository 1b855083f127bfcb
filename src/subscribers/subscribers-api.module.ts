import { Module } from '@nestjs/common';
import { ExportController } from './export/export.controller.js';
import { ImportsController } from './import/imports.controller.js';
import { SubscribersController } from './subscribers.controller.js';
import { SubscribersModule } from './subscribers.module.js';
import { SuppressionsController } from './suppressions.controller.js';

@Module({
  imports: [SubscribersModule],
  controllers: [ExportController, ImportsController, SubscribersController, SuppressionsController],
})
export class SubscribersApiModule {}
