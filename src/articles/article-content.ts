import { foldedKey } from '#src/domain/article/copy/folded-words.js';
import { stripFurniture, type StrippedLine } from '#src/domain/article/furniture/strip-furniture.js';
import { detectLanguage, foreignLanguage } from '#src/domain/article/language.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { storableText } from '#src/domain/text/storable.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { isTooDeep, sanitiseArticle, textOfHtml } from './html-text.js';

/** The words of a revision as they are stored. */
export type Content = {
  title: string;
  /** What evidence points into: the words without furniture. */
  body: string;
  html: string | null;
  /** The words as they came, where furniture was taken out. */
  rawText: string | null;
  stripped: StrippedLine[];
  contentHash: string;
};

/** 400 naming the field when there are no words, or HTML that is nested without end. */
export function contentOf(
  givenTitle: string,
  input: { text?: string | undefined; html?: string | undefined },
): Content {
  if (input.html !== undefined && isTooDeep(input.html)) throw invalid('html', 'is nested too deep');
  const html = input.html === undefined ? null : storableText(sanitiseArticle(input.html));
  const raw = html === null ? storableText(input.text ?? '') : textOfHtml(html);
  const title = storableText(givenTitle);
  if (title === '') throw invalid('title', 'has no words');
  if (!/[\p{L}\p{N}]/u.test(raw)) throw invalid(input.html === undefined ? 'text' : 'html', 'has no words');
  const { body, stripped } = stripFurniture(raw);
  const rawText = stripped.length === 0 ? null : raw;
  return { title, body, html, rawText, stripped, contentHash: sha256(`${title}\n${body}`) };
}

/** 400 naming the field when it cannot be told, or is none that Tradewind reads. */
export function languageOf({ title, body }: Content): Locale {
  const text = `${title}\n${body}`;
  const language = detectLanguage(text);
  if (language !== null) return language;
  const foreign = foreignLanguage(text);
  throw invalid(
    'language',
    foreign === null
      ? 'could not be detected; give zh-CN, zh-TW or en'
      : `is ${foreign}, which is not read here; zh-CN, zh-TW and en are`,
  );
}

/** The same for words that differ in marks, spaces and Chinese characters' width only. A text in the other Chinese script is another text. */
export function foldHash({ title, body }: Pick<Content, 'title' | 'body'>, language: Locale): string {
  return sha256(`${language}\n${foldedKey(title)}\n${foldedKey(body)}`);
}

function invalid(field: string, message: string): AppError {
  return new AppError(400, 'request.invalid', 'The request does not have the right form.', {
    errors: [{ field, message }],
  });
}
