/** What the UTF-8 of frequent Chinese characters and marks (的 是 不 了 在 人 有 国 这 中 大 和，。) becomes when it is read as GB 18030; none of these is in use. */
const AS_GBK =
  /[殑竴槸紝浗涓鍙浜浠鍏鏈浣澶鍒鍚瀹璁锛鍥杩灏涔鐢寮鍗瑙鎴璇骞閲鎵鏂缁鍔鍐甯鏄鍦鏉鏃鑰寰璧鐪濂鏍姘姝宸鎬闂鐩鍖鍛鐨鍑浼瀵瀛鑷琛绉鍘閮鐜褰娌闈蹇鎯鎰鎶鐗搴鏀淇鏁棰灞杈銆鈥]/g;
const HAN = /\p{Script=Han}/gu;
/** What UTF-8 becomes when it is read as Windows-1252: a lead byte of two or three and a byte that follows it. */
const AS_LATIN = /[\u00c2-\u00ef][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g;
const NOT_ASCII = /[^\u0000-\u007f]/g;
const SAMPLE_CHARACTERS = 20_000;

/**
 * Whether a text went through the wrong charset before it reached us (`鐨勬憜鐑…` for Chinese, `â€™` for a quotation mark). Such a text is shown
 * to an editor and never mailed.
 */
export function looksLikeMojibake(text: string): boolean {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0;
  const odd = count(AS_GBK);
  if (odd >= 2 && odd >= count(HAN) * 0.12) return true;
  const pairs = count(AS_LATIN);
  return pairs >= 3 && pairs * 4 >= count(NOT_ASCII);
}
