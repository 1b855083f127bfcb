import { localeFromHeader } from './accept-language.js';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['zh-TW', 'zh-TW'],
  ['zh-HK,zh;q=0.9,en;q=0.8', 'zh-TW'],
  ['zh-Hant-TW', 'zh-TW'],
  ['zh-Hans-HK', 'zh-CN'],
  ['de, zh-Hant;q=0.4, en;q=0.7', 'en'],
  ['en;q=0.1,zh-tw;q=0.9', 'zh-TW'],
  ['zh;q=0,en', 'en'],
  ['en;q=nonsense,zh', 'zh-CN'],
  [`${'x,'.repeat(5_000)}zh`, 'en'],
])('%j asks for %s', (header, locale) => {
  expect(localeFromHeader(header)).toBe(locale);
});
