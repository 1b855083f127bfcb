import { Module } from '@nestjs/common';
import { ConsentsController } from './consents.controller.js';
import { SegmentsController } from './segments/segments.controller.js';
import { ExportController } from './export/export.controller.js';
import { ImportsController } from './import/imports.controller.js';
import { SubscribersController } from './subscribers.controller.js';
import { SubscribersModule } from './subscribers.module.js';
import { SuppressionsController } from './suppressions.controller.js';

@Module({
  imports: [SubscribersModule],
  controllers: [
    ConsentsController,
    ExportController,
    ImportsController,
    SegmentsController,
    SubscribersController,
    SuppressionsController,
  ],
})
export class SubscribersApiModule {}
