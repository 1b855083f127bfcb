import { scriptConverter } from './chinese-scripts.js';

const toSimplified = scriptConverter('t', 'cn');
const toTraditional = scriptConverter('cn', 't');

export interface ScriptCount {
  han: number;
  latin: number;
  /** Kana, which makes a text Japanese however many Han characters it holds. */
  kana: number;
  hangul: number;
  /** Characters that only simplified Chinese writes. */
  simplifiedOnly: number;
  /** Characters that only traditional Chinese writes. */
  traditionalOnly: number;
}

/** Counts letters by script; marks and digits belong to none. */
export function countScripts(text: string): ScriptCount {
  const count: ScriptCount = { han: 0, latin: 0, kana: 0, hangul: 0, simplifiedOnly: 0, traditionalOnly: 0 };
  for (const character of text) {
    if (/\p{Script=Han}/u.test(character)) {
      count.han += 1;
      const isSimplified = toTraditional(character) !== character;
      const isTraditional = toSimplified(character) !== character;
      if (isSimplified && !isTraditional) count.simplifiedOnly += 1;
      if (isTraditional && !isSimplified) count.traditionalOnly += 1;
    } else if (/\p{Script=Latin}/u.test(character)) count.latin += 1;
    else if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)) count.kana += 1;
    else if (/\p{Script=Hangul}/u.test(character)) count.hangul += 1;
  }
  return count;
}
