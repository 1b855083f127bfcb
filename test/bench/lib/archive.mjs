import { searchTokens } from '#src/domain/article/search/search-tokens.js';
import { textGrams } from '#src/domain/article/search/grams.js';
import { TOPICS } from '#src/domain/reader/preferences.js';
import { progress } from './report.mjs';

// An archive of invented articles, written by the database from a pool of sentences: each has the grams that the product would give it, since
// no gram runs across a full stop. Words follow Zipf's law, so that some stand almost everywhere and some in a handful of texts.
const HAN =
  '平台 卖家 物流 费用 亚马逊 关税 市场 美国 公司 商品 广告 支付 仓储 跨境 电商 政策 增长 订单 品牌 消费 海运 运价 投资 模型 开源 数据 合规 监管 独立站 直播 佣金 收款 汇率 包裹 海关 税务 裁员 收购 融资 算力 芯片 欧盟 英国 日本 东南亚 拉美 中东 库存 退货 利润 价格 流量 搜索 推荐 客服 工厂 供应链 海外仓 航线 港口 罚款 诉讼 隐私 协议 规则 账号 店铺 链接 评论 认证 专利 商标 版权 补贴 折扣 旺季 黑五 会员 小程序 短视频 达人 选品 测评 清关 报关 原产地 增值税 包装 电池 家居 服装 宠物 玩具 美妆 电子 汽配 园艺 户外 运动 母婴 食品 健康 医疗 教育 旅游 能源 光伏 储能 机器人'.split(' '); // prettier-ignore
const VERBS = '上调 下调 宣布 表示 调整 取消 推出 扩大 缩减 暂停 恢复 要求 允许 禁止 影响 提高 降低 转向 放弃 合并 关闭 启用 测试 评估 讨论 反对 支持 面临 考虑 承诺'.split(' '); // prettier-ignore
const LATIN =
  'seller platform fee tariff market price order brand logistics freight warehouse parcel customs policy payment payout privacy regulator lawsuit model data center investment acquisition layoff checkout agent shopper retailer carrier surcharge inventory return margin traffic search listing review patent trademark subsidy discount season membership creator video sourcing clearance origin battery furniture apparel pet toy beauty electronics outdoor baby food health energy solar robot quarter profit revenue growth forecast analyst spokesperson statement deadline compliance audit refund commission threshold exemption port route strike delay capacity demand supply'.split(' '); // prettier-ignore
const POOL = 6_000;
const SENTENCES = 26;

/** The same numbers on every run. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function zipf(words, random) {
  return words[Math.min(words.length - 1, Math.floor(words.length ** random() - 1))];
}

function sentences() {
  const random = generator(7);
  const pick = (words) => words[Math.floor(random() * words.length)];
  const rare = () =>
    Array.from({ length: 2 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 5_000))).join('');
  return Array.from({ length: POOL }, (_, number) => {
    if (number % 3 === 0) {
      const words = Array.from({ length: 14 }, () => zipf(LATIN, random));
      return { language: 'en', text: `The ${words.join(' ')} q${number % 2_000}x.` };
    }
    const parts = Array.from({ length: 5 }, () => `${zipf(HAN, random)}${pick(VERBS)}${zipf(HAN, random)}`);
    return { language: 'zh-CN', text: `${parts.join(',')}与${rare()}${rare()}有关。` };
  });
}

export async function fillArchive(client, articles) {
  const pool = sentences();
  await client.query(
    `CREATE TEMP TABLE pool (language text, place int, text text, grams int[], PRIMARY KEY (language, place))`,
  );
  for (const language of ['zh-CN', 'en']) {
    const own = pool.filter((one) => one.language === language);
    await client.query(`INSERT INTO pool SELECT $1, row_number() OVER () - 1, t, g::int[] FROM unnest($2::text[], $3::text[]) AS p (t, g)`, [
      language, own.map(({ text }) => text), own.map(({ text }) => `{${textGrams(text).join(',')}}`),
    ]); // prettier-ignore
  }
  await client.query('ANALYZE pool');
  const indexes = await dropIndexes(client, [
    'article',
    'article_revision',
    'article_search',
    'article_fingerprint',
    'shift',
  ]);
  await client.query(
    `SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'; ALTER TABLE shift DISABLE TRIGGER USER`,
  );
  await client.query(`SET session_replication_role = replica`);
  for (let from = 1; from <= articles; from += 20_000) {
    await writeArticles(client, from, Math.min(articles, from + 19_999), articles);
    progress(`${Math.min(articles, from + 19_999)} articles`);
  }
  await writeShifts(client);
  await client.query(`SET session_replication_role = origin; ALTER TABLE shift ENABLE TRIGGER USER`);
  for (const definition of indexes) {
    await client.query(definition);
    progress(definition.slice(0, 90));
  }
  for (const table of [
    'article',
    'article_revision',
    'article_search',
    'article_fingerprint',
    'article_origin',
    'shift',
  ])
    await client.query(`VACUUM (ANALYZE) ${table}`);
  return searchTokens(pool[1].text).length;
}

/** Secondary indexes, made again when the rows are there: an archive grows in years, a bench must not. */
async function dropIndexes(client, tables) {
  const { rows } = await client.query(
    `SELECT indexname, indexdef FROM pg_indexes i WHERE tablename = ANY ($1)
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`,
    [tables],
  );
  for (const { indexname } of rows) await client.query(`DROP INDEX ${indexname}`);
  return rows.map(({ indexdef }) => indexdef);
}

const ID = (number) => `('018f' || lpad(to_hex(${number}), 8, '0') || '70008000000000000000')::uuid`;
const REVISION_ID = (number) => `('018e' || lpad(to_hex(${number}), 8, '0') || '70008000000000000000')::uuid`;

async function writeArticles(client, from, to, all) {
  await client.query(
    `INSERT INTO article (id, source_url, host, publisher, published_at, language, current_revision_id, lead_id, tier, state, topics, score, open_proposals, appraised_version, created_at)
     SELECT ${ID('n')}, 'https://site' || n % 400 || '.example/' || n, 'site' || n % 400 || '.example', 'Site ' || n % 400, seen, CASE WHEN n % 3 = 0 THEN 'en' ELSE 'zh-CN' END,
       ${REVISION_ID('n')}, CASE WHEN n % 7 = 0 AND n > 7 THEN ${ID('n - n % 7 - 6')} END, (ARRAY['unknown','community','trade','trade','official'])[1 + n % 5],
       CASE WHEN n < $3::int * 0.9 THEN CASE WHEN n % 10 < 7 THEN 'dismissed' ELSE 'kept' END ELSE 'new' END,
       ARRAY[($4::text[])[1 + floor(15 * random() * random())::int], ($4::text[])[1 + floor(15 * random())::int]], floor(100 * random() * random())::int, (CASE WHEN n % 11 = 0 THEN 2 ELSE 0 END), 1, seen
     FROM generate_series($1::int, $2::int) n, LATERAL (SELECT timestamptz '2024-01-01Z' + make_interval(secs => n::float8 / $3 * 86400 * 700) AS seen) t`,
    [from, to, all, TOPICS],
  );
  await client.query(
    `CREATE TEMP TABLE made AS
     SELECT n, l.language, string_agg(p.text, E'\\n' ORDER BY s) AS body, min(p.text) FILTER (WHERE s = 1) AS first, array_agg(p.place) AS places
     FROM generate_series($1::int, $2::int) n, LATERAL (SELECT CASE WHEN n % 3 = 0 THEN 'en' ELSE 'zh-CN' END AS language, CASE WHEN n % 3 = 0 THEN ${POOL / 3} ELSE ${(POOL / 3) * 2} END AS many) l,
       generate_series(1, ${SENTENCES}) s JOIN pool p ON true
     WHERE p.language = l.language AND p.place = mod(abs(hashint8(n::bigint * 100 + s)), l.many)
     GROUP BY n, l.language`.replace('JOIN pool p ON true', ', pool p'),
    [from, to],
  );
  await client.query(
    `INSERT INTO article_revision (id, article_id, number, title, body, content_hash, extracted_with, brought_by)
     SELECT ${REVISION_ID('n')}, ${ID('n')}, 1, left(first, 40), body, md5(n::text), 'rules@1', 'bench' FROM made;
     INSERT INTO article_search (article_id, title_grams, grams)
     SELECT ${ID('n')}, (SELECT p.grams[1:20] FROM pool p WHERE p.language = m.language AND p.text = m.first LIMIT 1),
       ARRAY(SELECT DISTINCT g FROM pool p, unnest(p.grams) g WHERE p.language = m.language AND p.place = ANY (m.places) ORDER BY g) FROM made m;
     INSERT INTO article_fingerprint (article_id, simhash, bands, sketch, letters, features, seen_at)
     SELECT a.id, h, ARRAY[(h & 65535)::int, (65536 | ((h >> 16) & 65535))::int, (131072 | ((h >> 32) & 65535))::int, (196608 | ((h >> 48) & 65535))::int],
       ARRAY(SELECT hashint8(m.n::bigint * 1000 + s) FROM generate_series(1, 30) s), 900,
       ARRAY(SELECT 'actor:company-' || floor(300 * random() * random())::int FROM generate_series(1, 4)) || ARRAY(SELECT 'name:n' || floor(20000 * random())::int FROM generate_series(1, 8)), a.published_at
     FROM made m JOIN article a ON a.id = ${ID('m.n')}, LATERAL (SELECT hashint8extended(m.n, 11) AS h) x;
     INSERT INTO article_origin (article_id, url, url_key, host, publisher, fold_hash, content_hash, decided_by, first_seen_at)
     SELECT a.id, a.source_url, substr(a.source_url, 9), a.host, a.publisher, md5(m.n::text || 'f'), md5(m.n::text), 'first', a.created_at FROM made m JOIN article a ON a.id = ${ID('m.n')};
     DROP TABLE made`,
  );
}

/** Three shifts an article; a tenth of all are about one company. */
async function writeShifts(client) {
  await client.query(
    `INSERT INTO shift (article_id, revision_id, fingerprint, status, kind, actor_name, confidence, claim, reviewed_at, created_at)
     SELECT a.id, a.current_revision_id, md5(a.id::text || s), (ARRAY['confirmed','confirmed','rejected','proposed','superseded'])[1 + abs(hashtext(a.id::text || s)) % 5], k.kind, k.actor, 0.8,
       jsonb_build_object('actor', jsonb_build_object('id', lower(k.actor), 'name', k.actor, 'surface', k.actor, 'resolvedBy', 'lexicon'), 'kind', k.kind, 'object', 'x', 'from', null, 'to', null,
         'counterparty', '[]'::jsonb, 'amounts', '[]'::jsonb, 'date', null, 'modality', 'announced', 'negated', false, 'attribution', null,
         'evidence', jsonb_build_array(jsonb_build_object('start', 0, 'end', 60, 'quote', repeat('关税上调', 15), 'sha256', repeat('a', 64))), 'conflicts', '[]'::jsonb, 'confidence', 0.8, 'source', 'rules@1'),
       a.created_at, a.created_at
     FROM article a, generate_series(1, 3) s, LATERAL (SELECT (ARRAY['pricing','policy','invest','layoff','product_launch','logistics_change'])[1 + abs(hashtext(a.id::text)) % 6] AS kind,
       CASE WHEN abs(hashtext(a.id::text || 'x' || s)) % 10 = 0 THEN 'Amazon' ELSE 'Company ' || abs(hashtext(a.id::text || 'y' || s)) % 400 END AS actor) k
     ORDER BY a.id`,
  );
}
