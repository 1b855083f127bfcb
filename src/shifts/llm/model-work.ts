import { Injectable } from '@nestjs/common';
import { TranslationRun } from '../translation/translation-run.js';
import { Model } from './model.js';
import { ModelGate } from './model-gate.js';
import { ModelReading, readerOf } from './model-reading.js';
import { ReadingRepository } from './reading.repository.js';

/** One piece of work of each kind; false when none is due. */
@Injectable()
export class ModelWork {
  constructor(
    private readonly model: Model,
    private readonly gate: ModelGate,
    private readonly readings: ReadingRepository,
    private readonly reading: ModelReading,
    private readonly translations: TranslationRun,
  ) {}

  async readOne(leaseSeconds: number): Promise<boolean> {
    const reader = readerOf(this.gate.model);
    const claimed = await this.readings.claim(reader, leaseSeconds);
    if (claimed === undefined) return false;
    await this.reading.run(this.model, reader, claimed);
    return true;
  }

  async translateOne(leaseSeconds: number): Promise<boolean> {
    return this.translations.runOne(this.gate.model, leaseSeconds);
  }
}
