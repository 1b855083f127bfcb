import type { OptionalPurpose } from '../consent/purpose.js';
import { DEFAULT_PREFERENCES } from '../reader/preferences.js';
import type { Condition, SegmentFilter } from './segment.schema.js';

export type SegmentSql = { text: string; values: unknown[] };

/** Everybody. */
const EVERYBODY: SegmentSql = { text: 'true', values: [] };

/**
 * The filter as a condition over `s`, a row of subscriber. Everything that a person typed is a parameter; the first one is `$firstParameter`.
 */
export function segmentSql(filter: SegmentFilter | undefined, firstParameter: number): SegmentSql {
  if (filter === undefined) return EVERYBODY;
  const values: unknown[] = [];
  const bind = (value: unknown, type: string): string => {
    values.push(value);
    return `$${firstParameter + values.length - 1}::${type}`;
  };
  return { text: write(filter, bind), values };
}

/** What the filter takes the place of in a statement over `s`. */
const PLACE = 'true /* segment */';

/** A statement with the filter in its place, and the values of the filter. */
export function atSegment(sql: string, filter: SegmentFilter | undefined, firstParameter: number): SegmentSql {
  const { text, values } = segmentSql(filter, firstParameter);
  return { text: sql.replace(PLACE, () => text), values };
}

type Bind = (value: unknown, type: string) => string;

function write(filter: SegmentFilter, bind: Bind): string {
  if ('all' in filter) return joined(filter.all, 'AND', bind);
  if ('any' in filter) return joined(filter.any, 'OR', bind);
  if ('not' in filter) return `NOT ${write(filter.not, bind)}`;
  return `(${CONDITIONS[filter.field](filter as never, bind)})`;
}

function joined(filters: readonly SegmentFilter[], word: string, bind: Bind): string {
  return `(${filters.map((filter) => write(filter, bind)).join(` ${word} `)})`;
}

type Writers = { [K in Condition['field']]: (condition: Extract<Condition, { field: K }>, bind: Bind) => string };

/** No condition is ever NULL, so that `not` finds all others. */
const CONDITIONS: Writers = {
  locale: ({ in: values }, bind) => `s.locale = ANY (${bind(values, 'text[]')})`,
  timeZone: ({ in: values }, bind) => `s.time_zone = ANY (${bind(values, 'text[]')})`,
  mailDomain: ({ in: values }, bind) => `${DOMAIN} = ANY (${bind(values, 'text[]')})`,
  provider: ({ in: values }, bind) =>
    `coalesce((SELECT m.provider FROM mail_domain m WHERE m.domain = ${DOMAIN}), 'other') = ANY (${bind(values, 'text[]')})`,
  source: ({ in: values }, bind) => `s.source = ANY (${bind(values, 'text[]')})`,
  joined: ({ from, before }, bind) =>
    [
      ...(from === undefined ? [] : [`s.created_at >= ${bind(from, 'timestamptz')}`]),
      ...(before === undefined ? [] : [`s.created_at < ${bind(before, 'timestamptz')}`]),
    ].join(' AND '),
  subscribed: ({ from, before, inLastDays }, bind) => {
    const last = `coalesce((SELECT max(e.at) FROM consent_event e WHERE e.subscriber_id = s.id AND e.action = 'subscribed'
      AND e.purpose = 'newsletter'), s.created_at)`;
    return [
      ...(from === undefined ? [] : [`${last} >= ${bind(from, 'timestamptz')}`]),
      ...(before === undefined ? [] : [`${last} < ${bind(before, 'timestamptz')}`]),
      ...(inLastDays === undefined ? [] : [`${last} >= now() - make_interval(days => ${bind(inLastDays, 'int')})`]),
    ].join(' AND ');
  },
  form: ({ in: values }, bind) =>
    `EXISTS (SELECT FROM consent_event e WHERE e.subscriber_id = s.id AND e.action = 'subscribed' AND e.form = ANY (${bind(values, 'text[]')}))`,
  topic: (condition, bind) => wanted('topics', condition, bind),
  platform: (condition, bind) => wanted('platforms', condition, bind),
  market: (condition, bind) => wanted('markets', condition, bind),
  actor: (condition, bind) => wanted('actors', condition, bind),
  rhythm: ({ in: values }, bind) =>
    preferred(`p.rhythm = ANY (${bind(values, 'text[]')})`, values.includes(DEFAULT_PREFERENCES.rhythm)),
  localHour: ({ in: values }, bind) =>
    preferred(`p.local_hour = ANY (${bind(values, 'int[]')})`, values.includes(DEFAULT_PREFERENCES.localHour)),
  language: ({ in: values }, bind) => {
    const list = bind(values, 'text[]');
    return `s.locale = ANY (${list}) OR ${preferred(`coalesce(p.second_locale = ANY (${list}), false)`, false)}`;
  },
  consent: ({ purpose, is }) => `${is ? '' : 'NOT '}s.${CONSENTS[purpose]}`,
  paused: ({ is }) => `coalesce(s.paused_until > now(), false) = ${is}`,
  everPaused: ({ is }) => `s.paused_until IS ${is ? 'NOT NULL' : 'NULL'}`,
  named: ({ is }) => `s.name IS ${is ? 'NOT NULL' : 'NULL'}`,
};

/** Columns of a person that say what they allow. */
const CONSENTS: Readonly<Record<OptionalPurpose, string>> = {
  personalisation: 'allows_personalisation',
  'open-click-tracking': 'allows_tracking',
};

/** Whether what a reader chose meets a condition over `p`; who chose nothing has the defaults. */
function preferred(condition: string, isDefault: boolean): string {
  // Written so that the database may look through all preferences once instead of once for every reader.
  return isDefault
    ? `NOT EXISTS (SELECT FROM subscriber_preference p WHERE p.subscriber_id = s.id AND NOT ${condition})`
    : `EXISTS (SELECT FROM subscriber_preference p WHERE p.subscriber_id = s.id AND ${condition})`;
}

/** One of these values in a list of a reader's; an empty list means all there are. */
function wanted(column: string, { in: values, chosen }: { in: string[]; chosen: boolean }, bind: Bind): string {
  const named = `p.${column} && ${bind(values, 'text[]')}`;
  return chosen ? preferred(`(${named})`, false) : preferred(`(p.${column} = '{}' OR ${named})`, true);
}

const DOMAIN = `split_part(s.email, '@', 2)`;
