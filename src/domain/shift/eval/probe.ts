import { actorNamed } from '../actors/actor-lexicon.js';
import type { ShiftProposal } from '../shift.schema.js';
import type { Tally } from './score-shifts.js';

/** One sentence with what the rules must make of it. */
export interface Probe {
  /** Accepted kinds, the usual one first; empty when nothing may be proposed. */
  kinds: string[];
  actor: string;
  modality: string | null;
  amount: { value: number; unit: string } | null;
  /** First day. */
  date: string | null;
  sentence: string;
}

/** What one probe gave: the shift, and each detail that the probe asks for (null when it asks for none). */
export interface ProbeResult {
  probe: Probe;
  isRight: boolean;
  /** Proposals that the probe does not want. */
  surplus: ShiftProposal[];
  modality: boolean | null;
  amount: boolean | null;
  date: boolean | null;
}

const COLUMNS = 6;

/**
 * Reads a table of probes: kind (several with "|", "none" for nothing), actor, modality, amount ("2e9 USD", "15 percent"), first day and
 * the sentence, divided by tabs, "-" where nothing is asked. Lines that begin with "#" are comments. Throws an error that names the line.
 */
export function parseProbes(table: string): Probe[] {
  const probes: Probe[] = [];
  for (const [index, line] of table.split(/\r?\n/u).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const cells = line.split('\t');
    const [kinds = '', actor = '', modality = '', amount = '', date = '', sentence = ''] = cells;
    if (cells.length !== COLUMNS || sentence === '')
      throw new Error(`line ${index + 1}: ${COLUMNS} columns are wanted, ${cells.length} found`);
    const [value, unit = ''] = amount.split(' ');
    probes.push({
      kinds: kinds === 'none' ? [] : kinds.split('|'),
      actor,
      modality: modality === '-' ? null : modality,
      amount: amount === '-' ? null : { value: Number(value), unit },
      date: date === '-' ? null : date,
      sentence,
    });
  }
  return probes;
}

function isWanted(proposal: ShiftProposal, probe: Probe): boolean {
  const known = actorNamed(probe.actor);
  const isActor =
    known === null ? proposal.actor.name.toLowerCase() === probe.actor.toLowerCase() : proposal.actor.id === known.id;
  return isActor && probe.kinds.includes(proposal.kind);
}

export function scoreProbe(probe: Probe, proposals: readonly ShiftProposal[]): ProbeResult {
  const fitting = proposals.filter((proposal) => isWanted(proposal, probe));
  const [best] = fitting;
  const { amount } = probe;
  const hasAmount =
    amount !== null &&
    best?.amounts.some(
      (mine) => (mine.value ?? mine.min) === amount.value && (mine.currency ?? mine.unit) === amount.unit,
    ) === true;
  const surplus = proposals.filter((proposal) => !fitting.includes(proposal));
  return {
    probe,
    surplus,
    isRight: probe.kinds.length === 0 ? proposals.length === 0 : best !== undefined,
    modality: probe.modality === null || best === undefined ? null : best.modality === probe.modality,
    amount: amount === null || best === undefined ? null : hasAmount,
    date: probe.date === null || best === undefined ? null : best.date?.start === probe.date,
  };
}

/** Right ones of each kind, in the order of the table; `none` for the sentences that say nothing. */
export function byKind(results: readonly ProbeResult[]): Map<string, Tally> {
  const kinds = new Map<string, Tally>();
  for (const { probe, isRight } of results) {
    const kind = probe.kinds[0] ?? 'none';
    const { hit, of } = kinds.get(kind) ?? { hit: 0, of: 0 };
    kinds.set(kind, { hit: hit + (isRight ? 1 : 0), of: of + 1 });
  }
  return kinds;
}

export function tallyOf(results: readonly (boolean | null)[]): Tally {
  const asked = results.filter((result) => result !== null);
  return { hit: asked.filter(Boolean).length, of: asked.length };
}
