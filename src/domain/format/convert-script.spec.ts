import { convertScript } from './convert-script.js';
import { localisedIn, sayIn } from './localise.js';

test.each([
  ['发布', '發布'],
  ['质量', '品質'],
  ['移动支付', '行動支付'],
  ['用户', '用戶'],
  ['半托管与全托管', '半託管與全託管'],
  ['平台优化了后台', '平台優化了後台'],
  ['服务器和软件', '伺服器和軟體'],
  ['数据中心', '資料中心'],
  ['人工智能', '人工智慧'],
  ['头发、干货、面条', '頭髮、乾貨、麵條'],
  ['扎克伯格与英伟达', '祖克柏與輝達'],
  ['众议院通过法案', '眾議院通過法案'],
  ['卖家账户与渠道', '賣家帳戶與管道'],
  ['一键结账、访问权限', '一鍵結帳、存取權限'],
  ['访问中国', '訪問中國'],
])('writes %s as %s for Taiwan', (simplified, traditional) => {
  expect(convertScript(simplified, 'zh-TW')).toBe(traditional);
});

test.each([
  ['祖克柏說資料中心與軟體', '扎克伯格说数据中心与软件'],
  ['行動支付的使用者', '移动支付的用户'],
])('writes %s as %s for the mainland', (traditional, simplified) => {
  expect(convertScript(traditional, 'zh-CN')).toBe(simplified);
});

test('leaves URLs and addresses alone', () => {
  const text = '详见 https://ex.example/资讯?来源=后台&x=1，或写信给 news@发布.example。';
  expect(convertScript(text, 'zh-TW')).toBe('詳見 https://ex.example/资讯?来源=后台&x=1，或寫信給 news@发布.example。');
});

test('says the words of a source only to readers who can read them', () => {
  expect(sayIn('封闭模型', 'zh-CN', 'zh-TW')).toBe('封閉模型');
  expect(sayIn('封闭模型', 'zh-CN', 'en')).toBeNull();
  expect(sayIn('Scale AI', 'zh-CN', 'en')).toBe('Scale AI');
  expect(sayIn('gpt-oss', 'en', 'zh-CN')).toBe('gpt-oss');
  expect(sayIn('Llama 4', 'en', 'zh-TW')).toBe('Llama 4');
  expect(sayIn('a referral fee of 8%', 'en', 'zh-CN')).toBeNull();
});

test('falls back from one Chinese script to the other, and never across languages', () => {
  expect(localisedIn({ 'zh-CN': '用户质量' }, 'zh-TW')).toBe('用戶品質');
  expect(localisedIn({ 'zh-TW': '軟體' }, 'zh-CN')).toBe('软件');
  expect(localisedIn({ 'zh-CN': '用户' }, 'en')).toBeNull();
  expect(localisedIn({ en: 'Fees fall' }, 'zh-CN')).toBeNull();
  expect(localisedIn({ 'zh-CN': '甲', 'zh-TW': '乙' }, 'zh-TW')).toBe('乙');
});
