/** Offsets in minutes of zone abbreviations as they stand in feeds (RFC 822 §5.1, and what press agencies write). */
const OFFSETS: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  AST: -240,
  ADT: -180,
  NST: -210,
  BRT: -180,
  IST: 330,
  PKT: 300,
  ICT: 420,
  WIB: 420,
  HKT: 480,
  SGT: 480,
  PHT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  ACST: 570,
  NZST: 720,
  NZDT: 780,
  ET: -300,
  PT: -480,
};
const CHINESE = new Set([
  'Asia/Shanghai',
  'Asia/Taipei',
  'Asia/Hong_Kong',
  'Asia/Macau',
  'Asia/Chongqing',
  'Asia/Urumqi',
  'PRC',
  'ROC',
]);

/** Wall time: what a clock on the wall shows. `month` from 1. */
export type WallTime = { year: number; month: number; day: number; hour: number; minute: number; second: number };

/**
 * Minutes east of UTC for `+0800`, `-05:00`, `GMT+8`, `PST`; a zone's name (`America/Los_Angeles`) as it is. Undefined: not known. `CST` is
 * China's for a source in China, else that of Chicago.
 */
export function readZone(text: string, sourceZone: string): number | string | undefined {
  const zone = text.trim().replaceAll(/^\(|\)$/g, '');
  const offset =
    /^(?:GMT|UTC)?\s*([+-])\s*(\d{1,2}):?(\d{2})?$/i.exec(zone) ?? /^(?:GMT|UTC)?([+-])(\d{2})(\d{2})$/i.exec(zone);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return minutes > 14 * 60 ? undefined : offset[1] === '-' ? -minutes : minutes;
  }
  const name = zone.toUpperCase();
  if (name === 'CST') return CHINESE.has(sourceZone) ? 480 : -360;
  const known = OFFSETS[name];
  if (known !== undefined) return known;
  return zone.includes('/') && isZone(zone) ? zone : undefined;
}

/** The instant at which clocks of a zone show `wall`. In the hour that is skipped in spring, the clock before the change counts. */
export function instantOf(wall: WallTime, zone: number | string): Date {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  if (typeof zone === 'number') return new Date(asUtc - zone * 60_000);
  const first = asUtc - offsetAt(asUtc, zone);
  const second = asUtc - offsetAt(first, zone);
  return new Date(second + offsetAt(second, zone) === asUtc ? second : first);
}

function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(instant));
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return shown - Math.floor(instant / 1_000) * 1_000;
}

/** Whether the runtime knows a zone by this name (IANA). */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
