/** Half-open span of UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

export type BlockRole = 'title' | 'heading' | 'body' | 'boilerplate';

/** One line of an article's plain text, trimmed. */
export interface Block extends Span {
  role: BlockRole;
}

const HEADING_CHARACTERS = 40;
const HEADING_WORDS = 16;
const TITLE_CHARACTERS = 60;
const TITLE_WORDS = 26;
const END_MARK = /[。！？!?…；;.：:,，][”’」』"')）]*$/u;
const LIST_MARK = /^\s*(?:[-•·●▪◆*]\s|\d{1,2}[.、)）]|[（(]?[一二三四五六七八九十\d]{1,2}[)）、]|[①-⑳])/u;
const BOILERPLATE = new RegExp(
  [
    '^(?:本文)?(?:来源|來源|作者|编辑|編輯|责编|责任编辑|責任編輯|记者|图源|圖源|图片来源|圖片來源|原标题|声明|聲明|免责声明|免責聲明)\\s*[:：丨|]',
    '本文(?:来源|來源|由|转自|轉自|仅代表|僅代表)', '(?:公众号|公眾號|公号|公號|微信号|微信號|微信公众号|微信公眾號)\\s*[:：]|(?:关注|關注|搜索|搜尋|订阅|訂閱).{0,10}(?:公众号|公眾號)|(?:扫码|掃碼|扫描|掃描|长按|長按|识别|識別)(?:关注|關注|添加|进群|進群|加入|咨询|諮詢|领取|領取|阅读|閱讀|下载|下載|入群|了解|下方|上方|图中|圖中|以下|二维码|QR)', '公网安备|ICP备|ICP備|ICP证|版权所有|版權所有|著作权归|未经授权|未經授權',
    '(?:欢迎|歡迎|请|請)(?:关注|關注|订阅|訂閱|转载|轉載|添加)', '(?:点击|點擊|长按).{0,8}(?:阅读原文|閱讀原文|关注|關注|二维码)',
    'all rights reserved', '^(?:©|copyright\\b)', '^(?:source|author|editor|by|photo|image|credit|related|read more|see also|advertisement|disclaimer|published|updated|share this)\\s*[:：|]',
    '(?:subscribe|sign up).{0,40}(?:newsletter|updates)', '^(?:follow us|share this|read more|advertisement)\\b',
  ].join('|'),
  'iu',
); // prettier-ignore

function isShort(line: string, characters: number, words: number): boolean {
  const hasHan = /\p{Script=Han}/u.test(line);
  return hasHan ? line.length <= characters : line.split(/\s+/u).length <= words;
}

/** A trailing full stop ends a sentence; a title may end in "!" or "?". */
function isTitle(line: string): boolean {
  return isShort(line, TITLE_CHARACTERS, TITLE_WORDS) && !/[。.][”"')）]*$/u.test(line) && !/[。；]/u.test(line);
}

function isHeading(line: string): boolean {
  return isShort(line, HEADING_CHARACTERS, HEADING_WORDS) && !END_MARK.test(line) && !LIST_MARK.test(line);
}

/**
 * Splits plain text into its lines and says what each is. Headings, the title and boilerplate are never evidence.
 * A text of a single line is body whatever it looks like.
 */
export function splitBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = [...text.matchAll(/[^\r\n\u2028\u2029]+/gu)].filter((line) => /[\p{L}\p{N}]/u.test(line[0]));
  for (const [index, line] of lines.entries()) {
    const trimmed = line[0].trim();
    const start = line.index + line[0].indexOf(trimmed);
    let role: BlockRole = 'body';
    if (BOILERPLATE.test(trimmed)) role = 'boilerplate';
    else if (index === 0 && lines.length > 1 && isTitle(trimmed)) role = 'title';
    else if (lines.length > 1 && isHeading(trimmed)) role = 'heading';
    blocks.push({ start, end: start + trimmed.length, role });
  }
  return blocks;
}
