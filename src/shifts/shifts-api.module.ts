import { Module } from '@nestjs/common';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsModule } from './shifts.module.js';
import { SummariesController } from './summary/summaries.controller.js';
import { ModelsController } from './llm/models.controller.js';
import { WordsModule } from './words.module.js';

@Module({
  imports: [ShiftsModule, WordsModule],
  controllers: [ShiftsController, SummariesController, ModelsController],
})
export class ShiftsApiModule {}
