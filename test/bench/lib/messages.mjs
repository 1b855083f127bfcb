// Two mails of our own making, the same on every machine: nobody's text, and no two sentences alike.

const SUBJECTS = [
  '跨境平台',
  '物流商',
  '支付机构',
  '广告系统',
  '海外仓',
  '合规团队',
  '选品工具',
  '卖家后台',
  '监管部门',
  '搜索引擎',
  '云服务商',
  '品牌方',
];
const MOVES = ['调整', '取消', '推迟', '提前', '收紧', '放宽', '合并', '拆分', '公布', '试行', '撤回', '上调'];
const OBJECTS = [
  '结算周期',
  '入仓费用',
  '退货时限',
  '广告竞价规则',
  '数据接口',
  '类目佣金',
  '本地履约要求',
  '税务申报方式',
  '库存上限',
  '配送承诺',
  '账号审核',
  '定价工具',
];
const REASONS = [
  '以应对旺季压力',
  '因为成本继续上升',
  '为了减少纠纷',
  '并且给出过渡期',
  '但没有说明期限',
  '以便新卖家适应',
  '同时保留原有通道',
  '而欧洲站暂不受影响',
];
const WORDS =
  'carrier seller market fee policy window return stock price region partner review notice margin launch channel'.split(
    ' ',
  );

/** A small linear congruential generator: the same seed gives the same numbers. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pick = (random, list) => list[Math.floor(random() * list.length)];

function sentence(random) {
  const day = 1 + Math.floor(random() * 28);
  const share = (random() * 40).toFixed(1);
  return `${pick(random, SUBJECTS)}宣布自 ${day} 日起${pick(random, MOVES)}${pick(random, OBJECTS)}，涉及约 ${share}% 的订单，${pick(random, REASONS)}。`;
}

function times(count, make) {
  return Array.from({ length: count }, (_, index) => make(index));
}

const cell = (body) =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:8px 24px;font-family:'PingFang SC',Arial,sans-serif;font-size:15px;line-height:1.7;color:#1f2933;">${body}</td></tr></table>`;

function page(locale, title, body) {
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${title}</title></head><body style="margin:0;background:#f4f5f7;">${body}</body></html>`;
}

function compiled(locale, subject, html, text) {
  return {
    locale,
    subject,
    preheader: subject,
    html,
    text,
    mjml: '<mjml></mjml>',
    sizeBytes: Buffer.byteLength(html),
    warnings: [],
  };
}

/** About 60 KB of Chinese, html and text together: the weekly digest of six articles. */
export function aDigest() {
  const random = seeded(20_261_126);
  const articles = times(6, (index) => ({
    title: `${index + 1}. ${pick(random, SUBJECTS)}${pick(random, MOVES)}${pick(random, OBJECTS)}`,
    paragraphs: times(9, () => times(6, () => sentence(random)).join('')),
  }));
  const html = articles.map(
    ({ title, paragraphs }) =>
      cell(
        `<h2 style="margin:0;font-size:19px;color:#0b3d63;"><a href="https://news.example/shift/${Math.floor(random() * 1e9)}">${title}</a></h2>`,
      ) + paragraphs.map((text) => cell(`<p style="margin:0 0 10px 0;">${text}</p>`)).join(''),
  );
  const foot = cell('<a href="⟦unsubscribe-url⟧">退订</a> · <a href="⟦preferences-url⟧">更改设置</a>');
  const text = articles
    .map(({ title, paragraphs }) => `${title}\n\n${paragraphs.slice(0, 3).join('\n\n')}\n`)
    .join('\n');
  const subject = '本周策略变动：平台规则与履约成本';
  return compiled(
    'zh-CN',
    subject,
    page('zh-CN', subject, html.join('') + foot),
    `${text}\n退订：⟦unsubscribe-url⟧\n更改设置：⟦preferences-url⟧\n`,
  );
}

/** About 4.5 KB of English, html and text together: a short notice. */
export function aSmallMail() {
  const random = seeded(4_711);
  const paragraphs = times(6, () => `${times(46, () => pick(random, WORDS)).join(' ')}.`);
  const html = paragraphs
    .map((text) => `<p style="margin:0 0 12px 0;font-family:Arial,sans-serif;">${text}</p>`)
    .join('\n');
  const foot = '<p><a href="⟦unsubscribe-url⟧">Unsubscribe</a> <a href="⟦preferences-url⟧">Preferences</a></p>';
  const subject = 'One shift this morning';
  return compiled(
    'en',
    subject,
    page('en', subject, `\n${html}\n${foot}\n`),
    `${paragraphs.join('\n\n')}\n\nUnsubscribe: ⟦unsubscribe-url⟧\nPreferences: ⟦preferences-url⟧\n`,
  );
}

export function sizeOf({ html, text }) {
  return Buffer.byteLength(html) + Buffer.byteLength(text);
}
