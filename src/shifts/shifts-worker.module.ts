import { Module } from '@nestjs/common';
import { ShiftExtractionProcessor } from './shift-extraction.processor.js';
import { ModelDriver } from './llm/model-driver.js';
import { ShiftsModule } from './shifts.module.js';
import { WordsModule } from './words.module.js';

@Module({ imports: [ShiftsModule, WordsModule], providers: [ShiftExtractionProcessor, ModelDriver] })
export class ShiftsWorkerModule {}
