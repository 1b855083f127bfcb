import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Locale } from '#src/domain/locale/locale.js';
import { jsonSchemaOf, translationPrompt } from '#src/domain/llm/prompt.js';
import { readReply } from '#src/domain/llm/read-reply.js';
import { glossaryFor, judgeTranslation } from '#src/domain/translation/judge-translation.js';
import { lockValues } from '#src/domain/translation/lock-values.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { Model } from '../llm/model.js';
import { Translator, type TranslationResult } from './translator.js';

const ANSWER = z.strictObject({ text: z.string().min(1).max(4_000) });
const ANSWER_SCHEMA = jsonSchemaOf(ANSWER);
const NEVER: TranslationResult = { outcome: 'refused', reason: 'model-disabled', isFinal: true };

/** By the operator's language model. */
@Injectable()
export class ModelTranslator extends Translator {
  constructor(private readonly model: Model) {
    super();
  }

  override async translate(text: string, from: Locale, to: Locale, tries: number): Promise<TranslationResult> {
    const locked = lockValues(text, from, to);
    if (locked === null) return { outcome: 'refused', reason: 'cannot-lock', isFinal: true };
    const prompt = translationPrompt(locked.text, sha256(text).slice(0, 16), {
      from,
      to,
      glossary: glossaryFor(text, from),
    });
    const answer = await this.model.ask({ prompt, name: 'translation', schema: ANSWER_SCHEMA }, tries);
    if (!answer.ok) {
      if (answer.seconds === null) return NEVER;
      return { outcome: 'later', reason: answer.why, seconds: answer.seconds, isCounted: answer.isCounted };
    }
    const reply = readReply(answer.body, answer.rung, ANSWER);
    if (!reply.ok) return { outcome: 'refused', reason: reply.fault, isFinal: false };
    const judged = judgeTranslation(locked, reply.value.text, from, to);
    return judged.ok
      ? { outcome: 'translated', text: judged.text }
      : { outcome: 'refused', reason: judged.fault, isFinal: false };
  }
}
