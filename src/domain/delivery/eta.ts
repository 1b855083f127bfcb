/** Seconds until what is open is sent at this speed; null while nothing moves. */
export function etaSeconds(open: number, perSecond: number): number | null {
  if (open <= 0) return 0;
  return perSecond > 0 ? Math.ceil(open / perSecond) : null;
}
