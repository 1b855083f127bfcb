/** How much of an article a text is: all of it, a part (a paywall, a teaser, a doubtful reading), or only what the page says about itself. */
export const EXTRACTION_QUALITIES = ['full', 'partial', 'summary_only'] as const;
export type ExtractionQuality = (typeof EXTRACTION_QUALITIES)[number];

export const READERS = ['defuddle', 'readability', 'json-ld', 'description'] as const;
export type Reader = (typeof READERS)[number];

/** What one way of reading a page found: plain words. */
export type Candidate = { by: Reader; text: string };
export type Choice = { by: Reader; quality: ExtractionQuality };

/** Characters: a Chinese paragraph of this length says as much as an English one of two and a half times it. */
const WHOLE = 200;
const LEAST = 40;
const LEAST_SUMMARY = 15;
const LEAST_SHARE = 0.03;
const MOST_OF_PAGE = 0.4;

/** Words of a page's foot and frame, in Chinese and English. */
const FRAME =
  /版权所有|版權所有|备案|ICP备|ICP證|公网安备|违法和不良信息|举报电话|隐私政策|隱私權|使用条款|服务条款|关于我们|聯絡我們|联系我们|扫码|扫一扫|长按识别|点击关注|预览时标签不可点|轻触查看原文|赞\s*在看|继续滑动看下一个|copyright|©|all rights reserved|privacy policy|terms of (?:use|service)|cookie|subscribe to our|sign up for|enable javascript|please wait|just a moment/giu;

/** Whether a text is a page's foot and nothing else: mostly short pieces, each with a word of the frame. */
export function isBoilerplate(text: string): boolean {
  const pieces = text
    .split(/[\n。！？!?；;|·]+|\.\s/)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length > 1);
  if (pieces.length === 0) return true;
  const framed = pieces.filter((piece) => piece.length < 120 && new RegExp(FRAME.source, 'iu').test(piece));
  const share =
    framed.reduce((sum, piece) => sum + piece.length, 0) / pieces.reduce((sum, piece) => sum + piece.length, 0);
  return share >= 0.4;
}

/**
 * The first reading that is an article: long enough, a fair share of the page and not its frame. In the order given (defuddle, Readability, what
 * the page says in JSON-LD, its description). Undefined when nothing on the page is one; a foot is never taken for an article.
 */
export function chooseReading(
  candidates: readonly Candidate[],
  page: { characters: number; isPaywalled: boolean },
): Choice | undefined {
  const sound = candidates.filter(({ text }) => !isBoilerplate(text));
  const bodies = sound.filter(({ by }) => by !== 'description');
  const whole = bodies.find(({ text }) => text.length >= WHOLE && text.length >= page.characters * LEAST_SHARE);
  if (whole !== undefined) return { by: whole.by, quality: page.isPaywalled ? 'partial' : 'full' };
  const [longest] = bodies.filter(({ text }) => text.length >= LEAST).sort((a, b) => b.text.length - a.text.length);
  const summary = sound.find(({ by, text }) => by === 'description' && text.length >= LEAST_SUMMARY);
  if (longest !== undefined && longest.text.length >= (summary?.text.length ?? 0)) {
    const isWhole = longest.text.length >= page.characters * MOST_OF_PAGE && !page.isPaywalled;
    return { by: longest.by, quality: isWhole ? 'full' : 'partial' };
  }
  return summary === undefined ? undefined : { by: 'description', quality: 'summary_only' };
}

/** How long a feed's own text must be to stand for the article. */
const ENOUGH_HAN = 300;
const ENOUGH_OTHER = 800;
const CUT =
  /(?:\.{3}|…|\[…\]|\[\.\.\.\]|read more|continue reading|阅读全文|閱讀全文|阅读原文|查看全文|继续阅读|繼續閱讀|展开全文)[\s»>→.\])]*$/iu;

/** Whether the words that a feed carries are the article itself, so that its page need not be fetched. */
export function isWholeArticle(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return text.length >= (han * 3 > text.length ? ENOUGH_HAN : ENOUGH_OTHER) && !CUT.test(text.trim());
}
