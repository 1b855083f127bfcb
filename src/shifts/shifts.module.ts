import { Module } from '@nestjs/common';
import { ArticlesModule } from '#src/articles/index.js';
import { AuditModule } from '#src/audit/index.js';
import { Extractor, RuleExtractor } from './extractor.js';
import { ShiftDesk } from './shift.desk.js';
import { ShiftExtraction } from './shift-extraction.js';
import { ShiftReader } from './shift.reader.js';
import { ShiftRepository } from './shift.repository.js';

@Module({
  imports: [ArticlesModule, AuditModule],
  providers: [
    ShiftDesk,
    ShiftExtraction,
    ShiftReader,
    ShiftRepository,
    { provide: Extractor, useClass: RuleExtractor },
  ],
  exports: [ShiftDesk, ShiftExtraction, ShiftReader],
})
export class ShiftsModule {}
