import { Module } from '@nestjs/common';
import { ArticlesModule } from '#src/articles/index.js';
import { AuditModule } from '#src/audit/index.js';
import { Extractor, RuleExtractor } from './extractor.js';
import { BulkDecisions } from './review/bulk-decisions.js';
import { CompanyReader } from './review/company.reader.js';
import { DecisionBook } from './review/decision-book.js';
import { Decisions } from './review/decisions.js';
import { ReviewQueueReader } from './review/review-queue.reader.js';
import { ShiftDesk } from './shift.desk.js';
import { ShiftExtraction } from './shift-extraction.js';
import { ShiftProposer } from './shift.proposer.js';
import { ShiftReader } from './shift.reader.js';
import { ShiftRepository } from './shift.repository.js';
import { StageBook } from './timeline/stage-book.js';

@Module({
  imports: [ArticlesModule, AuditModule],
  providers: [
    BulkDecisions,
    CompanyReader,
    DecisionBook,
    Decisions,
    ReviewQueueReader,
    ShiftDesk,
    ShiftExtraction,
    ShiftProposer,
    ShiftReader,
    ShiftRepository,
    StageBook,
    { provide: Extractor, useClass: RuleExtractor },
  ],
  exports: [BulkDecisions, ReviewQueueReader, ShiftDesk, ShiftExtraction, ShiftProposer, ShiftReader],
})
export class ShiftsModule {}
