import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArticleReader, type ReadableRevision } from '#src/articles/index.js';
import { withoutRepeats } from '#src/domain/edition/without-repeats.js';
import { numbersNotIn } from '#src/domain/evidence/number-lock.js';
import { actorName } from '#src/domain/format/actor-name.js';
import { conversionMark, convertScript } from '#src/domain/format/convert-script.js';
import { isChinese, localisedIn } from '#src/domain/format/localise.js';
import { structuredHeadline } from '#src/domain/format/structured-headline.js';
import type { Locale, Localised } from '#src/domain/locale/locale.js';
import { nameSuggestions } from '#src/domain/summary/name-suggestions.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { MachineWords } from '../translation/machine-words.js';
import type { SummaryOut, SummaryQuery } from './summary.dto.js';
import { SummaryKeeper } from './summary-keeper.js';
import { SummaryRepository, type SummarisedShift } from './summary.repository.js';
import { summaryShifts } from './summary-shifts.js';

type Words = Pick<SummaryOut, 'text' | 'origin' | 'isConverted'>;
const MAX_HEADLINES = 5;

/** The summary of an article in a reader's language: an editor's words, else the article's own, else a machine's, else headlines from data. */
@Injectable()
export class SummaryReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleReader,
    private readonly keeper: SummaryKeeper,
    private readonly summaries: SummaryRepository,
    private readonly machine: MachineWords,
  ) {}

  async read(articleId: string, query: SummaryQuery): Promise<SummaryOut> {
    const revision = await this.articles.currentRevision(this.dataSource, articleId);
    if (revision === undefined) throw new NotFoundError('article', articleId);
    const { body, id: revisionId } = revision;
    const { budget, locale = revision.language } = query;
    const { basis, sentences } = await this.keeper.read(this.dataSource, revision, budget);
    const shifts = await this.summaries.shiftsOf(this.dataSource, articleId);
    const own = await this.summaries.texts(this.dataSource, articleId);
    const quotes = sentences.map(({ start, end }) => ({ start, end, quote: body.slice(start, end) }));
    const words =
      editorsWords(own, locale) ??
      articleWords(
        quotes.map(({ quote }) => quote),
        revision.language,
        locale,
      ) ??
      (await this.machineWords(own, locale)) ??
      headlines(shifts, revision, locale);
    const evidence = summaryShifts(shifts, revision).flatMap((shift) => shift.evidence);
    return {
      articleId,
      revisionId,
      locale,
      budget,
      ...words,
      basis,
      sentences: quotes,
      suggestions: nameSuggestions(body, evidence, sentences),
      unprovenNumbers: words.origin === 'editor' ? numbersNotIn(`${revision.title}\n${body}`, words.text) : [],
    };
  }

  private async machineWords(own: Localised, locale: Locale): Promise<Words | null> {
    const [translated] = await this.machine.of(this.dataSource, [own]);
    const text = translated === undefined ? null : localisedIn(translated, locale);
    return text === null ? null : { text, origin: 'machine', isConverted: translated?.[locale] === undefined };
  }
}

function editorsWords(own: Localised, locale: Locale): Words | null {
  const text = localisedIn(own, locale);
  return text === null ? null : { text, origin: 'editor', isConverted: own[locale] === undefined };
}

/** Null for readers of another language. Converted sentences are no longer verbatim, which their mark says. */
function articleWords(quotes: readonly string[], language: Locale, locale: Locale): Words | null {
  const text = quotes.join(language === 'en' ? ' ' : '');
  if (language === locale) return { text, origin: 'article', isConverted: false };
  if (!isChinese(language) || !isChinese(locale)) return null;
  const converted = text === '' ? '' : convertScript(text, locale) + conversionMark(locale);
  return { text: converted, origin: 'article', isConverted: true };
}

/** What needs no translation. */
function headlines(shifts: readonly SummarisedShift[], { language }: ReadableRevision, locale: Locale): Words {
  const confirmed = shifts.filter(({ status }) => status === 'confirmed');
  const sure = confirmed.length > 0 ? confirmed : shifts.filter(({ claim }) => claim.confidence >= 0.8);
  const lines = sure.slice(0, MAX_HEADLINES).map(({ claim }) => {
    const facts = { ...withoutRepeats(claim), actorName: actorName(claim.actor, locale), language };
    return structuredHeadline(facts, locale);
  });
  return { text: lines.join('\n'), origin: 'headlines', isConverted: false };
}
