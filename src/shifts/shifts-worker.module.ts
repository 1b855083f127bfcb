import { Module } from '@nestjs/common';
import { ShiftExtractionProcessor } from './shift-extraction.processor.js';
import { ShiftsModule } from './shifts.module.js';

@Module({ imports: [ShiftsModule], providers: [ShiftExtractionProcessor] })
export class ShiftsWorkerModule {}
