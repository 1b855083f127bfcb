import { atSegment, segmentSql } from './segment-sql.js';
import { MAX_DEPTH, segmentFilterSchema, type SegmentFilter } from './segment.schema.js';

const faultsOf = (value: unknown) =>
  segmentFilterSchema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe('a segment filter', () => {
  it('is written as SQL whose every value is a parameter', () => {
    const filter: SegmentFilter = {
      all: [
        { field: 'locale', in: ['zh-CN', 'zh-TW'] },
        {
          any: [
            { field: 'mailDomain', in: ["'; DROP TABLE subscriber --"] },
            { field: 'named', is: true },
          ],
        },
        { not: { field: 'joined', from: '2026-01-01T00:00:00Z', before: '2026-02-01T00:00:00Z' } },
      ],
    };
    expect(segmentSql(filter, 4)).toEqual({
      text:
        `((s.locale = ANY ($4::text[])) AND ((split_part(s.email, '@', 2) = ANY ($5::text[])) OR (s.name IS NOT NULL))` +
        ` AND NOT (s.created_at >= $6::timestamptz AND s.created_at < $7::timestamptz))`,
      values: [['zh-CN', 'zh-TW'], ["'; DROP TABLE subscriber --"], '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'],
    });
  });

  it('of what readers chose keeps its values out of the text as well, and counts them on', () => {
    const evil = "x'); DROP TABLE subscriber --";
    const filter = segmentFilterSchema.parse({
      all: [
        { field: 'actor', in: [evil] },
        { field: 'form', in: [evil] },
        { field: 'language', in: ['en'] },
        { field: 'subscribed', from: '2026-01-01T00:00:00Z', inLastDays: 30 },
      ],
    });
    const { text, values } = segmentSql(filter, 1);
    expect(text).not.toContain('DROP');
    expect([...new Set(text.match(/\$\d+/g))]).toEqual(['$1', '$2', '$3', '$4', '$5']);
    expect(values).toEqual([[evil], [evil], ['en'], '2026-01-01T00:00:00Z', 30]);
  });

  it('takes its place in a statement', () => {
    const sql = 'SELECT 1 FROM subscriber s WHERE $1 AND true /* segment */';
    expect(atSegment(sql, { field: 'named', is: true }, 2).text).toBe(
      'SELECT 1 FROM subscriber s WHERE $1 AND (s.name IS NOT NULL)',
    );
    expect(atSegment(sql, undefined, 2)).toEqual({ text: sql.replace(' /* segment */', ''), values: [] });
  });

  it('that is missing means everybody', () => {
    expect(segmentSql(undefined, 1)).toEqual({ text: 'true', values: [] });
  });

  it('compares domains in lower case', () => {
    expect(segmentFilterSchema.parse({ field: 'mailDomain', in: ['QQ.com'] })).toEqual({
      field: 'mailDomain',
      in: ['qq.com'],
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an unknown field', { field: 'email', in: ['a@b.example'] }],
    ['a value that no subscriber can have', { field: 'locale', in: ['fr'] }],
    ['an empty list', { field: 'source', in: [] }],
    ['an empty group', { all: [] }],
    ['two kinds at once', { all: [{ field: 'named', is: true }], any: [{ field: 'named', is: true }] }],
    ['a span without an end', { field: 'joined' }],
    ['a date without a zone', { field: 'joined', from: '2026-01-01' }],
    ['a topic that there is not', { field: 'topic', in: ['weather'] }],
    ['an hour that there is not', { field: 'localHour', in: [24] }],
    ['a subscription at no time', { field: 'subscribed' }],
    ['a consent to the newsletter, which all have', { field: 'consent', purpose: 'newsletter', is: true }],
    ['what it does not know', { field: 'named', is: true, sql: 'true' }],
  ])('refuses %s', (_, value) => {
    expect(faultsOf(value)).not.toEqual([]);
  });

  it('says what is wrong where', () => {
    const filter = {
      all: [{ field: 'named', is: true }, { not: { field: 'locale', in: ['en', 'fr'] } }, { any: [] }, {}],
    };
    expect(
      segmentFilterSchema.safeParse(filter).error?.issues.map(({ path, message }) => [path.join('.'), message]),
    ).toEqual([
      ['all.1.not.in.1', expect.stringContaining('Invalid option')],
      ['all.2.any', 'needs a list of at least one'],
      ['all.3', 'needs one of field, all, any, not'],
    ]);
  });

  it('is bounded in depth and in size, however deep what is sent is', () => {
    const nested = (depth: number): unknown =>
      Array.from({ length: depth }).reduce<unknown>((inner) => ({ not: inner }), { field: 'named', is: true });
    expect(faultsOf(nested(MAX_DEPTH))).toEqual([]);
    expect(faultsOf(nested(MAX_DEPTH + 1))).toEqual([`is nested deeper than ${MAX_DEPTH}`]);
    expect(faultsOf(nested(20_000))).toEqual([`is nested deeper than ${MAX_DEPTH}`]);
    const wide = { any: Array.from({ length: 51 }, () => ({ field: 'named', is: true })) };
    expect(faultsOf(wide)).toEqual(['has more than 50 parts']);
  });
});
