/**
 * Complaints per accepted mail. Gmail and Yahoo want less than 0.1 % and act from 0.3 % on, so a run is looked at before and stopped well
 * below; a complaint or two say nothing about a small run.
 */
const WARN_SHARE = 0.0008;
const PAUSE_SHARE = 0.002;
const WARN_AT_LEAST = 2;
const PAUSE_AT_LEAST = 3;

export type GateVerdict = 'open' | 'warn' | 'pause';

export function complaintGate(accepted: number, complaints: number): GateVerdict {
  const share = complaints / Math.max(accepted, 1);
  if (complaints >= PAUSE_AT_LEAST && share >= PAUSE_SHARE) return 'pause';
  return complaints >= WARN_AT_LEAST && share >= WARN_SHARE ? 'warn' : 'open';
}
