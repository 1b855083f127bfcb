import { Module } from '@nestjs/common';
import { ArticlesModule } from '#src/articles/index.js';
import { AuditModule } from '#src/audit/index.js';
import { ActorDesk } from './actors/actor.desk.js';
import { ActorReader } from './actors/actor.reader.js';
import { ActorRepository } from './actors/actor.repository.js';
import { Lexicon } from './actors/lexicon.js';
import { LexiconExtractor } from './actors/lexicon-extractor.js';
import { LexiconRerun } from './actors/lexicon-rerun.js';
import { LexiconWriter } from './actors/lexicon-writer.js';
import { Extractor, RuleExtractor } from './extractor.js';
import { ApartDesk } from './review/apart.desk.js';
import { BulkDecisions } from './review/bulk-decisions.js';
import { CompanyReader } from './review/company.reader.js';
import { DecisionBook } from './review/decision-book.js';
import { Decisions } from './review/decisions.js';
import { ReviewQueueReader } from './review/review-queue.reader.js';
import { ShiftDesk } from './shift.desk.js';
import { ShiftExtraction } from './shift-extraction.js';
import { ShiftProposer } from './shift.proposer.js';
import { ShiftReader } from './shift.reader.js';
import { ShiftPool } from './shift-pool.reader.js';
import { ShiftRepository } from './shift.repository.js';
import { StageBook } from './timeline/stage-book.js';
import { TimelineReader } from './timeline/timeline.reader.js';
import { SuccessionDesk } from './timeline/succession.desk.js';

@Module({
  imports: [ArticlesModule, AuditModule],
  providers: [
    ActorDesk,
    ActorReader,
    ActorRepository,
    ApartDesk,
    Lexicon,
    LexiconExtractor,
    LexiconRerun,
    LexiconWriter,
    BulkDecisions,
    CompanyReader,
    DecisionBook,
    Decisions,
    ReviewQueueReader,
    ShiftDesk,
    ShiftExtraction,
    ShiftProposer,
    ShiftReader,
    ShiftPool,
    ShiftRepository,
    StageBook,
    SuccessionDesk,
    TimelineReader,
    { provide: Extractor, useClass: RuleExtractor },
  ],
  exports: [
    ActorDesk,
    ActorReader,
    ApartDesk,
    BulkDecisions,
    Lexicon,
    LexiconRerun,
    ReviewQueueReader,
    ShiftDesk,
    ShiftExtraction,
    ShiftPool,
    ShiftProposer,
    ShiftReader,
    ShiftRepository,
    SuccessionDesk,
    TimelineReader,
  ],
})
export class ShiftsModule {}
