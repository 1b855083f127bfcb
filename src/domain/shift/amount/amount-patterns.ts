import type { Amount } from '../shift.schema.js';
import { alternation, HAN_CENTS, HAN_CURRENCIES, HAN_LEADING, LATIN_CENTS, LEADING_CURRENCIES, TRAILING_CURRENCIES, TRAILING_MARKS } from './currencies.js'; // prettier-ignore
import { ARABIC, HAN_NUMERAL, HAN_SCALE, LATIN_SCALE } from './number-words.js';

/** How an amount is written. Named groups: `number`, `scale`, `high`, `highScale`, `currency`, `vague`, `tail` and such; see `readAmount`. */
export interface AmountPattern {
  re: RegExp;
  unit: Amount['unit'];
  /** What the number is multiplied by: a cent is a hundredth of its currency. */
  factor?: number;
}

/** A text without one of these marks holds no amount of the unit. */
export const AMOUNT_MARKS: Readonly<Record<string, RegExp>> = {
  percent: /%|‰|分之|成|点|percent|per cent|bps|basis/iu,
  positions: /[人员岗职位工缺会手师家机骑店播服]|[a-z]s\b|people|staff|workforce|headcount/iu,
};

const NUMBER = `(?:${ARABIC}|${HAN_NUMERAL})`;
const HAN_UNIT = `${alternation(Object.keys(HAN_CURRENCIES))}|元|块钱`;
const LEAD = alternation(Object.keys(LEADING_CURRENCIES));
const HAN_LEAD = alternation(Object.keys(HAN_LEADING));
const TRAIL = alternation(Object.keys(TRAILING_CURRENCIES));
const TAIL = '(?<tail>(?:及|或)?以上|左右|上下|(?:及|或)?以下|(?:及|或)?以内|之内|\\(人民币\\))?';
const MORE = '(?<more>多|余|来)?';
const DASH = '(?:至|到|-|~|—|–)';
const STAFF =
  '(?:职位|岗位|职缺|职务|员工|雇员|职员|工作机会|人员|人手|人力|工程师|科学家|研究员|研究人员|季节工|临时工|合同工|外包工|工人|客服|司机|骑手|程序员|店员|工读生|主播|审核员|就业机会)';
const HAN_POSITION = `(?:(?:个|名|位|余名|多名)\\s*[\\p{Script=Han}]{0,6}?)?${STAFF}`;
const LATIN_NUMBER = `(?<number>${ARABIC})\\s?-?(?<scale>(?:${LATIN_SCALE})\\b)?`;
const NOT_A_NOUN =
  'and|or|to|in|of|for|with|on|by|will|from|its|as|at|the|a|that|are|is|it|per|percent|million|billion';
const LATIN_STAFF =
  'jobs|roles|positions|employees|workers|staff|staffers|engineers|posts|layoffs|designers|couriers|drivers|managers|researchers|moderators|recruiters|editors|developers|contractors|technicians|inspectors|agents|officers|associates|hires|headcount|redundancies|full-timers';
const SHARE_OF =
  '(?=的?(?:员工|职位|岗位|人员|人手|人力|股份|股权|关税|业务|产能|订单|支出|预算|以上|左右)|[,。;、)]|$)';

/** The most explicit first: a later pattern never takes what an earlier one has. */
export const AMOUNT_PATTERNS: readonly AmountPattern[] = [
  { unit: 'money', re: new RegExp(`(?<![\\d.])(?<![从由自])(?<number>${NUMBER})(?<scale>${HAN_SCALE})?(?:${HAN_UNIT})?\\s?${DASH}\\s?(?<high>${NUMBER})\\s?(?<highScale>${HAN_SCALE})?\\s?(?<currency>${HAN_UNIT})`, 'gu') },
  { unit: 'money', re: new RegExp(`(?<currency>${HAN_LEAD})\\s?(?<number>${NUMBER}|数|几)?${MORE}(?<scale>${HAN_SCALE})?(?<more2>多|余)?(?:元|圆)?${TAIL}`, 'gu') },
  { unit: 'money', re: new RegExp(`(?<number>${NUMBER}|数|几|上)?\\s?${MORE}(?<scale>${HAN_SCALE})?(?<more2>多|余)?\\s?(?<currency>${HAN_UNIT})${TAIL}`, 'gu') },
  { unit: 'money', re: new RegExp(`(?<![A-Za-z])(?<!\\bfrom\\s)(?<currency>${LEAD})\\s?(?<number>${ARABIC})\\s?(?<scale>(?:${LATIN_SCALE}|${HAN_SCALE})(?![A-Za-z]))?\\s?(?:to|-|~|–)\\s?(?:${LEAD})?\\s?(?<high>${ARABIC})\\s?-?(?<highScale>(?:${LATIN_SCALE}|${HAN_SCALE})(?![A-Za-z]))`, 'giu') },
  { unit: 'money', re: new RegExp(`(?<![A-Za-z])(?<!\\bfrom\\s)(?<currency>${LEAD})\\s?(?<number>${ARABIC})\\s?(?:to|-|~|–)\\s?(?:${LEAD})\\s?(?<high>${ARABIC})`, 'gu') },
  { unit: 'money', re: new RegExp(`(?<=\\bbetween\\s)(?<currency>${LEAD})\\s?(?<number>${ARABIC})\\s?(?<scale>(?:${LATIN_SCALE})(?![A-Za-z]))?\\sand\\s(?:${LEAD})?\\s?(?<high>${ARABIC})(?:\\s?-?(?<highScale>(?:${LATIN_SCALE})(?![A-Za-z])))?`, 'giu') },
  { unit: 'money', re: new RegExp(`(?<![A-Za-z])(?<currency>${LEAD})\\s?(?<number>\\d{1,3}(?:\\.\\d{3}){2,}|${ARABIC})(?:\\s?-?(?<scale>(?:${LATIN_SCALE}|${HAN_SCALE})(?![A-Za-z])))?`, 'gu') },
  { unit: 'money', re: new RegExp(`(?<![A-Za-z\\d])${LATIN_NUMBER}\\s(?<currency>${TRAIL})\\b`, 'giu') },
  { unit: 'money', re: new RegExp(`(?<![A-Za-z\\d.,])(?<number>${ARABIC})\\s?(?<currency>${alternation(Object.keys(TRAILING_MARKS))})(?![\\d\\p{L}])`, 'gu') },
  { unit: 'money', factor: 0.01, re: new RegExp(`(?<number>${NUMBER})(?<currency>${alternation(Object.keys(HAN_CENTS))})`, 'gu') },
  { unit: 'money', factor: 0.01, re: new RegExp(`(?<![A-Za-z\\d])(?<number>${ARABIC})\\s(?<currency>${alternation(Object.keys(LATIN_CENTS))})\\b(?! of)`, 'giu') },
  { unit: 'money', re: new RegExp(`(?<=(?:收|付|花|卖|补贴|补|涨|降|加|减|省|仅|只|每[件单票斤箱])(?:了|到|至|约|收)?)(?<number>${NUMBER})(?<currency>块)(?=[,。;!起]|$)`, 'gu') },
  { unit: 'positions', re: new RegExp(`(?<number>${NUMBER}|数|几|上)${MORE}(?<scale>${HAN_SCALE})?(?<more2>多|余)?${HAN_POSITION}(?<tail>以上|左右|上下)?`, 'gu') },
  { unit: 'positions', re: new RegExp(`(?<=(?:裁|解雇|资遣|遣散|辞退|招聘|招募|招|扩招|增聘|减员|缩编|优化|精简|员工|人力|规模|失去工作)[^,;]{0,12})(?<number>${NUMBER}|数|几|上)${MORE}(?<scale>${HAN_SCALE})?(?<more2>多|余)?(?:名|位|个)?人(?![民士才工均次才])(?<tail>以上|左右|上下)?`, 'gu') },
  { unit: 'positions', re: new RegExp(`(?<![A-Za-z\\d$€£.,])${LATIN_NUMBER}\\s(?:(?!(?:${NOT_A_NOUN})\\s)[a-z-]+\\s){0,3}?(?:${LATIN_STAFF})\\b`, 'giu') },
  { unit: 'positions', re: new RegExp(`(?<=\\b(?:lay(?:ing|s)? off|laid off|cut|cuts|cutting|hir(?:e|es|ed|ing)|recruit|let go|employ|workforce|staff|headcount|jobs|add|adding)\\b[^;.]{0,40})(?<![A-Za-z\\d$€£.,])${LATIN_NUMBER}\\s(?:more |additional |new )?people\\b`, 'giu') },
  { unit: 'positions', re: new RegExp(`(?<![A-Za-z\\d$€£.,])${LATIN_NUMBER}\\speople\\b(?=[^,;.]{0,20}\\b(?:laid off|cut|let go|lost|lose|redundant|affected|dismissed))`, 'giu') },
  { unit: 'positions', re: /(?<vague>dozens|hundreds|thousands|tens of thousands) of (?:[a-z-]+ ){0,2}?(?:jobs|roles|positions|employees|workers|staff|engineers|people(?= (?:were|will|have|lost)))\b/giu },
  { unit: 'money', re: new RegExp(`\\b(?:(?<vague>tens|hundreds|thousands) of )?(?<scale>million|billion|trillion)s of (?<currency>${TRAIL})\\b`, 'giu') },
  { unit: 'percent', re: new RegExp(`(?<![\\d.])(?<!(?:从|由|自|\\bfrom)\\s?)(?<number>${ARABIC})\\s?(?:%|(?:\\s(?:percent|per cent))?)\\s?(?:至|到|-|~|–|to)\\s?(?<high>${ARABIC})\\s?(?:%|个百分点|\\s(?:percent|per cent|percentage points?)\\b)`, 'gu') },
  { unit: 'percent', re: new RegExp(`(?<number>${ARABIC})\\s?(?:%|个百分点)(?<tail>以上|左右|以下|以内)?`, 'gu') },
  { unit: 'percent', re: new RegExp(`(?<![A-Za-z\\d])(?<number>${ARABIC})(?:%|\\s?(?:percent|per cent|percentage points?)\\b)`, 'giu') },
  { unit: 'percent', re: new RegExp(`百分之(?<number>${NUMBER})`, 'gu') },
  { unit: 'percent', factor: 0.1, re: new RegExp(`千分之(?<number>${NUMBER})`, 'gu') },
  { unit: 'percent', factor: 0.1, re: new RegExp(`(?<number>${ARABIC})‰`, 'gu') },
  { unit: 'percent', factor: 0.01, re: new RegExp(`(?<number>${NUMBER})个?基点`, 'gu') },
  { unit: 'percent', factor: 0.01, re: new RegExp(`(?<![A-Za-z\\d])(?<number>${ARABIC})\\s?(?:bps|basis points?)\\b`, 'giu') },
  { unit: 'percent', re: /(?<half>(?<number>[一二两三四五六七八九])成半)(?![交功立为长果员熟本])/gu },
  { unit: 'percent', re: /(?<tenth>(?<number>[一二两三四五六七八九])成(?<unitDigit>[一二三四五六七八九]))(?!一|二)/gu },
  { unit: 'percent', re: new RegExp(`(?<tenth>(?<number>[一二两三四五六七八九])成)${SHARE_OF}`, 'gu') },
  { unit: 'percent', re: new RegExp(`(?<of>[二三四五六七八九十])分之(?<number>[一二两三四五六七八九])${SHARE_OF.replace('[,。;、)]|$', '[,。;]|$|的人')}`, 'gu') },
  { unit: 'money', re: new RegExp(`(?<=(?:投资|投入|斥资|耗资|豪掷|注资|融资|估值|作价)(?:了|超过|逾|约|近|高达)?)(?<number>${ARABIC})(?<scale>万亿|亿)(?=[,。;建用于元到在]|$)`, 'gu') },
]; // prettier-ignore
