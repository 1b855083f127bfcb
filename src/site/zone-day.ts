/** The day so many days from now in a zone, as ISO 8601. */
export function zoneDay(timeZone: string, now: Date, days = 0): string {
  const instant = new Date(now.getTime() + days * 86_400_000);
  // The one locale of Intl that writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant);
}
