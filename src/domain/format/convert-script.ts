import { scriptConverter } from '../text/chinese-scripts.js';
import { TO_SIMPLIFIED, TO_TRADITIONAL } from './script-overrides.js';

export type ChineseLocale = 'zh-CN' | 'zh-TW';

/** URLs, addresses, code in back-ticks and places to be filled ({name}, ⟦n1⟧) are data: converting one breaks it. */
const PROTECTED = [
  String.raw`(?:https?:\/\/|www\.|mailto:)[^\s<>"'，。；！？、（）《》「」“”]+`,
  String.raw`[\w.+-]+@[\p{L}\p{N}-]+(?:\.[a-z\d-]+)+`,
  '`[^`\\n]{1,200}`',
  String.raw`\{\w{1,40}\}`,
  '⟦[^⟦⟧\\n]{1,40}⟧',
].join('|');
/** An error of OpenCC prints its dictionary, a megabyte of it. */
const MAX_REASON = 200;

interface Direction {
  convert: (text: string) => string;
  phrases: ReadonlyMap<string, string>;
  pieces: RegExp;
}

// The converters are made once, from constants.
const directions: Readonly<Record<ChineseLocale, Direction>> = {
  'zh-TW': direction(scriptConverter('cn', 'twp'), TO_TRADITIONAL),
  'zh-CN': direction(scriptConverter('twp', 'cn'), TO_SIMPLIFIED),
};

function direction(convert: (text: string) => string, phrases: ReadonlyMap<string, string>): Direction {
  const words = [...phrases.keys()].sort((a, b) => b.length - a.length);
  return { convert, phrases, pieces: new RegExp(`${PROTECTED}|${words.join('|')}`, 'giu') };
}

/**
 * Writes Chinese plain text in the other script with the words of that region (软件 → 軟體). Not for markup, and never for a quote:
 * evidence stays in the script it was published in. Length may change.
 */
export function convertScript(text: string, to: ChineseLocale): string {
  const { convert, phrases, pieces } = directions[to];
  let result = '';
  let position = 0;
  for (const match of text.matchAll(pieces)) {
    result += safely(convert, text.slice(position, match.index)) + (phrases.get(match[0]) ?? match[0]);
    position = match.index + match[0].length;
  }
  return result + safely(convert, text.slice(position));
}

function safely(convert: (text: string) => string, text: string): string {
  try {
    return text === '' ? text : convert(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Without `cause`, which a log would print.
    throw new Error(`OpenCC cannot convert this text: ${reason.slice(0, MAX_REASON)}`);
  }
}

/** Says that words of another script were converted, where readers compare them with a source: 〔繁〕, 〔简〕. */
export function conversionMark(to: ChineseLocale): string {
  return to === 'zh-TW' ? '〔繁〕' : '〔简〕';
}
