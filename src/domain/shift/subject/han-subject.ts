import type { Cue } from '../cues/cue.js';
import { clauseAt, type Reading } from '../reading/reading.js';
import {
  NO_COMPANY, NO_SUBJECT, OPENING, OPENING_PHRASE, ORG_PART, OTHERS, OTHERS_START, STAND_IN, TAIL_BLOCKS, TOPIC, UNKNOWN_ORG, VERB_START,
} from './han-words.js'; // prettier-ignore
import { ANY_VERB, mayAct, refOf, type ActorRef, type Discourse, type Resolved } from './subject.js';

/** What the beginning of a clause says about its subject. */
type Head =
  | { is: 'actor'; actor: ActorRef; at: number; end: number; known: boolean }
  | { is: 'stand-in'; at: number; end: number }
  | { is: 'part'; at: number; end: number }
  | { is: 'thing'; at: number; end: number }
  | { is: 'other' }
  | { is: 'none' };

const COUNTRY_ACTS =
  /^(?:$|将|已|也|又|再|宣布|决定|计划|拟|对|正式|于|自|从|在|考虑|可能|正|最快|今年|明年|,|取消|终止|加征|批准|禁止|要求|通过|实施|上调|下调|提高|推迟|同意|和|与|开始|暂停|恢复|征收|结束|收紧|出台|公布|签署|起)/u;
/** Kinds whose pattern may open with a place: 瑞典则被推到明年. */
const AS_PLACE: ReadonlySet<string> = new Set([
  'product_delay',
  'pricing',
  'logistics_change',
  'reversal',
  'partnership',
  'product_cancel',
]);
/** What happens to sellers and users is done by the platform: 一般卖家由6%调整为6.5%. */
const ON_OTHERS: ReadonlySet<string> = new Set(['pricing', 'policy', 'logistics_change']);
/** What a guessed subject takes from the confidence. */
const GUESS = 0.12;
const BEFORE_ACTOR = /^[^在对向从将把被与由给为比让使令,]{0,18}$/u;

function skipOpening(reading: Reading, from: number, to: number): number {
  let at = from;
  for (;;) {
    const rest = reading.text.slice(at, to);
    const date = reading.dates.find(
      (mention) =>
        mention.at >= at &&
        mention.at <= at + 1 &&
        mention.until <= to &&
        /^[在于自从到截]?$/u.test(reading.text.slice(at, mention.at)),
    );
    if (date !== undefined) {
      const tail = /^(?:起|以来|间|前|后|初|当天|晚间|上午|下午|晚|的)?[,]?/u.exec(reading.text.slice(date.until, to));
      at = date.until + (tail?.[0].length ?? 0);
      continue;
    }
    const opening = OPENING.exec(rest);
    if (opening !== null && opening[0] !== '') {
      at += opening[0].length;
      continue;
    }
    const phrase = OPENING_PHRASE.exec(rest);
    const after = at + (phrase?.[0].length ?? 0);
    const isBeforeSubject =
      phrase !== null &&
      (after >= to ||
        reading.text.charAt(after) === ',' ||
        reading.mentions.some((mention) => mention.start === after) ||
        STAND_IN.test(reading.text.slice(after, to)));
    if (!isBeforeSubject) return at;
    at = after;
  }
}

/** "宣布旗下统一超商将…": the one that is spoken of acts. */
function skipSaying(reading: Reading, at: number, to: number): number {
  const said =
    /^(?:并|也|还|已|则|又|同日|近日|今天|昨日|正式)*(?:宣布|表示|称|透露|公告|指出|证实|确认|披露|通知[^,]{0,6})[,:]?(?:旗下|其)?/u.exec(
      reading.text.slice(at, to),
    );
  const end = at + (said?.[0].length ?? 0);
  return said !== null && reading.mentions.some((mention) => mention.start === end && mention.via === 'name')
    ? end
    : at;
}

function readHead(reading: Reading, from: number, to: number, cue: Cue): Head {
  const at = skipSaying(reading, skipOpening(reading, from, to), to);
  const rest = reading.text.slice(at, to);
  // "成交手续费:" is the heading of a list item.
  const isLabel =
    reading.text.charAt(to) === ':' &&
    rest.length <= 14 &&
    !reading.mentions.some((mention) => mention.start >= at && mention.end <= to);
  // Shopee方面,: the topic is the actor.
  const topic = /^[^,]{1,14}?(?:方面|这边|那边)$/u.test(rest)
    ? reading.mentions.find((mention) => mention.start === at && mention.via !== 'country' && mention.end >= to - 2)
    : undefined;
  if (topic !== undefined)
    return { is: 'actor', actor: refOf(topic), at: topic.start, end: topic.end, known: topic.id !== null };
  if (rest.trim() === '' || TOPIC.test(rest) || isLabel) return { is: 'none' };
  const stand = STAND_IN.exec(rest);
  const isName =
    stand !== null &&
    reading.mentions.some(
      (mention) =>
        mention.start === at + stand[0].length || (mention.start === at && mention.end >= at + stand[0].length),
    );
  // 其竞争对手某某: the one that is named acts.
  const kin =
    /^(?:其|它的?|公司的?|集团的?)(?:最大的?|主要的?|老)*(?:竞争对手|对手|劲敌|同行|子公司|母公司|关联公司|旗下|兄弟公司)(?:的)?/u.exec(
      rest,
    );
  const relative =
    kin === null
      ? undefined
      : reading.mentions.find((mention) => mention.start === at + kin[0].length && mention.via === 'name');
  if (relative !== undefined)
    return { is: 'actor', actor: refOf(relative), at: relative.start, end: relative.end, known: relative.id !== null };
  if (stand !== null && !isName) return { is: 'stand-in', at, end: at + stand[0].length };
  const opensWithVerb = VERB_START.test(rest) && !reading.mentions.some((mention) => mention.start === at);
  if (opensWithVerb) return { is: 'none' };
  const actor = actorHead(reading, at, to, cue);
  if (actor !== null) return actor;
  if (NO_SUBJECT.test(rest)) return { is: 'none' };
  const unknown = UNKNOWN_ORG.exec(rest);
  const name = unknown?.groups?.['name'];
  if (
    unknown !== null &&
    name !== undefined &&
    !NO_COMPANY.test(name) &&
    (!cue.patient || /\p{Script=Han}$/u.test(name))
  ) {
    const start = at + unknown[0].lastIndexOf(name);
    if (!OTHERS.test(name) && !TAIL_BLOCKS.test(reading.text.slice(start + name.length, to))) {
      const isGovernment = /(?:政府|委员会|管理局|总局|海关)$/u.test(name);
      const shown = reading.original.slice(start, start + name.length);
      return {
        is: 'actor',
        actor: { id: null, name: shown, role: isGovernment ? 'government' : 'company' },
        at: start,
        end: start + name.length,
        known: false,
      };
    }
  }
  const part = ORG_PART.exec(rest);
  if (part !== null && !OTHERS_START.test(part[0])) return { is: 'part', at, end: at + part[0].length };
  if (OTHERS_START.test(rest)) return { is: 'other' };
  return { is: 'thing', at, end: to };
}

function actorHead(reading: Reading, at: number, to: number, cue: Cue): Head | null {
  const inside = reading.mentions.filter((mention) => mention.start >= at && mention.end <= to);
  for (const [index, mention] of inside.entries()) {
    const between = reading.text.slice(at, mention.start);
    const isWholeClause = /^(?:如|包括|例如|比如)$/u.test(between) && mention.end >= to;
    if (!isWholeClause && /包括|来自|出身|曾任|如(?!今|期)|例如|比如|像|称为|名为|相比/u.test(between)) return null;
    if (!BEFORE_ACTOR.test(between) && !/(?:知情人士|消息人士)[^,]{0,12}$/u.test(between)) return null;
    const tail = reading.text.slice(mention.end, to);
    // A name in brackets explains the one before it.
    if (between.endsWith('(')) return null;
    if (mention.via === 'country' && (!COUNTRY_ACTS.test(tail) || (cue.patient && AS_PLACE.has(cue.kind)))) continue;
    if (!mayAct(mention, cue.kind)) return { is: 'other' };
    if (TAIL_BLOCKS.test(tail)) return { is: 'other' };
    if (/^前[^,]{0,4}(?:员工|高管|CEO|总裁)/u.test(tail)) return { is: 'other' };
    const next = inside[index + 1];
    // "微软旗下领英": the owned company is the one that acts; a product stands for its owner anyway.
    if (
      next !== undefined &&
      next.via === 'name' &&
      /^(?:公司|集团)?旗下(?:的)?[^,]{0,14}$/u.test(reading.text.slice(mention.end, next.start))
    )
      continue;
    return { is: 'actor', actor: refOf(mention), at: mention.start, end: mention.end, known: mention.id !== null };
  }
  return null;
}

/**
 * The subject of a Chinese cue: the actor that opens the cue's clause, else the one that opens an earlier clause of the sentence (a topic
 * carries on), else the subject of the sentences before, else the actor of the article. A clause that somebody else opens has no subject
 * for us.
 */
export function resolveHan(reading: Reading, cueStart: number, cue: Cue, discourse: Discourse): Resolved {
  const last = clauseAt(reading, cueStart);
  let surface: { text: string; at: number } | null = null;
  let patient: string | null = null;
  let penalty = 0;
  for (let index = last; index >= 0; index -= 1) {
    const clause = reading.clauses[index];
    if (clause === undefined) continue;
    const end = index === last ? cueStart : clause.end;
    const head = readHead(reading, clause.start, Math.max(clause.start, end), cue);
    if (head.is === 'actor') {
      const by = surface !== null ? 'coref' : head.known ? 'lexicon' : 'text';
      const shown = surface ?? { text: reading.original.slice(head.at, head.end), at: head.at };
      return {
        actor: head.actor,
        surface: shown.text,
        resolvedBy: by,
        penalty: penalty + (head.known ? 0 : 0.06),
        at: shown.at,
        patient,
      };
    }
    if (head.is === 'other' && !(cue.patient && index === last && ON_OTHERS.has(cue.kind))) return null;
    if (head.is === 'stand-in' && surface === null)
      surface = { text: reading.original.slice(head.at, head.end), at: head.at };
    if (head.is === 'part') penalty += 0.03;
    if (head.is === 'thing' || head.is === 'other') {
      if (surface === null && patient === null) {
        // Something else opens the clause of an active verb: mostly a part or a product of the actor, so a guess.
        if (!cue.patient && !cue.isNominal) penalty += GUESS;
        if (head.is === 'thing') patient = reading.original.slice(head.at, head.end);
      }
      penalty += index === last && cue.patient ? 0.02 : 0.06;
    }
  }
  const isWe = surface !== null && /^(?:我们|我司|本公司|本平台|本站|咱们)/u.test(surface.text);
  const earlier = isWe ? (discourse.main ?? discourse.focus) : (discourse.focus ?? discourse.main);
  if (earlier === null) return null;
  const by = earlier === discourse.main ? 'title' : 'coref';
  return {
    actor: earlier,
    surface: surface?.text ?? earlier.name,
    resolvedBy: by,
    penalty: penalty + (surface === null ? 0.1 : 0.05),
    at: surface?.at ?? null,
    patient,
  };
}

/** The actor that opens a Chinese sentence, which the next sentence's 公司 or left-out subject means. */
export function openingActor(reading: Reading): ActorRef | null {
  // 阿里的做法不同: what comes next is about it, though the ways are not its deed.
  const ways = reading.mentions.find(
    (mention) =>
      mention.start <= 2 &&
      mention.via === 'name' &&
      /^的(?:做法|日子|动作|处境|情况|选择|打法|脚步|步伐|策略|答案|思路|境遇)/u.test(reading.text.slice(mention.end)),
  );
  if (ways !== undefined) return refOf(ways);
  for (const clause of reading.clauses.slice(0, 3)) {
    const head = readHead(reading, clause.start, clause.end, ANY_VERB);
    if (
      head.is === 'actor' &&
      reading.mentions.some((mention) => mention.start === head.at && mention.via === 'country')
    )
      continue;
    if (head.is === 'actor') return head.known || /\p{Script=Han}/u.test(head.actor.name) ? head.actor : null;
    if (head.is !== 'none' && head.is !== 'thing') return null;
  }
  return null;
}
