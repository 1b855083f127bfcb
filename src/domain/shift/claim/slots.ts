import type { ActorMatcher } from '../actors/actor-matcher.js';
import type { Reading } from '../reading/reading.js';

const LEAD =
  /^(?:[\s“”"'《》「」『』(),:、.-]|了|其(?!他)|一款|一个|一项|一种|一套|一批|一家|名为|代号为?|全新的?|的|于|在(?=[^,]{0,4}$)|对其|旗下|所有(?=的)|about |around |nearly |over |that |then )+/iu;
const TAIL =
  /(?:[\s“”"'《》「」『』(,:、.;—-]|的|等|上|之中|也|将|已|则|被|宣布|都|均|会|还|and|or|to|in|on|by|for|with|the|a|an|as|at|from)+$/u;
const MAX_SLOT = 80;
/** Where an English noun phrase has said what it is about. */
const LATIN_STOP =
  /\s(?:and (?:has|have|is|are|was|were|will|would|to|plans?|then|it|they|he|she|said|also|\w+ed|\w{4,}ing)|because|while|after|before|as part of|according|amid|citing|following|starting|beginning|effective|which|who|that will|that would|so that|in order|, |when|where|without|despite|if)\b/iu;
const HAN_STOP =
  /(?:,|;|以便|以期|旨在|从而|并将|并且|用于(?=.{6})|来(?=应对|满足|提升|帮助)|以(?=应对|满足|提升|帮助|吸引|降低|减少|提高|支持|推动))/u;

/** Trims a slot to the words that name something: no marks, counters or dates at its ends. Offsets are those of the sentence. */
export function tidySlot(reading: Reading, start: number, end: number): string | null {
  const cutNumber = reading.amounts.find((amount) => amount.start < end && amount.end > end);
  let until = cutNumber === undefined ? end : cutNumber.end;
  const date = reading.dates.find((mention) => mention.at >= start && mention.at < end);
  if (date !== undefined && date.at > start + 3) until = date.at;
  let folded = reading.text.slice(start, until);
  const stop = (reading.script === 'han' ? HAN_STOP : LATIN_STOP).exec(folded);
  if (stop !== null && stop.index > 2) folded = folded.slice(0, stop.index);
  const words = cutPrepositionAtEnd(folded);
  const lead = LEAD.exec(words)?.[0].length ?? 0;
  const rest = words.slice(lead);
  const tail =
    reading.script === 'han' ? (TAIL.exec(rest)?.[0].length ?? 0) : (/[\s“”"'(),:;.—-]+$/u.exec(rest)?.[0].length ?? 0);
  const slot = reading.original.slice(start + lead, start + lead + Math.min(rest.length - tail, MAX_SLOT)).trim();
  if (/^(?:it|them|they|this|that|these|those|him|her|其|它|他|她|之)$/iu.test(slot)) return null;
  return /[\p{L}\p{N}]/u.test(slot) ? nameIn(slot) : null;
}

function cutPrepositionAtEnd(words: string): string {
  return words
    .replace(/\s(?:on|in|by|from|since|until|of|at|to|for|with|and|or|as|the|a)\s*$/iu, '')
    .replace(/(?:于|在|自|从|到|至)$/u, '');
}

/** "名为Vibes的产品" names Vibes. */
function nameIn(slot: string): string {
  const named = /(?:名为|代号为?|名叫|取名)[“「"]?([^”」"的]{2,30})[”」"]?的?/u.exec(slot);
  return named?.[1]?.trim() ?? slot;
}

const ORG =
  /公司|集团|银行|政府|平台|初创|企业|大学|协会|航空|物流|基金|资本|电商|品牌|机构|电信|实验室|零售商|startup|company|firm|group|bank|university|maker|retailer|carrier|lab|provider|operator|platform|business|unit|app\b|chain|brand|developer|airline|marketplace/iu;
const CAPITAL =
  /(?<![A-Za-z])(?!AI\b|API\b|AR\b|VR\b|US\b|U\.S|EU\b|UK\b|The\b|A\b|CEO\b|FBA\b|GPU\b|IT\b)[A-Z][A-Za-z0-9&.-]+/u;

const SOME =
  /专家|团队|顾问|员工|伙伴|卖家|商家|用户|客户|消费者|供应商|监管|开发者|对手|同行|他们|多家|各|这些|那些|外部|内部|当地|社区|部门|品牌方|中小|企业|方面|时间|过去|市场|行业|投资者/u;

/** The words name somebody: a known actor, a capitalised name, a kind of organisation, or a short Chinese name. */
export function namesSomebody(words: string, actors: ActorMatcher): boolean {
  if (/^[\p{Script=Han}·]{2,8}$/u.test(words) && !SOME.test(words)) return true;
  return CAPITAL.test(words) || ORG.test(words) || actors.find(words).some((mention) => mention.via !== 'country');
}

/** The words hold a proper name: a known actor or a capitalised word. */
export function namesProperly(words: string, actors: ActorMatcher): boolean {
  return CAPITAL.test(words) || actors.find(words).some((mention) => mention.via !== 'country');
}
