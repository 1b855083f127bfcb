import { suggestAddress, suggestDomain } from './suggest-address.js';
import { WELL_KNOWN_DOMAINS } from './well-known-domains.data.js';

describe('the suggestion for', () => {
  it.each([
    ['qq.con', 'qq.com'],
    ['qq.cm', 'qq.com'],
    ['qq.co', 'qq.com'],
    ['qqcom', 'qq.com'],
    ['qq,com', 'qq.com'],
    ['qq。com', 'qq.com'],
    ['qq..com', 'qq.com'],
    ['QQ.CON ', 'qq.com'],
    ['vip.qq.con', 'vip.qq.com'],
    ['163.con', '163.com'],
    ['163.cn', '163.com'],
    ['126.vom', '126.com'],
    ['foxmial.com', 'foxmail.com'],
    ['foxmai.com', 'foxmail.com'],
    ['gmial.com', 'gmail.com'],
    ['gmai.com', 'gmail.com'],
    ['gmaill.com', 'gmail.com'],
    ['gamil.com', 'gmail.com'],
    ['gnail.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmail.cn', 'gmail.com'],
    ['gmailcom', 'gmail.com'],
    ['gmial.con', 'gmail.com'],
    ['hotmial.com', 'hotmail.com'],
    ['hotmal.com', 'hotmail.com'],
    ['hotmial.co.uk', 'hotmail.co.uk'],
    ['outlok.com', 'outlook.com'],
    ['outloook.com', 'outlook.com'],
    ['yaho.com', 'yahoo.com'],
    ['yahooo.com.tw', 'yahoo.com.tw'],
    ['icloud.co', 'icloud.com'],
    ['iclod.com', 'icloud.com'],
    ['sina.com.cm', 'sina.com.cn'],
    ['aliyum.com', 'aliyun.com'],
    ['my-shop.con', 'my-shop.com'],
  ])('%s is %s', (given, domain) => {
    expect(suggestDomain(given)).toBe(domain);
    expect(suggestAddress(`li.lei@${given}`)).toBe(`li.lei@${domain}`);
  });

  it.each([
    ...WELL_KNOWN_DOMAINS,
    ...[
      'example.com',
      'mail.example.com',
      'q.com',
      'aq.com',
      '1688.com',
      '189.com',
      'gm.com',
      'hmail.com',
      'email.cz',
      'live.se',
    ],
    ...[
      'alibaba-inc.com',
      'shopee.sg',
      'company.co',
      'company.cm',
      'tencent.com',
      'ymail.com',
      'example.cn',
      'xn--fiqs8s.xn--fiqs8s',
    ],
    ...['', '.', 'com', 'x'.repeat(500), `${'a.'.repeat(100)}con`],
  ])('%s is none', (domain) => {
    expect(suggestDomain(domain)).toBeUndefined();
  });

  it('a text without a domain is none', () => {
    for (const text of ['', 'li.lei', '@qq.con', 'li@']) expect(suggestAddress(text)).toBeUndefined();
  });

  it('a suggestion is none, so it can be followed once and for all', () => {
    for (const given of ['gmial.con', 'qqcom', 'my-shop.con', 'hotmial.com'])
      expect(suggestDomain(suggestDomain(given) ?? '')).toBeUndefined();
  });
});
