import { attributionClass } from '../format/attribution.js';
import { stageOf, type Stage } from '../format/stage.js';
import type { ShiftKind, ShiftProposal } from '../shift/shift.schema.js';
import { matterOf } from './matter.js';

/** How a shift goes on from an earlier one of its actor: further, back, or not at all any more. */
export type Succession = 'continues' | 'reverses' | 'calls_off';

const OPPOSITES: Partial<Record<ShiftKind, ShiftKind>> = {
  open_to_closed: 'closed_to_open',
  closed_to_open: 'open_to_closed',
  build_to_partner: 'partner_to_build',
  partner_to_build: 'build_to_partner',
  acquire: 'divest',
  divest: 'acquire',
  market_entry: 'market_exit',
  market_exit: 'market_entry',
  layoff: 'hire',
};
/** What ends a launch, however far it had come. */
const ENDINGS: Partial<Record<ShiftKind, readonly ShiftKind[]>> = {
  product_cancel: ['product_launch', 'product_delay'],
  product_delay: ['product_launch'],
};
/** Kinds that are a company's one course: the opposite is a return even where the objects have other names. */
const COURSES: readonly ShiftKind[] = ['open_to_closed', 'closed_to_open'];
const ORDER: readonly Stage[] = ['rumoured', 'announced', 'in_force'];

/**
 * Whether `later` goes on from `earlier`, by kinds, objects and stages; null when the rules cannot tell. Only a suggestion: an editor confirms
 * the link. Both must be of one actor, and `earlier` be known before.
 */
export function successionOf(earlier: ShiftProposal, later: ShiftProposal): Succession | null {
  const [before, after] = [matterOf(earlier), matterOf(later)];
  if (before.actorKey !== after.actorKey) return null;
  const isSameObject = before.objectKey !== null && before.objectKey === after.objectKey;
  const isCourse = COURSES.includes(later.kind);
  if (OPPOSITES[later.kind] === earlier.kind) return isSameObject || isCourse ? 'reverses' : null;
  if (!isSameObject) return null;
  if (later.kind === 'reversal') return 'reverses';
  if (ENDINGS[later.kind]?.includes(earlier.kind)) return later.kind === 'product_cancel' ? 'calls_off' : 'continues';
  return later.kind === earlier.kind ? progress(stage(earlier), stage(later)) : null;
}

function progress(before: Stage, after: Stage): Succession | null {
  if (after === 'abandoned') return before === 'abandoned' ? null : 'calls_off';
  return ORDER.indexOf(after) > ORDER.indexOf(before) || before === 'abandoned' ? 'continues' : null;
}

function stage(claim: ShiftProposal): Stage {
  return stageOf(claim, attributionClass(claim.attribution));
}
