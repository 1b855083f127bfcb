import { actorKeyOf } from '../shift-merge/matter.js';
import type { ShiftKind, ShiftProposal } from '../shift/shift.schema.js';
import { RULES, type ImpactRule } from './impact-rules.data.js';
import type { ImpactFacts } from './impact.schema.js';

/** What a rule would tell sellers. Never mailed: an editor takes it over or not. */
export type ImpactSuggestion = { rule: string; by: 'rule'; facts: ImpactFacts };

/** Where the actor of a claim makes its own platform the one that is affected. */
const PLATFORMS: Readonly<Record<string, string>> = {
  amazon: 'Amazon',
  temu: 'Temu',
  shein: 'SHEIN',
  tiktok: 'TikTok Shop',
  'tiktok-shop': 'TikTok Shop',
  aliexpress: 'AliExpress',
  shopee: 'Shopee',
  lazada: 'Lazada',
  ebay: 'eBay',
  walmart: 'Walmart',
  shopify: 'Shopify',
  etsy: 'Etsy',
  'mercado-libre': 'Mercado Libre',
  ozon: 'Ozon',
  meta: 'Meta',
  google: 'Google',
};

/**
 * What the rules suggest for a claim: by its kind, its actor and the words of its object and quotes. Without what only an editor knows: no
 * sentence of impact and no number. A deadline only where the claim's own date says from which day something holds, in the words of the text.
 */
export function suggestImpact(claim: ShiftProposal): ImpactSuggestion[] {
  if (claim.negated) return [];
  const words = [claim.object, claim.from, claim.to, ...claim.evidence.map(({ quote }) => quote)].join('\n');
  return RULES.filter((rule) => fits(rule, claim, words)).map((rule) => ({
    rule: rule.id,
    by: 'rule',
    facts: {
      affected: [...rule.affected],
      platforms: platformsOf(claim),
      markets: [],
      horizon: horizonOf(claim),
      check: { ...rule.check },
      deadline: rule.hasDeadline ? deadlineOf(claim) : null,
    },
  }));
}

function fits(rule: ImpactRule, { kind, actor }: { kind: ShiftKind; actor: ShiftProposal['actor'] }, words: string) {
  if (!rule.kinds.includes(kind)) return false;
  if (rule.words !== undefined && !rule.words.test(words)) return false;
  return rule.actors === undefined || rule.actors.includes(actorKeyOf(actor));
}

function platformsOf({ actor }: ShiftProposal): string[] {
  const platform = PLATFORMS[actorKeyOf(actor)];
  return platform === undefined ? [] : [platform];
}

/** Done is now; what is planned or said is not yet. */
function horizonOf({ modality }: ShiftProposal): ImpactFacts['horizon'] {
  if (modality === 'done') return 'now';
  return modality === 'announced' || modality === 'planned' ? 'quarter' : 'later';
}

function deadlineOf({ date }: ShiftProposal): ImpactFacts['deadline'] {
  if (date?.precision !== 'day' || date.start === null || date.role !== 'effective') return null;
  return { day: date.start, text: date.text };
}
