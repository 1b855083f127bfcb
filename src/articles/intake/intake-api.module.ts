import { Module } from '@nestjs/common';
import { SourcesModule } from '../sources/sources.module.js';
import { IntakeDesk } from './intake.desk.js';
import { ClipController } from './clip.controller.js';
import { ClipDesk } from './clip.desk.js';
import { IntakeController } from './intake.controller.js';

@Module({
  imports: [SourcesModule],
  providers: [IntakeDesk, ClipDesk],
  controllers: [IntakeController, ClipController],
})
export class IntakeApiModule {}
