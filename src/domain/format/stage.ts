import type { Locale } from '../locale/locale.js';
import type { Modality, ShiftKind } from '../shift/shift.schema.js';
import type { Attribution } from './attribution.js';

/** How far a shift has come. Always shown: a rumour must never read like a fact. */
export const STAGES = ['rumoured', 'announced', 'in_force', 'abandoned'] as const;
export type Stage = (typeof STAGES)[number];

const LABELS: Readonly<Record<Stage, Readonly<Record<Locale, string>>>> = {
  rumoured: { 'zh-CN': '传闻', 'zh-TW': '傳聞', en: 'Rumoured' },
  announced: { 'zh-CN': '已宣布', 'zh-TW': '已宣布', en: 'Announced' },
  in_force: { 'zh-CN': '已生效', 'zh-TW': '已生效', en: 'In force' },
  abandoned: { 'zh-CN': '不再推行', 'zh-TW': '不再推行', en: 'Called off' },
};

const BY_MODALITY: Readonly<Record<Modality, Stage>> = {
  done: 'in_force',
  announced: 'announced',
  planned: 'announced',
  considering: 'rumoured',
  reported: 'rumoured',
  speculated: 'rumoured',
};

/**
 * The stage of a shift. A plan that only unnamed people, other media or an inference speak of was not announced by anyone: it is a rumour.
 * A cancelled product, and anything said not to happen, is called off.
 */
export function stageOf(
  shift: { modality: Modality; kind: ShiftKind; negated: boolean },
  attribution: Attribution,
): Stage {
  const stage = BY_MODALITY[shift.modality];
  if (stage === 'announced' && ['anonymous', 'other_media', 'inference'].includes(attribution)) return 'rumoured';
  if (stage === 'rumoured') return stage;
  return shift.negated || shift.kind === 'product_cancel' ? 'abandoned' : stage;
}

export function stageLabel(stage: Stage, locale: Locale): string {
  return LABELS[stage][locale];
}
