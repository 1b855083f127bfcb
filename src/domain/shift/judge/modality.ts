import { clauseAt, type Reading } from '../reading/reading.js';
import type { Modality } from '../shift.schema.js';

const HAN: readonly (readonly [Modality, RegExp])[] = [
  ['considering', /考虑|正(?:在)?研究|评估|权衡|探讨|洽谈|商讨|磋商|酝酿|正在讨论/u],
  ['planned', /计划|拟(?!定)|打算|预计|准备|有意|筹备|将于|定于|意图|力争|目标是|着手|安排在|即将|希望在/u],
  ['speculated', /可能|或(?:将|会|于)|有望|恐将|疑似|也许|据传|传闻|传出/u],
  [
    'announced',
    /承诺|宣布|将|决定|同意|签署|公告|公布|明确|确认|起生效|起执行|起实施|要求|(?<![大机社委国议开年协])会(?=把|在|对|于|投|推|逐|继续|同时)/u,
  ],
];
const HAN_REPORTED =
  /据(?!点|悉数)[^,。]{0,24}(?:透露|报道|消息|称|披露|了解|说|人士)|知情人士|消息人士|据悉|据报|据透露|外媒|消息称|报道称/u;
const LATIN: readonly (readonly [Modality, RegExp])[] = [
  [
    'considering',
    /\b(?:consider(?:s|ed|ing)?|weigh(?:s|ed|ing)|mull(?:s|ed|ing)?|explor(?:es|ed|ing)|in talks|studying|evaluating|looking (?:at|into)|discussing)\b/iu,
  ],
  ['speculated', /\b(?:may|might|could|possibly|perhaps|rumou?red)\b/iu],
  [
    'planned',
    /\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|expect(?:s|ed)?|set to|prepar(?:es|ed|ing)|scheduled|slated|due to|about to|hop(?:es|ed|ing)|want(?:s|ed)? to|on track)\b/iu,
  ],
  [
    'announced',
    /\b(?:will|would|pledg(?:es|ed|ing)?|promis(?:es|ed|ing)|commit(?:s|ted)|vow(?:s|ed)|agree[sd]?|announc(?:es|ed|ing)|to)\b/iu,
  ],
];
const LATIN_REPORTED =
  /\b(?:reportedly|according to (?!the (?:company|statement|filing))|people familiar|sources|a person (?:familiar|with)|reported(?: that| on| by)|citing)\b/iu;
const LATIN_PAST =
  /^(?:\w+ed|began|sold|bought|cut|laid|took|made|went|left|built|brought|struck|shut|spun|held|withdrew|gave|spent|put|led|became|forbade|chose|froze|brought|wound)\b/iu;

/**
 * How far along the shift is: what the words around the cue say, the weakest claim first; a plain past or 了 is done. A plan that an unnamed
 * source reports stays a plan; a deed that one reports is `reported`.
 */
export function modalityOf(reading: Reading, cueStart: number, cueEnd: number): Modality {
  if (reading.script === 'latin') return latinModality(reading, cueStart, cueEnd);
  const index = clauseAt(reading, cueStart);
  const clause = reading.clauses[index] ?? { start: 0, end: cueEnd };
  const near = reading.text.slice(clause.start, cueEnd);
  const wide = reading.text.slice(reading.clauses[Math.max(0, index - 2)]?.start ?? 0, cueEnd);
  const isDone =
    /了|已(?!宣布)/u.test(reading.text.slice(clause.start, Math.min(cueEnd, clause.end))) &&
    !/(?<!已)将|计划|拟|预计/u.test(near);
  if (!isDone) {
    for (const [modality, re] of HAN.slice(0, 3)) if (re.test(near)) return modality;
    if (/^(?:.*)(?:计划|拟|考虑)/u.test(wide) && /计划|拟/u.test(wide)) return 'planned';
    if (/考虑/u.test(wide)) return 'considering';
    if (HAN[3]?.[1].test(wide) === true) return 'announced';
  }
  return HAN_REPORTED.test(reading.text.slice(0, cueEnd)) ? 'reported' : 'done';
}

function latinModality(reading: Reading, cueStart: number, cueEnd: number): Modality {
  const before = reading.text.slice(0, cueStart);
  const near = before.slice(Math.max(0, before.lastIndexOf(';'), cueStart - 70));
  const verb = reading.text.slice(cueStart, cueEnd);
  if (/^(?:will|would|(?:is|are) (?:set )?to|to)\b/iu.test(verb)) return 'announced';
  if (/^(?:may|might|could)\b/iu.test(verb)) return 'speculated';
  if (/^(?:consider|weigh|mull|explor|draft|stud)/iu.test(verb)) return 'considering';
  if (/^(?:plan|prepar|propos)/iu.test(verb)) return 'planned';
  const isPast =
    LATIN_PAST.test(verb) && !/\b(?:will|would|may|might|could|to|be)\s(?:\w+ly\s|be\s|have\s)*$/iu.test(near);
  if (!isPast) {
    const words = near.split(/\s/u).slice(-9).join(' ');
    for (const [modality, re] of LATIN) if (re.test(words)) return modality;
    if (/\b(?:announced|said)\b/iu.test(before)) return 'announced';
  }
  return LATIN_REPORTED.test(reading.text) ? 'reported' : 'done';
}

const HAN_SOURCE =
  /据[^,。;:]{1,24}?(?:透露|报道|消息|称|介绍|指出|披露|表示|了解|说|公告)|(?:多名|多位|两名|三名|一名)?(?:知情人士|消息人士|内部人士)(?:对[^,]{1,12})?(?:透露|称|表示|说)|据悉|外媒[^,。]{0,8}报道|(?<speaker>[^,。;:“”]{2,16}?)(?:在[^,。]{2,30}上)?(?:承诺|表示|宣布|透露|证实|指出|称)(?=[,:“了]|将|已|计划|拟)/u;
const LATIN_SOURCE =
  /\b(?:according to [^,.;]{3,60}|(?:people|sources|a person|two people|three people) (?:familiar|with (?:direct )?knowledge|close)[^,.;]{0,40}|reportedly|citing [^,.;]{3,40}|[A-Z][\w.&' -]{1,40}? (?:said|says|told [^,.;]{2,30}|announced|confirmed|pledged|promised|wrote))\b/u;

/** Who says so, in the words of the text. */
export function attributionOf(reading: Reading): string | null {
  const match = (reading.script === 'han' ? HAN_SOURCE : LATIN_SOURCE).exec(reading.text);
  if (match === null) return null;
  const words = reading.original.slice(match.index, match.index + match[0].length).trim();
  return words.length > 80 ? words.slice(0, 80) : words;
}
