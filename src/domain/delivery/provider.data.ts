/**
 * Receiving providers that have a pace of their own. `domains`: mailbox domains that are theirs. `mx`: ends of the names of their mail
 * servers, which also tell a company's own domain that is hosted there. `holdMinutes`: how long mail to it rests after it has blocked us,
 * step by step. How many connections a provider bears is the relay's business, and can be set there.
 */
export type ProviderFacts = {
  domains: readonly string[];
  mx: readonly string[];
  holdMinutes?: readonly number[];
};

export const PROVIDER_FACTS = {
  google: { domains: ['gmail.com', 'googlemail.com'], mx: ['google.com', 'googlemail.com', 'smtp.goog'] },
  microsoft: {
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'live.cn', 'hotmail.co.uk', 'hotmail.fr', 'outlook.fr', 'outlook.jp'],
    mx: ['protection.outlook.com', 'olc.protection.outlook.com', 'mx.microsoft', 'protection.partner.outlook.cn'],
  },
  yahoo: {
    domains: ['yahoo.com', 'ymail.com', 'rocketmail.com', 'aol.com', 'yahoo.co.uk', 'yahoo.fr', 'yahoo.de', 'yahoo.com.hk', 'yahoo.com.tw'],
    mx: ['yahoodns.net'],
  },
  apple: { domains: ['icloud.com', 'me.com', 'mac.com'], mx: ['mail.icloud.com'] },
  // Limits by IP, domain and sender; blocked for minutes, then hours, then the rest of the day.
  qq: { domains: ['qq.com', 'foxmail.com', 'vip.qq.com'], mx: ['mx1.qq.com', 'mx2.qq.com', 'mx3.qq.com'], holdMinutes: [10, 120, 1_440] },
  'tencent-exmail': { domains: [], mx: ['mxbiz1.qq.com', 'mxbiz2.qq.com', 'exmail.qq.com'], holdMinutes: [10, 120, 1_440] },
  netease: {
    domains: ['163.com', '126.com', 'yeah.net', '188.com', 'vip.163.com', 'vip.126.com'],
    mx: ['mxmail.netease.com'],
  },
  'netease-qiye': { domains: [], mx: ['qiye163.com', 'ym.163.com', 'qiye.163.com'] },
  aliyun: { domains: ['aliyun.com'], mx: ['mxhichina.com', 'aliyun.com', 'qiye.aliyun.com'] },
  sina: { domains: ['sina.com', 'sina.cn', 'vip.sina.com'], mx: ['sinamail.sina.com.cn', 'sina.com.cn'] },
  yandex: { domains: ['yandex.ru', 'yandex.com', 'ya.ru'], mx: ['yandex.ru', 'yandex.net'] },
  mailru: { domains: ['mail.ru', 'bk.ru', 'inbox.ru', 'list.ru'], mx: ['mail.ru'] },
  zoho: { domains: ['zohomail.com', 'zoho.com'], mx: ['zoho.com', 'zoho.eu', 'zoho.in', 'zohomail.com'] },
  other: { domains: [], mx: [] },
} as const satisfies Record<string, ProviderFacts>; // prettier-ignore
