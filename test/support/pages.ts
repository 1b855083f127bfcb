/** An article of our own, nineteen paragraphs' worth of words being too much to look at: six are enough. */
export const PARAGRAPHS = [
  '星河电商平台周二宣布，将从明年一月起调整第三方卖家的佣金结构，服装类目由百分之十五降至百分之十二，家居类目则上调两个百分点。',
  '平台负责人在发布会上说，过去三年的统一费率已经不能反映不同类目的履约成本，新的结构会按退货率和仓储时间分档计算。',
  '多位卖家向记者表示，他们最担心的是过渡期内两套规则并行，账单如何核对还没有明确说法，客服的答复也前后不一。',
  '与此同时，平台将停止自建的海外仓扩张计划，转而与三家区域物流公司合作，把原定的十亿元预算改投到广告工具的开发。',
  '分析人士认为，这意味着平台从重资产的物流路线转向轻资产的流量生意，中小卖家的获客成本可能因此上升。',
  '平台表示，详细的费率表将在十二月十五日之前公布，已经签约的品牌卖家可以选择沿用旧合同到明年六月底为止。',
];
export const HEADLINE = '星河平台调整佣金结构，海外仓计划转向合作';
const FOOTER = '<div class="footer">版权所有 © 2026 某某网络 京ICP备00000000号 | 隐私政策 | 联系我们 | 扫码关注</div>';
const NAV = '<div class="nav"><a href="/">首页</a><a href="/news">资讯</a><a href="/ads">广告</a></div>';
const paragraphs = (tag = 'p') => PARAGRAPHS.map((text) => `<${tag}>${text}</${tag}>`).join('');
const page = (body: string, head = '') =>
  `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>${HEADLINE} - 某某网</title>${head}</head><body>${body}</body></html>`;

export const PAGES = {
  article: page(`${NAV}<main><article><h1>${HEADLINE}</h1>${paragraphs()}</article></main>${FOOTER}`),
  divSoup: page(
    `${NAV}<div><div><div class="a1"><div>${HEADLINE}</div><div class="b2">${paragraphs('div')}</div></div><div>${FOOTER}</div></div></div>`,
  ),
  breaks: page(`${NAV}<div id="c"><font>${PARAGRAPHS.join('<br><br>')}</font></div>${FOOTER}`),
  weChat: page(
    `<div id="js_article"><h1 id="activity-name">${HEADLINE}</h1><a id="js_name">跨境观察</a><em id="publish_time">2026-11-20 09:30</em>
     <div id="js_content" style="visibility: hidden; opacity: 0;"><section>${PARAGRAPHS.map((text) => `<p><span>${text}</span></p>`).join('')}</section></div></div>
     <div id="js_pc_qr_code">微信扫一扫关注该公众号</div><div>预览时标签不可点 轻触查看原文 继续滑动看下一个</div>${FOOTER}`,
    `<meta property="og:title" content="${HEADLINE}"><meta property="og:description" content="佣金结构有变">`,
  ),
  jsonLdOnly: page(
    `<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>${FOOTER}`,
    `<script type="application/ld+json">${JSON.stringify({
      '@context': 'https://schema.org',
      '@graph': [
        { '@type': 'WebSite', name: '某某网' },
        {
          '@type': 'NewsArticle',
          headline: HEADLINE,
          datePublished: '2026-11-20T09:30:00+08:00',
          author: [{ '@type': 'Person', name: '林记者' }],
          publisher: { '@type': 'Organization', name: '某某网' },
          articleBody: PARAGRAPHS.join('\n'),
        },
      ],
    })}</script>`,
  ),
  short: page(
    `${NAV}<article><h1>快讯</h1><p>${PARAGRAPHS[0]}</p><p>${PARAGRAPHS[5]}</p></article><div>阅读 1234 赞 56</div>${FOOTER}`,
  ),
  paywalled: page(
    `<article><h1>${HEADLINE}</h1>${PARAGRAPHS.slice(0, 4)
      .map((text) => `<p>${text}</p>`)
      .join('')}<div class="paywall">订阅后继续阅读</div></article>${FOOTER}`,
    `<script type="application/ld+json">{"@type":"NewsArticle","headline":"${HEADLINE}","isAccessibleForFree":"False"}</script>`,
  ),
  descriptionOnly: page(
    `<div id="app"></div>${FOOTER}`,
    `<meta property="og:description" content="星河平台将下调服装类目佣金，并停止自建海外仓。">`,
  ),
  footerOnly: page(`<div id="app"></div>${FOOTER}`),
  challenge: page(
    '<h1>Just a moment...</h1><p>Please wait while we check your browser. Enable JavaScript and cookies to continue.</p>',
  ),
} as const;
