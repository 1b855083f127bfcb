/** Numbers as words: Chinese numerals, Chinese and English scales. Everything here reads folded text (simplified, ASCII digits). */
const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
const TENS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const SCALES: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
  兆: 1e12,
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  mn: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
  tn: 1e12,
  t: 1e12,
  lakh: 1e5,
  crore: 1e7,
  hundred: 100,
};

/** Wherever digits stand, also in a list without spaces (2027,3家工厂). */
export const DIGITS_OF_ANY_KIND = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
/** An amount: not the beginning of a longer row of digits. */
export const ARABIC = `(?:${DIGITS_OF_ANY_KIND})(?![,.]?\\d)`;
export const HAN_NUMERAL = '[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+';
export const HAN_SCALE = '万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|兆|千|百';
export const LATIN_SCALE = 'thousand|million|billion|trillion|crore|lakh|bn|mn|tn|k|m|b|t';

/** The value of a scale word, 1 for none or an unknown one. */
export function scaleValue(word: string | undefined): number {
  return word === undefined ? 1 : (SCALES[word.toLowerCase()] ?? 1);
}

/** "1,234.5", "一百二十", "壹" → number; null when it is no number. */
export function readNumber(text: string): number | null {
  const plain = text.replaceAll(',', '').trim();
  if (/^\d+(?:\.\d+)?$/u.test(plain)) return Number(plain);
  let total = 0;
  let digit: number | null = null;
  for (const character of plain) {
    const tens = TENS[character];
    const value = DIGITS[character];
    if (tens !== undefined) {
      total += (digit ?? 1) * tens;
      digit = null;
    } else if (value !== undefined) digit = value;
    else return null;
  }
  return plain === '' ? null : total + (digit ?? 0);
}

/** Removes the noise of binary fractions: 14.3 × 1e9 is 14300000000. */
export function times(value: number, scale: number): number {
  return Number((value * scale).toPrecision(12));
}
