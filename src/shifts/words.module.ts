import { Module } from '@nestjs/common';
import { ArticlesModule } from '#src/articles/index.js';
import { AuditModule } from '#src/audit/index.js';
import { AcceptanceReader } from './llm/acceptance.reader.js';
import { ChatClient } from './llm/chat-client.js';
import { Model } from './llm/model.js';
import { ModelGate } from './llm/model-gate.js';
import { ModelReading } from './llm/model-reading.js';
import { ModelWork } from './llm/model-work.js';
import { ReadingRepository } from './llm/reading.repository.js';
import { ShiftsModule } from './shifts.module.js';
import { SummaryDesk } from './summary/summary.desk.js';
import { SummaryKeeper } from './summary/summary-keeper.js';
import { SummaryReader } from './summary/summary.reader.js';
import { SummaryRepository } from './summary/summary.repository.js';
import { MachineWords } from './translation/machine-words.js';
import { ModelTranslator } from './translation/model-translator.js';
import { TranslationRepository } from './translation/translation.repository.js';
import { TranslationRun } from './translation/translation-run.js';
import { Translator } from './translation/translator.js';

const SUMMARIES = [SummaryDesk, SummaryKeeper, SummaryReader, SummaryRepository];
const TRANSLATION = [
  MachineWords,
  TranslationRepository,
  TranslationRun,
  { provide: Translator, useClass: ModelTranslator },
];
const MODEL = [AcceptanceReader, ChatClient, Model, ModelGate, ModelReading, ModelWork, ReadingRepository];

/** Summaries, translations and the optional language model. */
@Module({
  imports: [ArticlesModule, AuditModule, ShiftsModule],
  providers: [...SUMMARIES, ...TRANSLATION, ...MODEL],
  exports: [AcceptanceReader, ChatClient, MachineWords, ModelWork, SummaryDesk, SummaryKeeper, SummaryReader],
})
export class WordsModule {} // prettier-ignore
