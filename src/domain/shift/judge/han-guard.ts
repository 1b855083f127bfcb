import type { Cue } from '../cues/cue.js';
import { clauseAt, type Reading } from '../reading/reading.js';

/** `drop` ends a candidate; else `penalty` is taken from its confidence. */
export interface Verdict {
  drop: string | null;
  penalty: number;
}

const NEGATION =
  /(?:否认|驳斥|辟谣|不属实|没有(?:任何)?(?:计划|打算|意愿)?|暂无|无意|无计划|不打算|不会|不考虑|不愿|不想|从未|并未|尚未|还未|并非|拒绝|未能|未曾|不曾|无法|不能|难以|未(?!来)|而非|而不是|不是|避免|防止|免于|免遭|不必|无需|不用|没|别)(?:[^,;]{0,16})$/u;
const FALSE_NEGATION =
  /不得不|不得|未满|不满|未经|不限|无论|不低于|不超过|不少于|不高于|不可抗|不仅|不断|不惜|不久|不少|不同|不只|不但|不论|不过|没收|分别|特别|个别|级别|识别|别墅|不排除/gu;
/** A denial that follows what it denies: "…, 公司否认". */
const DENIED_AFTER =
  /(?:公司|双方|两家公司|对方|官方|后者|两家|三方|各方|[^,;。]{0,8}方)(?:都|均|也|随后|当天|很快|已|则)*(?:予以|坚决|公开)?(?:否认|回应称?没有|说没|表示没有|辟谣)|没有?这?回?事|并无此事|子虚乌有|纯属(?:谣言|虚构|误会)|不实|没影/u;
const RUMOUR_DENIED =
  /(?:消息|传闻|报道|说法)(?:并)?(?:不实|不属实|不准确|纯属|系谣言|为假)|(?:予以|公开|坚决)?否认(?:了)?(?:这一|该|上述|相关)?(?:消息|传闻|报道|说法)|辟谣/u;
const CONDITION =
  /(?:^|[,;:“\s])(?:但|而|因此|所以)?(?:如果|若(?!干)|倘若|假如|假设|一旦|要是|除非|即便|即使|万一|只有|只要|设想|假定)/u;
const OPINION =
  /(?:分析师|分析人士|专家|业内人士|业内|市场人士|观点|评论|评论员|外界|投资者|研究机构|投行|机构|学者|网友|卖家|商家|从业者|经济学家|律师|议员|有人|批评者|观察人士|观察者|券商|大行|高盛|摩根士丹利|花旗|瑞银|市场|行业|消费者|人士)(?:普遍|则|也|还|大多|多数|们)*(?:[^,;。]{0,6})(?:认为|预计|预测|表示|称|担心|担忧|猜测|呼吁|建议|提醒|估计|评价|分析|看来|坦言|质疑|希望|期待|指出|警告|相信|主张|推测|判断|直言|感叹|抱怨)/u;
const INSIDER = /知情人士|消息人士|内部人士|接近[^,]{1,12}人士|熟悉[^,]{1,12}人士|公司人士|发言人/u;
const APPEAL =
  /(?:呼吁|威胁|扬言|建议|敦促|主张|倡议|请求|恳请|游说|(?<!受|众)期待|希望|盼望|提醒|担心|担忧|认为|猜测|质疑|劝|指责|批评|警告|担忧|鼓励|支持|反对|讨论|指控|被指|涉嫌|坚信|深信|相信|设想|梦想)[^;。]{0,26}$/u;
const ADVICE = /(?:应当|应该|理应|应(?!用|对|链|急|收|届|聘)|不妨|务必|最好|值得|须要|需要|有必要|必须)[^,;]{0,14}$/u;
const MARKET = /股价|市值|盘前|盘后|大盘|涨停|跌停|股市|收盘|开盘|美股|港股/u;
const ONCE = /(?:曾经?|一度|历史上|当年|以往|过去[^,]{0,6}|早年|原本|本来|最初|起初|那时|彼时)[^,;]{0,16}$/u;
const ABILITY =
  /(?:帮助|助力|协助|旨在|用于|用来|便于|方便|支持|吸引|推动|促使|能够|可以|可(?!能)|有能力|得以|使得|以便|有助于|学会|如何|怎样|为何|想要|试图|有望帮助|让[^,]{1,8}(?:能|可以))[^,;]{0,10}$/u;
const PURPOSE = /(?:^|[,;])(?:为了?|以便|旨在)[^,;]{0,30}$/u;
const NOMINAL_BEFORE =
  /(?:的|该|这项|此次|这次|本次|一项|这一|每次|每一次|(?<!首|再|多|二|三|其|此|又一|再一|另一|第[一二三四五六七八九十]|\d)次|(?<!新一|又一|第[一二三四五])轮|波|上述|相关|潜在|任何|新一轮的)$/u;
/** 为推出…, but not 改为推出. */
const IN_ORDER_TO = /(?<![改转成作认分变设名称视定因])为(?:了)?$/u;
const BEFORE_EVENT = /^[^,;。]{0,18}?(?:之前|以前|前夕|前(?=[,。;]|$))/u;
const AFTER_EVENT = /^[^,;。]{0,24}?(?:之后|以后|后|以来|时|期间|之际)(?=[,。;]|$)/u;
const TRENDS = /(?:压力|趋势|浪潮|热潮|风险|影响|背景下|战略转型|转型期|竞争|挑战|可能性|难度|传闻|预期)(?=[,。;]|$)/u;
const OLD_YEAR = /(?:20[01]\d|19\d\d)年/u;
/** A verb before the cue's that says the deed does not happen. */
const UNDOES =
  /(?:推迟|延后|延期|暂缓|暂停|停止|取消|放弃|叫停|搁置|终止|中止|拒绝|避免|阻止|禁止|限制|收回|取回|结束)(?:了|继续|对)?(?:此前|原本|原先|之前)?$|(?:须|需|尚|仍|有)(?:经|待)[^,;]{0,12}$|(?:待|等候|静待)[^,;]{0,10}$/u;
const COMPARISON = /(?:比作|好比|如同|类似于|相当于|仿佛|就像|好像|犹如)/u;

function clean(text: string): string {
  return text.replaceAll(FALSE_NEGATION, (word) => '〇'.repeat(word.length));
}

/** What the words around a Chinese cue say against it. `verbEnd` is where the cue's own verb ends. */
export function judgeHan(
  reading: Reading,
  cueStart: number,
  cueEnd: number,
  verbEnd: number,
  cue: Cue,
  startsWithSlot: boolean,
): Verdict {
  const clause = reading.clauses[clauseAt(reading, cueStart)] ?? { start: 0, end: reading.text.length };
  const before = clean(reading.text.slice(clause.start, cueStart));
  const sentenceBefore = clean(reading.text.slice(0, cueStart));
  const after = reading.text.slice(verbEnd, clause.end);
  const inClause = reading.text.slice(clause.start, clause.end);
  const drop = (why: string): Verdict => ({ drop: why, penalty: 1 });

  if (NEGATION.test(before) && !/不仅|不只/u.test(before)) return drop('negation');
  if (/否认(?:其|将|正|会|有|曾|计划|考虑|[^,;]{0,10})$/u.test(sentenceBefore) || RUMOUR_DENIED.test(reading.text))
    return drop('denied');
  if (DENIED_AFTER.test(reading.text.slice(verbEnd))) return drop('denied');
  if (CONDITION.test(sentenceBefore)) return drop('condition');
  if (/更正|误报|勘误|误称|误写/u.test(reading.text)) return drop('correction');
  if (/[?？]["”]?$/u.test(reading.text.trimEnd())) return drop('question');
  if (/^(?:过|了)?的(?!是)/u.test(after) || /所$/u.test(before)) return drop('attributive');
  if (!startsWithSlot && NOMINAL_BEFORE.test(before)) return drop('nominal');
  // 华为 ends in 为.
  if (IN_ORDER_TO.test(before) && !reading.mentions.some((mention) => mention.end === cueStart)) return drop('purpose');
  if (
    /^\s*其中(?!,)/u.test(before) &&
    !reading.mentions.some((mention) => mention.start >= clause.start && mention.end <= cueStart)
  )
    return drop('detail');
  if (BEFORE_EVENT.test(reading.text.slice(verbEnd, clause.end)) && !/(?:月|日|年|底|度|季|周|末|初|天)前/u.test(after))
    return drop('not yet');
  if (ABILITY.test(before) || PURPOSE.test(before)) return drop('ability or purpose');
  if (!startsWithSlot && UNDOES.test(before)) return drop('undone');
  if (ADVICE.test(before)) return drop('advice');
  if (COMPARISON.test(reading.text.slice(0, cueEnd))) return drop('comparison');

  if (
    /(?:此前|先前|之前|原先|过去|以往|长期以来)[^。]{0,24}(?:仅|只|一直|均|都|从来|始终)[^,;]{0,6}$/u.test(
      sentenceBefore,
    )
  )
    return drop('the state before');

  let penalty = 0;
  const opinion = OPINION.exec(sentenceBefore);
  if (opinion !== null && !INSIDER.test(sentenceBefore)) penalty += 0.45;
  if (APPEAL.test(before) || APPEAL.test(sentenceBefore.slice(-34))) penalty += 0.4;
  if (MARKET.test(inClause)) penalty += 0.4;
  // 曾红极一时的某某: of the name, not of the deed.
  if (ONCE.test(before.replace(/曾[^,;]{1,10}的/u, ''))) penalty += 0.38;
  if (AFTER_EVENT.test(after)) penalty += cue.kind === 'product_launch' || cue.kind === 'partnership' ? 0.4 : 0.16;
  if (AFTER_EVENT.test(after) && MARKET.test(reading.text)) penalty += 0.4;
  if (TRENDS.test(reading.text.slice(cueEnd - 4, clause.end))) penalty += 0.2;
  if (OLD_YEAR.test(reading.text)) penalty += 0.4;
  if (/(?:是否|会否|能否|有没有)/u.test(before)) penalty += 0.5;
  if (/(?:例如|比如|譬如|诸如)/u.test(before)) penalty += 0.1;
  if (
    /(?:可能|或许|也许|恐|恐怕)/u.test(before) &&
    !INSIDER.test(sentenceBefore) &&
    !/据|透露|报道|消息/u.test(sentenceBefore)
  )
    penalty += 0.14;
  return { drop: null, penalty };
}
