import type { Locale } from '#src/domain/locale/locale.js';
import { COMMON_ZONES, SITE_MESSAGES } from './messages.js';

export type ZoneChoice = { value: string; label: string };
export type ZoneGroup = { label: string; zones: ZoneChoice[] };

/**
 * Every time zone the runtime knows, in the reader's words and with today's distance from UTC: the common ones first, the others by region.
 * A zone stands in one place only, so that exactly one option can be selected.
 */
export function zoneChoices(locale: Locale, today: Date): ZoneGroup[] {
  const { cities, regions, preferences } = SITE_MESSAGES[locale];
  const common = COMMON_ZONES.map((zone) => choice(zone, cities[zone], today));
  const groups = new Map<string, ZoneChoice[]>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    if (isIn(common, zone)) continue;
    const region = zone.split('/', 1)[0] ?? '';
    const group = groups.get(region) ?? [];
    group.push(choice(zone, placeOf(zone), today));
    groups.set(region, group);
  }
  return [
    { label: preferences.common, zones: common },
    ...[...groups].map(([region, zones]) => ({ label: regions[region] ?? region, zones })),
  ];
}

/** The same with the reader's own zone on top when it goes by a name the runtime does not list (`Asia/Kolkata`). */
export function includingZone(groups: ZoneGroup[], zone: string, today: Date): ZoneGroup[] {
  if (groups.some(({ zones }) => isIn(zones, zone))) return groups;
  const [common, ...others] = groups;
  if (common === undefined) return groups;
  return [{ ...common, zones: [choice(zone, placeOf(zone), today), ...common.zones] }, ...others];
}

function choice(zone: string, place: string, today: Date): ZoneChoice {
  return { value: zone, label: `${place} · ${offsetOf(zone, today)}` };
}

function isIn(choices: ZoneChoice[], zone: string): boolean {
  return choices.some(({ value }) => value === zone);
}

function placeOf(zone: string): string {
  return zone.split('/').slice(1).reverse().join(', ').replaceAll('_', ' ') || zone;
}

/** `UTC+5:45`; the runtime says GMT. */
function offsetOf(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name.replace('GMT', 'UTC').replace('-', '−');
}
