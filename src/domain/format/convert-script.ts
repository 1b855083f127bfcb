import { scriptConverter } from '../text/chinese-scripts.js';
import { TO_SIMPLIFIED, TO_TRADITIONAL } from './script-overrides.js';

export type ChineseLocale = 'zh-CN' | 'zh-TW';

/** URLs and addresses are data: converting one breaks it. */
const PROTECTED = String.raw`(?:https?:\/\/|www\.|mailto:)[^\s<>"'，。；！？、（）《》「」“”]+|[\w.+-]+@[\p{L}\p{N}-]+(?:\.[a-z\d-]+)+`;

interface Direction {
  convert: (text: string) => string;
  phrases: ReadonlyMap<string, string>;
  pieces: RegExp;
}

// A wrong call into OpenCC throws an error that prints its whole dictionary, so the converters are made once, from constants.
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
    result += convert(text.slice(position, match.index)) + (phrases.get(match[0]) ?? match[0]);
    position = match.index + match[0].length;
  }
  return result + convert(text.slice(position));
}
