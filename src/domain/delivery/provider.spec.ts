import { PROVIDERS, providerOfDomain, providerOfMx } from './provider.js';

describe('the provider of a mailbox', () => {
  it.each([
    ['gmail.com', 'google'],
    ['QQ.com', 'qq'],
    ['foxmail.com', 'qq'],
    ['126.com', 'netease'],
    ['hotmail.com', 'microsoft'],
    ['shop.example', undefined],
  ] as const)('at %s is %s by its domain', (domain, provider) => {
    expect(providerOfDomain(domain)).toBe(provider);
  });

  it.each([
    [['aspmx.l.google.com.', 'alt1.aspmx.l.google.com'], 'google'],
    [['shop-example.mail.protection.outlook.com'], 'microsoft'],
    [['mxbiz1.qq.com', 'mxbiz2.qq.com'], 'tencent-exmail'],
    [['mx3.qq.com'], 'qq'],
    [['qiye163mx01.mxmail.netease.com'], 'netease'],
    [['hzmx01.mxmail.netease.com'], 'netease'],
    [['mx1.qiye163.com'], 'netease-qiye'],
    [['mxn.mxhichina.com'], 'aliyun'],
    [['mail.notgoogle.com'], 'other'],
    [['evilmail.ru'], 'other'],
    [[], 'other'],
  ] as const)('with the servers %j is %s', (hosts, provider) => {
    expect(providerOfMx(hosts)).toBe(provider);
  });

  it('is one of a closed list, each in the ledger by its name', () => {
    expect(PROVIDERS).toContain('other');
    expect(new Set(PROVIDERS).size).toBe(PROVIDERS.length);
  });
});
