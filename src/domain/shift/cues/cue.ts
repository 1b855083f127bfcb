import type { ShiftKind } from '../shift.schema.js';

/**
 * A verb pattern that says a shift of one kind. It is matched on folded text, within one sentence. Named groups fill slots: `object`, `from`,
 * `to`, `party` (a counterparty), `agent` (the actor of a passive verb).
 */
export interface Cue {
  kind: ShiftKind;
  re: RegExp;
  /** What follows the slot that the pattern opens with: where this is nowhere, the pattern need not be tried at every letter. */
  hint: RegExp | null;
  /** Confidence of a plain statement with a named subject. */
  weight: number;
  /** What stands before the verb may be the thing it happens to (佣金…上调, "fees were raised"); the actor is then looked for further left. */
  patient: boolean;
  /** Without one of these in reach the pattern says too little. */
  needs: readonly Need[];
  /** The pattern holds its own negative word (不再, "no longer"). */
  isNegative: boolean;
  /** A noun, not a verb: "new chief AI officer". */
  isNominal: boolean;
}

export type Need =
  | 'money'
  | 'positions'
  | 'percent'
  | 'authority'
  | 'company'
  | 'name'
  | 'proper'
  | 'place'
  | 'product'
  | 'fee'
  | 'no-fee'
  | 'person';
type Flag = 'patient' | 'negative' | 'nominal' | Need;
const NEEDS: readonly string[] = [
  'money',
  'positions',
  'percent',
  'authority',
  'company',
  'name',
  'proper',
  'place',
  'product',
  'fee',
  'no-fee',
  'person',
];

function isNeed(flag: Flag): flag is Need {
  return NEEDS.includes(flag);
}

/** The source behind a leading named group. */
function hintOf(source: string, flags: string): RegExp | null {
  if (!/^\(\?<(?:object|from|to|party)>/u.test(source)) return null;
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const mark = source.charAt(at);
    if (mark === '\\') at += 1;
    else if (inClass) inClass = mark !== ']';
    else if (mark === '[') inClass = true;
    else if (mark === '(') depth += 1;
    else if (mark === ')') {
      depth -= 1;
      if (depth === 0) return new RegExp(source.slice(at + 1), flags);
    }
  }
  return null;
}

function cue(flagsOfRegExp: string, kind: ShiftKind, weight: number, source: string, flags: readonly Flag[]): Cue {
  return {
    kind,
    weight,
    re: new RegExp(source, flagsOfRegExp),
    hint: hintOf(source, flagsOfRegExp.replaceAll(/[gd]/gu, '')),
    patient: flags.includes('patient'),
    needs: flags.filter(isNeed),
    isNegative: flags.includes('negative'),
    isNominal: flags.includes('nominal'),
  };
}

/** A Chinese pattern: `…{n}` stays within a clause; see `text` for the short words used in it. */
export function han(kind: ShiftKind, weight: number, source: string, ...flags: Flag[]): Cue {
  return cue('gud', kind, weight, source, flags);
}

/** An English pattern, blind to case. */
export function latin(kind: ShiftKind, weight: number, source: string, ...flags: Flag[]): Cue {
  return cue('giud', kind, weight, source, flags);
}

/** Up to `most` characters of one comma clause, as few as possible. */
export function within(most: number, least = 0): string {
  return `[^,;:。!?]{${least},${most}}?`;
}

/** The same, as many as possible: the tail of a clause. */
export function upTo(most: number, least = 1): string {
  return `[^,;:。!?]{${least},${most}}`;
}
