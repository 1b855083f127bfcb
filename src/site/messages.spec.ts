import { LOCALES } from '#src/domain/locale/locale.js';
import { COMMON_ZONES, SITE_MESSAGES } from './messages.js';
import { includingZone, zoneChoices } from './zone-choices.js';

const winter = new Date('2026-01-15T00:00:00Z');

describe.each(LOCALES)('the words in %s', (locale) => {
  it('name the newsletter wherever the others do', () => {
    const placeholders = (value: unknown): string[] => JSON.stringify(value).match(/\{\w+\}/g) ?? [];
    for (const [key, value] of Object.entries(SITE_MESSAGES[locale])) {
      expect(placeholders(value)).toEqual(placeholders(SITE_MESSAGES.en[key as keyof typeof SITE_MESSAGES.en]));
    }
  });

  it('offer every time zone once, the common ones first', () => {
    const groups = zoneChoices(locale, winter);
    const values = groups.flatMap(({ zones }) => zones.map(({ value }) => value));
    expect(values.slice(0, COMMON_ZONES.length)).toEqual([...COMMON_ZONES]);
    expect(new Set(values).size).toBe(values.length);
    expect(Intl.supportedValuesOf('timeZone').filter((zone) => !values.includes(zone))).toEqual([]);
    expect(groups.every(({ label, zones }) => label !== '' && zones.length > 0)).toBe(true);
  });
});

it('a zone shows the distance from UTC that holds today', () => {
  const label = (zone: string, day: string) =>
    zoneChoices('en', new Date(day))
      .flatMap(({ zones }) => zones)
      .find(({ value }) => value === zone)?.label;
  expect(label('Europe/Berlin', '2026-01-15')).toBe('Berlin · UTC+1');
  expect(label('Europe/Berlin', '2026-07-15')).toBe('Berlin · UTC+2');
  expect(label('America/New_York', '2026-01-15')).toBe('New York · UTC−5');
  expect(label('America/Argentina/Ushuaia', '2026-01-15')).toBe('Ushuaia, Argentina · UTC−3');
});

it('a zone under a name that is not listed is put on top, and a listed one is not doubled', () => {
  const groups = zoneChoices('en', winter);
  expect(includingZone(groups, 'Asia/Kolkata', winter)[0]?.zones[0]).toEqual({
    value: 'Asia/Kolkata',
    label: 'Kolkata · UTC+5:30',
  });
  expect(includingZone(groups, 'UTC', winter)).toBe(groups);
});
