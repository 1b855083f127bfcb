import { scriptConverter } from './chinese-scripts.js';

const toSimplified = scriptConverter('t', 'cn');
const folded = new Map<string, string>();

/** Marks that differ by typesetting only; one code unit each, so that offsets stay true. */
const MARKS: Readonly<Record<string, string>> = {
  '「': '“', '」': '”', '『': '“', '』': '”', '’': "'", '‘': "'", '\u00a0': ' ', '\u3000': ' ', '﹐': ',', '﹑': '、', '–': '-', '‑': '-', '－': '-',
}; // prettier-ignore

function foldCharacter(character: string): string {
  const mark = MARKS[character];
  if (mark !== undefined) return mark;
  const code = character.charCodeAt(0);
  if (character.length === 1 && code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code < 0x2e80) return character;
  const simplified = toSimplified(character);
  return simplified.length === character.length ? simplified : character;
}

/**
 * The form that rules read: traditional characters become simplified, full-width letters and marks become ASCII.
 * Only one-to-one mappings are used, so an offset in the result is the same offset in the original text.
 */
export function foldText(text: string): string {
  let result = '';
  for (const character of text) {
    let known = folded.get(character);
    if (known === undefined) {
      known = foldCharacter(character);
      folded.set(character, known);
    }
    result += known;
  }
  return result;
}
