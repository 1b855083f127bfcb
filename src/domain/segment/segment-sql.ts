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
  named: ({ is }) => `s.name IS ${is ? 'NOT NULL' : 'NULL'}`,
};

const DOMAIN = `split_part(s.email, '@', 2)`;
