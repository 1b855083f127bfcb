import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageSql } from '#src/articles/inbox/inbox.repository.js';
import { candidatesSql } from '#src/articles/search/search.repository.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const ID = '018f0000-0000-7000-8000-000000000000';
let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await database.dataSource.query(`
    SET session_replication_role = replica;
    INSERT INTO article (id, source_url, host, language, current_revision_id, state, topics, score, tier, open_proposals, appraised_version, published_at)
    SELECT ('018f' || lpad(to_hex(n), 8, '0') || '70008000000000000000')::uuid, 'https://s.example/' || n, 'site' || n % 200 || '.example', 'zh-CN', uuid_v7(),
      CASE WHEN n % 40 = 0 THEN 'new' ELSE 'dismissed' END, ARRAY['topic-' || n % 90], n % 100, 'unknown', (n % 50 = 0)::int, 1, timestamptz '2025-01-01Z' + n * interval '30 minutes'
    FROM generate_series(1, 6000) n;
    INSERT INTO article_search (article_id, title_grams, grams) SELECT id, ARRAY[row_number() OVER ()::int], ARRAY(SELECT abs(hashtext(id::text || s)) % 50000 FROM generate_series(1, 50) s) FROM article;
    INSERT INTO article_fingerprint (article_id, simhash, bands, sketch, letters, features, seen_at)
    SELECT id, hashtextextended(id::text, 1), ARRAY(SELECT (s << 16) | (hashtext(id::text || s) & 65535) FROM generate_series(0, 3) s),
      ARRAY(SELECT hashtext(id::text || s || 'x') FROM generate_series(1, 20) s), 900, ARRAY['actor:' || score], published_at FROM article;
    SET session_replication_role = origin;
  `);
  await database.dataSource.query('VACUUM (ANALYZE) article');
  await database.dataSource.query('VACUUM (ANALYZE) article_search');
  await database.dataSource.query('ANALYZE article_fingerprint');
});
afterAll(() => database.drop());

async function planOf(text: string, values: unknown[], off: 'seqscan' | 'bitmapscan' = 'seqscan'): Promise<string> {
  return database.dataSource.transaction(async (manager) => {
    await manager.query(`SET LOCAL enable_seqscan = off; SET LOCAL enable_${off} = off`);
    const rows: { 'QUERY PLAN': string }[] = await manager.query(`EXPLAIN ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}
const sqlOf = (name: string): string => readFileSync(join(projectRoot, 'src/articles', name), 'utf8');

describe('a page of the inbox', () => {
  const time = { sort: 'time', limit: 30 } as const;
  const score = { sort: 'score', limit: 30 } as const;

  it.each([
    ['by time in a state', pageSql({ state: 'new' }, time), 'article_inbox_time'],
    [
      'by time, the next page',
      pageSql({ state: 'new' }, { ...time, cursor: '018f0000-0fff-7000-8000-000000000000' }),
      'article_inbox_time',
    ],
    ['by score in a state', pageSql({ state: 'new' }, score), 'article_inbox_score'],
    ['by score, the next page', pageSql({ state: 'new' }, { ...score, cursor: `50.${ID}` }), 'article_inbox_score'],
    ['by score in any state', pageSql({}, score), 'article_score'],
    ['by time in any state', pageSql({}, time), 'article_pkey'],
  ])('%s walks its index and sorts nothing', async (_, { text, values }, index) => {
    const plan = await planOf(text, values);
    expect(plan).toContain(`using ${index}`);
    expect(plan).not.toContain('Sort');
    if (index !== 'article_pkey') expect(plan).toMatch(/Index Scan Backward/);
  });

  it.each([
    ['one site', pageSql({ host: 'site7.example' }, time), 'article_host'],
    ['a rare topic', pageSql({ topic: 'layoffs-org' }, time), 'article_topics'],
    ['a few days', pageSql({ from: '2025-01-02', to: '2025-01-02' }, score), 'article_day'],
    ['a high score', pageSql({ minScore: 99 }, score), 'article_score'],
  ])('of %s begins with what is rare', async (_, { text, values }, index) => {
    expect(await planOf(text, values)).toContain(index);
  });

  it('counts its states in the index alone', async () => {
    const plan = await planOf(
      'SELECT state, count(*)::int AS articles FROM article WHERE lead_id IS NULL GROUP BY state',
      [],
      'bitmapscan',
    );
    expect(plan).toMatch(/Index Only Scan using article_inbox/);
  });
});

describe('a search', () => {
  const first = { before: undefined, limit: 25 };
  it.each([
    ['the title', candidatesSql('all', 't', { title: [17], all: [17], actors: [] }, {}, first), 'article_search_title'],
    [
      'all words',
      candidatesSql('all', 'b', { title: [17], all: [17, 18], actors: [] }, {}, first),
      'article_search_grams',
    ],
    [
      'an actor',
      candidatesSql('all', 'b', { title: [], all: [17, 18], actors: [17] }, {}, first),
      'article_search_grams',
    ],
  ])('of %s asks its index, whatever the planner thinks of the words', async (_, { text, values }, index) => {
    expect(await planOf(text, values)).toContain(index);
  });
});

describe('de-duplication', () => {
  it('finds copies by bands and by sketch', async () => {
    const plan = await planOf(sqlOf('duplicates/sql/find-copies.sql'), [ID, [1, 65_537], [4, 5], '77', 8, 3]);
    expect(plan).toContain('article_fingerprint_bands');
    expect(plan).toContain('article_fingerprint_sketch');
  });

  it('finds stories by their days', async () => {
    const plan = await planOf(sqlOf('duplicates/sql/find-stories.sql'), [
      ['actor:1'],
      new Date('2025-01-02'),
      14,
      ID,
      ID,
      3_000,
    ]);
    expect(plan).toContain('article_fingerprint_seen');
  });

  it('takes what older rules looked at by its index', async () => {
    expect(await planOf(sqlOf('catalog/sql/take-outdated.sql'), [1])).toContain('article_appraised');
  });
});
