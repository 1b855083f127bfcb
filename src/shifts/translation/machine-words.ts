import { Inject, Injectable } from '@nestjs/common';
import type { Localised } from '#src/domain/locale/locale.js';
import { missingWords } from '#src/domain/translation/missing-words.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { translatorOf } from './translation-run.js';
import { TranslationRepository } from './translation.repository.js';

/** What a model wrote where editors wrote nothing. Whoever shows it says so. */
@Injectable()
export class MachineWords {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'TRANSLATION' | 'LLM_MODEL'>,
    private readonly translations: TranslationRepository,
  ) {}

  /**
   * For each text the translations into the languages it lacks, in the same order; empty where there are none, and while translation is off.
   * What an editor writes later takes the place of these by itself: they are looked up by the words that are missing.
   */
  async of(db: Db, texts: readonly Localised[]): Promise<Localised[]> {
    const missing = texts.map((words) => missingWords(words).map(({ to, text }) => ({ to, hash: sha256(text) })));
    const hashes = [...new Set(missing.flat().map(({ hash }) => hash))];
    if (this.config.TRANSLATION === 'none' || hashes.length === 0) return texts.map(() => ({}));
    const found = await this.translations.find(db, translatorOf(this.config.LLM_MODEL ?? ''), hashes);
    return missing.map((wanted) => {
      const words: Localised = {};
      for (const { to, hash } of wanted) {
        const text = found.find(({ sourceHash, locale }) => sourceHash === hash && locale === to)?.text;
        if (text !== undefined) words[to] = text;
      }
      return words;
    });
  }
}
