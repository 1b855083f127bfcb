import { FURNITURE_RULES } from './furniture-rules.data.js';
import { stripFurniture } from './strip-furniture.js';

const NEWS = `亚马逊宣布自2026年1月15日起上调美国站FBA配送费,平均每件增加0.08美元。
公司称,新费率适用于全部尺寸分段,卖家可在卖家中心查看测算工具。
多家服务商表示,小件商品的利润将受到影响,部分卖家已开始调整定价。`;
const ENGLISH = `Amazon will raise its fulfilment fees in the United States on January 15, 2026.
The company said the average increase is $0.08 a unit and covers all size tiers.
Sellers can see the effect on their own catalogue in a calculator it published on Tuesday.`;

describe('a line of furniture', () => {
  it.each([
    ['icp', '粤公网安备 44011302004783号'],
    ['icp', '京ICP备12345678号-1'],
    ['copyright', '© 2026 Example Media. All rights reserved.'],
    ['copyright', '版权所有 未经许可不得转载'],
    ['origin-zh', '本文来源:新媒网 https://news.example/posts/a.html'],
    ['origin-zh', '來源：聯合報'],
    ['origin-zh', '原文链接:https://news.example/a'],
    ['origin-repost-zh', '本文由某某研究院原创,转载请注明出处'],
    ['credit-zh', '责任编辑：王小明'],
    ['credit-zh', '图片来源:视觉中国'],
    ['disclaimer-zh', '免责声明:本文仅代表作者个人观点,不构成投资建议,据此操作风险自担。'],
    ['disclaimer-zh', '【版权声明】:本站部分内容来自网络,如有侵权请联系删除。'],
    ['views-zh', '以上内容仅供参考,不构成任何投资建议。'],
    ['infringe-zh', '如涉及侵权,请联系我们删除。'],
    ['no-repost-zh', '未经授权,严禁转载。'],
    [
      'account-zh',
      '新媒网(公号: 新媒网跨境发布),是一个专业的跨境电商、游戏、支付、贸易和广告社区平台,为百万跨境人传递最新的海外淘金精准资讯情报。',
    ],
    ['account-line-zh', '微信公众号:跨境早报'],
    ['follow-zh', '长按识别二维码,关注我们'],
    ['follow-zh', '歡迎掃碼關注公眾號'],
    ['read-original-zh', '点击阅读原文'],
    ['share-zh', '分享到: 微信 微博 QQ空间'],
    ['share-zh', '阅读 1234 赞 56 在看 7'],
    ['comments-zh', '全部评论 (12)'],
    ['end-mark-zh', '(完)'],
    ['ad-mark', 'Advertisement'],
    ['cookies', 'We use cookies to improve your experience on this website.'],
    ['cookies', 'Accept all cookies'],
    ['read-more', 'Read more: Ten tools for sellers'],
    ['subscribe', 'Sign up for our daily newsletter and never miss a story'],
    ['subscribe', 'Subscribe to get the latest updates.'],
    ['share', 'Share this article on Facebook Twitter LinkedIn'],
    ['credit', 'Photo: Jane Doe / Example Images'],
    ['credit', 'Reporting by Jane Doe in Seattle'],
    ['reading-time', '5 min read'],
    ['reading-time', 'Last updated: 12 Nov 2026, 09:30'],
    ['disclaimer', 'Disclaimer: the author holds no shares of companies named here.'],
  ])('goes by rule %s: %s', (rule, line) => {
    const body = /\p{Script=Han}/u.test(line) ? NEWS : ENGLISH;
    expect(stripFurniture(`${body}\n${line}`)).toEqual({ body, stripped: [{ rule, text: line }] });
    const [first = '', ...rest] = body.split('\n');
    expect(stripFurniture([first, '', line, '', ...rest].join('\n')).stripped).toEqual([{ rule, text: line }]);
  });

  it('goes with the list of titles that it heads', () => {
    const tail = '推荐阅读\n亚马逊又涨价了\n独立站的下一个十年\n\n粤ICP备2020123456号';
    const { body, stripped } = stripFurniture(`${NEWS}\n${tail}`);
    expect(body).toBe(NEWS);
    expect(stripped.map(({ rule }) => rule)).toEqual(['related-zh', 'related-zh', 'related-zh', 'icp']);
  });
});

describe('a sentence of the article stays', () => {
  it.each([
    '声明称,亚马逊将从明年起停止第三方仓储合作。',
    '公司在声明中表示:未经授权的卖家账号将被关闭。',
    '来源于欧盟的商品不再适用该关税。',
    '作者认为,平台的规则变化会持续到明年。',
    '亚马逊关注卖家合规,欢迎品牌方加入透明计划。',
    '版权所有者可以通过品牌注册投诉侵权商品。',
    '责任编辑制度将在平台上线,卖家需要指定一名合规负责人。',
    '微信公众号平台宣布,对广告主上调服务费。',
    '扫码支付手续费将由0.6%上调至0.8%。',
    '分享到TikTok的商品视频将带有购物车链接。',
    '点击付费广告的平均费用上涨。',
    '免责声明:平台自2026年起对每单收取0.3美元。',
    '阅读量超过10万次的内容可获得5000美元奖励。',
    '如涉及侵权,平台将直接下架商品并冻结账户资金。',
    '未经授权销售该品牌商品的卖家不得参加Prime Day。',
    '编辑:亚马逊裁员600人。',
    'Read more than 40 seller complaints and the pattern is clear: payouts are late.',
    'Sign up for Walmart Marketplace now takes two days, the company said.',
    'Share of third-party sellers rose to 62% in the quarter.',
    'By January, every seller must hold a German packaging number.',
    'Copyright rules for AI training will change in March.',
    'Cookies will no longer be blocked in Chrome, Google said.',
    'Subscribe with Google will close in March, and publishers must move.',
    'Related party transactions must be disclosed from 2026.',
    'Disclosure: sellers pay $39.99 a month from June.',
    'Photo uploads are limited to 12 per listing from June.',
    'Advertising revenue grew faster than retail.',
    'Updated fees apply to all sellers.',
    'End',
    'We use cookies less, the chief executive said, announcing the end of third-party tracking in every market the company serves, from the United States to Japan, where regulators had asked for it since the spring and where rivals had moved first; advertisers will be told in March, and a new interface replaces the old one in June, according to a person who has seen the plan, which covers phones and tablets too.',
  ])('%s', (line) => {
    const body = /\p{Script=Han}/u.test(line) ? NEWS : ENGLISH;
    expect(stripFurniture(`${body}\n${line}`)).toEqual({ body: `${body}\n${line}`, stripped: [] });
    expect(stripFurniture(`${line}\n${body}`).stripped).toEqual([]);
  });

  it('when a heading like 推荐阅读 is followed by sentences', () => {
    const text = `${NEWS}\n推荐阅读\n亚马逊表示,新规自三月起生效。`;
    expect(stripFurniture(text)).toEqual({ body: text, stripped: [] });
  });

  it('when the rules would take more than half of the text', () => {
    const text = '关税上调。\n免责声明:本文仅代表作者个人观点,不构成投资建议,据此操作风险自担。\n点击阅读原文';
    expect(stripFurniture(text)).toEqual({ body: text, stripped: [] });
  });
});

describe('a text', () => {
  it('without furniture comes back letter for letter', () => {
    const odd = `${NEWS}\n\n\n\n  一行,前后有空格  \n\t${ENGLISH}`;
    expect(stripFurniture(odd).body).toBe(odd);
  });

  it('that was stripped has nothing left to strip', () => {
    const once = stripFurniture(`分享到: 微信\n${NEWS}\n本文来源:某网\n点击阅读原文\n粤ICP备2020123456号`);
    expect(once.body).toBe(NEWS);
    expect(stripFurniture(once.body)).toEqual({ body: NEWS, stripped: [] });
  });

  it('of many long lines is judged in time that grows with its length only', () => {
    const begun = performance.now();
    const nasty = [
      '微信 '.repeat(30),
      'share '.repeat(24),
      `${'分享到'.repeat(20)}x`,
      'a'.repeat(500),
      `如有${'侵'.repeat(150)}`,
    ];
    stripFurniture(Array.from({ length: 4_000 }, (_, at) => nasty[at % nasty.length]).join('\n'));
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe('the rules', () => {
  it('have ids of their own', () => {
    expect(new Set(FURNITURE_RULES.map(({ id }) => id)).size).toBe(FURNITURE_RULES.length);
  });
});
