import { detectLanguage, foreignLanguage } from './language.js';

describe('the language of an article', () => {
  it.each([
    ['zh-CN', '亚马逊宣布上调美国站物流费用,卖家需要在一月前调整定价。'],
    ['zh-TW', '亞馬遜宣布調漲美國站物流費用,賣家須在一月前調整定價。'],
    ['zh-TW', '蝦皮購物將於三月調整手續費,「賣家中心」已公告新制。'],
    ['zh-CN', 'Meta砍掉元宇宙!6000亿ALL IN AI,跨境新商机!'],
    ['en', 'Amazon said on Tuesday that it will raise the referral fee for apparel sellers.'],
    ['en', 'Temu (拼多多) opens its first US warehouse, people with knowledge of the plan said on Friday.'],
    [null, 'アマゾンは出品者向けの手数料を引き上げると発表した。'],
    [null, '아마존은 판매자 수수료를 인상한다고 발표했다.'],
    [null, 'Компания Ozon сообщила о новой стратегии на рынке.'],
    [null, '12345'],
  ])('%s: %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it.each([
    ['Japanese', 'アマゾンは出品者向けの手数料を引き上げると発表した。'],
    ['Japanese', '楽天市場、出店料を改定へ。来春から新しい料金体系に移行する。'],
    ['Korean', '아마존은 판매자 수수료를 인상한다고 발표했다.'],
    [null, 'Компания сообщила.'],
    [null, '亚马逊宣布上调费用。'],
  ])('that is not read is named: %s', (language, text) => {
    expect(foreignLanguage(text)).toBe(language);
  });
});
