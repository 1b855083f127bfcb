import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import type { WireMail } from '../support/fault-smtp.js';

export type JudgedRow = {
  id: string;
  state: DeliveryState;
  smtp_code: number | null;
  reply: string | null;
  phase: string | null;
  resolution: string | null;
};

/** Counts that must all be zero; see {@link judgeRun}. */
export type Verdict = {
  lost: number;
  unexpected: number;
  duplicated: number;
  untold: number;
  acceptedWithoutReply: number;
  failedWithoutCause: number;
  open: number;
};

/** What a run must look like in the end: see {@link judgeRun}. */
export const FAULTLESS: Verdict = {
  lost: 0,
  unexpected: 0,
  duplicated: 0,
  untold: 0,
  acceptedWithoutReply: 0,
  failedWithoutCause: 0,
  open: 0,
};

/**
 * What the relay saw on the wire against what the ledger says. A mail counts as arrived when its final dot did, whatever was answered.
 * `lost`: accepted, but never arrived. `unexpected`: arrived, but in no row. `duplicated`: arrived more than once. `untold`: arrived, but
 * neither accepted nor uncertain. `failedWithoutCause`: given up, though no relay refused it for good, its letter could be composed and
 * its run had not expired.
 */
export function judgeRun(rows: JudgedRow[], arrived: readonly WireMail[]): Verdict {
  const wire = arrived.map((mail) => mail.deliveryId);
  const kept = new Set(wire);
  const frozen = new Set(rows.map((row) => row.id));
  const accepted = rows.filter((row) => row.state === 'accepted');
  const told = new Set(
    rows.filter((row) => row.state === 'accepted' || row.state === 'uncertain').map((row) => row.id),
  );
  return {
    lost: accepted.filter((row) => !kept.has(row.id)).length,
    unexpected: [...kept].filter((id) => !frozen.has(id)).length,
    duplicated: wire.length - kept.size,
    untold: [...kept].filter((id) => !told.has(id)).length,
    acceptedWithoutReply: accepted.filter(
      (row) => row.reply === null || row.smtp_code === null || row.smtp_code < 200 || row.smtp_code > 299,
    ).length,
    failedWithoutCause: rows.filter((row) => row.state === 'failed' && !hasCause(row)).length,
    open: rows.filter((row) => ['pending', 'claimed', 'handing', 'deferred'].includes(row.state)).length,
  };
}

function hasCause({ smtp_code: code, phase, resolution }: JudgedRow): boolean {
  return (code !== null && code >= 500) || phase === 'compose' || resolution === 'expired';
}

/** A small linear congruential generator, numbers in [0, 1): the same seed strikes at the same moments. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** TEST_SEED repeats a run that failed. */
export const seed = Number(process.env['TEST_SEED'] ?? 20_261_125);
