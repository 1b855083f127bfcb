import type { Locale } from '../locale/locale.js';
import type { Modality, ShiftKind } from '../shift/shift.schema.js';
import { attributionClass } from './attribution.js';
import { stageLabel, stageOf } from './stage.js';

type Words = Readonly<Record<Locale, string>>;
const REPORTED: Words = { 'zh-CN': '据报道', 'zh-TW': '據報導', en: 'reportedly' };
const HOW_FAR: Partial<Record<Modality, Words>> = {
  announced: { 'zh-CN': '已宣布', 'zh-TW': '已宣布', en: 'announced' },
  planned: { 'zh-CN': '计划中', 'zh-TW': '計畫中', en: 'planned' },
  considering: { 'zh-CN': '考虑中', 'zh-TW': '考慮中', en: 'considered' },
  speculated: { 'zh-CN': '传闻', 'zh-TW': '傳聞', en: 'rumoured' },
};

/**
 * What a headline must say so that a rumour never reads like a fact: "reportedly planned", 据报道考虑中. Null only for what is done and in force.
 * Whoever is unnamed, and other media, make anything "reportedly".
 */
export function hedge(
  shift: { modality: Modality; kind: ShiftKind; negated: boolean; attribution: string | null },
  locale: Locale,
): string | null {
  const source = attributionClass(shift.attribution);
  const stage = stageOf(shift, source);
  if (stage === 'in_force') return null;
  if (stage === 'abandoned')
    return locale === 'en' ? stageLabel(stage, locale).toLowerCase() : stageLabel(stage, locale);
  const isReported = shift.modality === 'reported' || ['anonymous', 'other_media'].includes(source);
  const howFar = HOW_FAR[shift.modality]?.[locale];
  if (!isReported) return howFar ?? REPORTED[locale];
  // "Reportedly rumoured" says it twice, and what somebody else is said to have announced is reported.
  if (howFar === undefined || shift.modality === 'speculated' || shift.modality === 'announced')
    return REPORTED[locale];
  return locale === 'en' ? `${REPORTED[locale]} ${howFar}` : REPORTED[locale] + howFar;
}
