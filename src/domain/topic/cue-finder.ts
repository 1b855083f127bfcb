/** A word to look for. */
export interface Cue {
  text: string;
  isStrong: boolean;
  pattern: RegExp;
}

/** `a*,b` as cues, the longest first, so that 亚马逊物流 is not counted as 亚马逊 alone. */
export function readCues(list: string): Cue[] {
  return list
    .split(',')
    .map((entry) => {
      const text = entry.replace(/\*$/u, '');
      return { text, isStrong: entry.endsWith('*'), pattern: patternOf(text) };
    })
    .sort((a, b) => b.text.length - a.text.length);
}

/** Latin letters and digits stand alone; Han characters have no edges. */
function patternOf(text: string): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll(' ', String.raw`\s+`);
  const before = /^[a-z0-9]/iu.test(text) ? '(?<![a-z0-9])' : '';
  const after = /[a-z]$/iu.test(text) ? "(?:s|’s|'s)?(?![a-z0-9])" : /[0-9]$/u.test(text) ? '(?![a-z0-9])' : '';
  return new RegExp(`${before}${escaped}${after}`, 'giu');
}

/** How often it occurs in folded text, up to `most`. */
export function countCue(cue: Cue, folded: string, most: number): number {
  let count = 0;
  cue.pattern.lastIndex = 0;
  while (count < most && cue.pattern.test(folded)) count += 1;
  cue.pattern.lastIndex = 0;
  return count;
}
