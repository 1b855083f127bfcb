/**
 * The zone as IANA spells it, or undefined. Offsets such as `+08:00` are refused: they know no summer time. A link name stays the one that was
 * given (`Asia/Kolkata`), since the runtime's own choice among synonyms changes with its version.
 */
export function readTimeZone(text: string): string | undefined {
  const name = text.trim();
  if (!/^[A-Za-z][\w+\-/]{1,63}$/.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return undefined;
  }
}

export function isTimeZone(text: string): boolean {
  return readTimeZone(text) !== undefined;
}
