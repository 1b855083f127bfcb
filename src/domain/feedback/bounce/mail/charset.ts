/**
 * Words of mail that tell one charset from another: bytes of Chinese text are also legal in other charsets, but give other characters there.
 */
const CHARSETS: readonly (readonly [string, RegExp])[] = [
  ['utf-8', /[的是不邮郵件用户戶信の了をはаеиоéüöçãñ]/gu],
  ['gb18030', /[的是不您邮件用户信收人退发送失败地址原因系统]/gu],
  ['big5', /[的是不您郵件用戶信收人退發送失敗地址原因系統]/gu],
  ['shift_jis', /[のはをにがでとしたますメールんせ]/gu],
  ['euc-jp', /[のはをにがでとしたますメールんせ]/gu],
  ['koi8-r', /[аеиорстнвл]/gu],
  ['windows-1251', /[аеиорстнвл]/gu],
];
const FEW = 4;

export function decode(bytes: Uint8Array, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether a text was plainly decoded with the wrong charset: holes, or hardly anything but accented letters. */
export function isGarbled(text: string): boolean {
  const sample = text.slice(0, 20_000);
  if (count(sample, /\ufffd/g) >= FEW) return true;
  const accented = count(sample, /[\u0080-\u00ff]/g);
  return accented >= 8 && accented > count(sample, /[a-z]/gi) / 4;
}

/** Text of bytes that do not say what they are, by the charset whose common letters it holds most of; undefined when none fits. */
export function decodeByGuess(bytes: Uint8Array): string | undefined {
  let best: string | undefined;
  let most = FEW;
  for (const [charset, letters] of CHARSETS) {
    const text = decode(bytes, charset);
    const sample = text.slice(0, 20_000);
    const hits = count(sample, letters) - 2 * count(sample, /\ufffd/g);
    if (hits > most) [best, most] = [text, hits];
  }
  return best;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
