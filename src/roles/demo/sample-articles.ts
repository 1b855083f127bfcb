/** What the demo reads when it is given no file of the reader's own; the texts stand in samples/. */
export const SAMPLE_ARTICLES = [
  {
    file: 'meta-closed-models.zh-CN.txt',
    locale: 'zh-CN',
    publisher: 'Tradewind 示例',
    publishedAt: '2025-12-12T02:00:00Z',
  },
  { file: 'marketplaces.zh-CN.txt', locale: 'zh-CN', publisher: 'Tradewind 示例', publishedAt: '2025-12-20T02:00:00Z' },
  { file: 'amazon-ads.en.txt', locale: 'en', publisher: 'Tradewind sample', publishedAt: '2026-11-10T09:00:00Z' },
] as const;
