import { Module } from '@nestjs/common';
import { CorrectionsController } from './corrections/corrections.controller.js';
import { DigestsModule } from './digests.module.js';
import { DigestsController } from './definitions/digests.controller.js';
import { EditionSendingController } from './edition-sending.controller.js';
import { EditionsController } from './editions.controller.js';

@Module({
  imports: [DigestsModule],
  controllers: [CorrectionsController, DigestsController, EditionsController, EditionSendingController],
})
export class DigestsApiModule {}
