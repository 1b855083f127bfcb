import type { Cue } from '../cues/cue.js';
import type { Mention } from '../actors/actor-matcher.js';
import type { Actor, ShiftKind } from '../shift.schema.js';

/** Who a sentence could be about: a known actor, or a company that only the text names. */
export interface ActorRef {
  id: string | null;
  name: string;
  role: 'company' | 'government';
}

/** What the sentences before have set. */
export interface Discourse {
  /** The subject of the last sentence that had one. */
  focus: ActorRef | null;
  /** The actor that the whole article is about. */
  main: ActorRef | null;
}

export interface Subject {
  actor: ActorRef;
  surface: string;
  resolvedBy: Actor['resolvedBy'];
  /** What the way of finding it takes from the confidence. */
  penalty: number;
  /** Offset of the surface in the sentence; null when the subject stands in an earlier one. */
  at: number | null;
  /** The noun before a patient verb (佣金…上调), which is the object. */
  patient: string | null;
}

/** `null` means: somebody else, or nobody we could name; nothing may be proposed. */
export type Resolved = Subject | null;

/** What a country, rather than its government, may do in a headline's shorthand. */
const COUNTRY_KINDS: ReadonlySet<ShiftKind> = new Set([
  'policy',
  'product_delay',
  'reversal',
  'invest',
  'pricing',
  'partnership',
  'logistics_change',
]);

export function mayAct(mention: Mention, kind: ShiftKind): boolean {
  return mention.via !== 'country' || COUNTRY_KINDS.has(kind);
}

export function refOf(mention: Mention): ActorRef {
  return { id: mention.id, name: mention.name, role: mention.role };
}

/** Stands for a verb of no kind, where only the subject of a sentence is looked for. */
export const ANY_VERB: Cue = {
  kind: 'policy',
  re: /(?!)/u,
  hint: null,
  weight: 0,
  patient: true,
  needs: [],
  isNegative: false,
  isNominal: false,
};
