import { Injectable } from '@nestjs/common';
import { MAX_TRIES } from '#src/domain/llm/call-rules.js';
import { TRANSLATION_PROMPT } from '#src/domain/llm/prompt.js';
import { Log } from '#src/foundation/logging/logger.js';
import { TranslationRepository } from './translation.repository.js';
import { Translator } from './translator.js';

/** At temperature 0 a model mostly repeats itself: what was not usable twice stays untranslated, and the headline from the data stands. */
const REFUSALS = 2;
const RETRY_SECONDS = 30;

/** Finds words that lack a translation, and has them translated one by one. */
@Injectable()
export class TranslationRun {
  constructor(
    private readonly translations: TranslationRepository,
    private readonly translator: Translator,
    private readonly log: Log,
  ) {}

  /** False when nothing is due. */
  async runOne(model: string, leaseSeconds: number): Promise<boolean> {
    const by = translatorOf(model);
    await this.translations.want(by);
    const wanted = await this.translations.claim(by, leaseSeconds);
    if (wanted === undefined) return false;
    const { id, source, from, to, tries } = wanted;
    const result = await this.translator.translate(source, from, to, tries);
    if (result.outcome === 'translated') {
      await this.translations.end(id, { text: result.text });
      return true;
    }
    const { reason } = result;
    this.log.info('translation.not-made', { translationId: id, reason });
    const isOver =
      result.outcome === 'refused' ? result.isFinal || tries >= REFUSALS : result.isCounted && tries >= MAX_TRIES;
    if (isOver) await this.translations.end(id, { reason });
    else if (result.outcome === 'later') await this.translations.postpone(id, result);
    else await this.translations.postpone(id, { seconds: RETRY_SECONDS, reason, isCounted: true });
    return true;
  }
}

/** A translation belongs to the model and the words that asked for it. */
export function translatorOf(model: string): string {
  return `llm:${model}@${TRANSLATION_PROMPT}`;
}
