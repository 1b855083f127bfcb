import type { Modality } from '../shift/shift.schema.js';

/** How firm a claim is; a model may say less than the words around its quote, never more. */
const FIRMNESS: Readonly<Record<Modality, number>> = {
  speculated: 0,
  considering: 1,
  reported: 2,
  planned: 2,
  announced: 3,
  done: 4,
};

const CUES: readonly (readonly [Modality, RegExp])[] = [
  ['speculated', /可能|或(?:将|会|于|许)|有望|恐(?:将|怕)|疑似|也许|据传|传闻|传出|如果|倘若|假如|一旦|若(?!干)|\b(?:may|might|could|possibly|perhaps|rumou?red|if|unless|whether)\b/iu],
  ['considering', /考虑|正(?:在)?研究|评估|权衡|探讨|洽谈|商讨|磋商|酝酿|正在讨论|是否|\b(?:consider(?:s|ed|ing)?|weigh(?:s|ed|ing)|mull(?:s|ed|ing)?|explor(?:es|ed|ing)|in talks|evaluating|discussing)\b/iu],
  ['reported', /知情人士|消息人士|内部人士|据悉|据报|据透露|据称|外媒|消息称|报道称|据[^,，。]{1,16}(?:报道|透露|消息)|\b(?:reportedly|people familiar|sources (?:said|say|close)|a person familiar|according to (?:a )?(?:people|sources|reports?))\b/iu],
  ['planned', /计划|拟(?!定)|打算|预计|准备|有意|筹备|力争|即将|希望|\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|expect(?:s|ed)?|set to|prepar(?:es|ed|ing)|scheduled|slated|about to|hop(?:es|ed|ing)|want(?:s|ed)? to)\b/iu],
  ['announced', /承诺|宣布|(?<!即)将(?!其|把|大量|这)|同意|\b(?:will|pledg(?:es|ed)|promis(?:es|ed)|vow(?:s|ed)|agree[sd]?|to (?:be|begin|start|close|cut|raise|launch|open))\b/iu],
]; // prettier-ignore

const NOT_NEGATION = /不(?:再|得不|仅|断|惜|久|少|同|只|但|论|过|排除)|没收|未来|\bnot only\b|\bno longer\b/giu;
const NEGATION =
  /否认|驳斥|辟谣|不实|没有|暂无|无意|无计划|不打算|不会|不考虑|不愿|并未|尚未|从未|未曾|未(?=[\p{Script=Han}])|并非|拒绝|不|\b(?:not|never|no plans?|den(?:y|ies|ied)|refus(?:e|es|ed)|n't|won't|isn't|doesn't|didn't|without|ruled out|rejects? (?:claims?|reports?))\b|n't\b/iu;

/** Whether a modality says more than the (folded) words around the quote allow. */
export function isUpgraded(modality: Modality, words: string): boolean {
  const firmest = Math.min(...CUES.filter(([, cue]) => cue.test(words)).map(([weak]) => FIRMNESS[weak]), FIRMNESS.done);
  return FIRMNESS[modality] > firmest;
}

/** Whether (folded) words take something back. "No longer" and 不再 are a change, not a denial. */
export function isNegated(words: string): boolean {
  return NEGATION.test(words.replaceAll(NOT_NEGATION, ' '));
}
