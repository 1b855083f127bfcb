import type { Mention } from '../actors/actor-matcher.js';
import type { Cue } from '../cues/cue.js';
import type { Reading } from '../reading/reading.js';
import {NAME_TAIL, NO_COMPANY, OTHER_SUBJECTS, OWN_PART, PART_OF, PREPOSITION_BEFORE, STAND_IN, TAIL_BREAKS} from './latin-words.js'; // prettier-ignore
import { stripVerbGroup } from './verb-group.js';
import { ANY_VERB, mayAct, refOf, type ActorRef, type Discourse, type Resolved, type Subject } from './subject.js';

const PASSIVE = /\b(?:be|been|being|is|are|was|were|gets?|got)\s(?:\w+ly\s)?$/iu;
/** "Zhang Kuo, who …, hands over": a person takes or leaves a post. */
const PERSON = /(?:^|[\s,])[A-Z][\w'’.-]+ [A-Z][\w'’.-]+(?:,[^,]{2,80},)?$/u;
/** "The warehouse club", "Its supplier network": known from the sentence before. */
const DEFINITE =
  /(?:^|[,;]\s)(?:The|the|Its|its|This|this)\s(?:[\w'’-]+\s){0,3}?(?!(?:change|move|decision|deal|news|plan|report|result|reason|question|aim|goal|idea|rule|law|price|fee|cost|number|market|industry|problem|difference|increase|rise|fall)\b)[a-z][\w-]+$/u;
const LINKED =
  /(?:^|[\s,])(?:and|but|or|while|before|after|by|which|who|that|then|when|where|as|since|for|because|—|-)$/iu;

/** Left of the verb stands nothing but a phrase of time, place or manner. */
const ADVERBIAL_ONLY =
  /^(?:(?:In|On|At|After|Before|During|Since|As|With|By|For|Under|Also|Meanwhile|Instead|Separately|Earlier|Later|However|Still|Then|Now|Last|This|Next|Elsewhere|And|But|\w+ly)\b[^,]{0,80},?\s?)+$/u;

/** "It …, and has set aside", "the Atlanta company is closing … and eliminating": the verb before had a stand-in for its subject. */
const EARLIER_STAND_IN =
  /(?:^|[,;]\s|\b(?:and|but|that|while|month|week|year|quarter)\s)(it|they|[Tt]he (?:[\w-]+ ){0,4}?(?:company|firm|giant|retailer|platform|marketplace|group|startup|carrier|maker|chipmaker|agency|regulator|commission))(?=\s(?:is|was|has|had|will|also|plans?|said|[a-z]+ed|[a-z]+s)\b)/iu;

const CLAUSE_START =
  /(?:^|[,;:.—–-]\s?|,\sand\s|\b(?:but|while|that|as|when|after|before|because|said|then|whereas|though|although|meanwhile)\s)(?:the\s)?(?:(?:rival|rivals|giant|parent|retailer|chipmaker|automaker|startup|start-up|company|e-commerce|search|tech|technology|social|media|fashion|fast-fashion|online|Chinese|American|European|French|German|Japanese|Korean|Indian|US|U\.S\.|cloud|ride-hailing|payments?|delivery|shipping|logistics|software|hardware|platform|marketplace|owner|maker|group|carrier|firm|network|even|both|only)\s){0,4}$/iu;

/** "Its smaller rival X sold …". */
const OWN_RIVAL =
  /(?:^|[,;.]\s|\b(?:and|but|while)\s)(?:its|their|the|another|a|local|domestic)\s(?:[\w-]+\s){0,3}rival\s$/iu;

function isSubjectMention(reading: Reading, mention: Mention, cue: Cue): boolean {
  const before = reading.text.slice(Math.max(0, mention.start - 40), mention.start);
  const after = reading.text.slice(mention.end, mention.end + 60);
  if (PREPOSITION_BEFORE.test(before) && !PART_OF.test(before) && !OWN_RIVAL.test(before)) return false;
  if (/\b(?:such as|including|like|unlike)\s[^.;]{0,40}$/iu.test(before)) return false;
  if (!mayAct(mention, cue.kind)) return false;
  if (mention.via === 'country' && !CLAUSE_START.test(before)) return false;
  if (
    mention.via === 'country' &&
    /^\s(?:[A-Za-z-]+\s)?(?:market|marketplace|site|sellers|store|stores|unit|operations|business|shoppers|customers)\b/iu.test(
      after,
    )
  )
    return false;
  return !/^(?:'s|')?\s(?:sellers?|merchants?|users?|customers?|shoppers?|shares|stock|investors?|rivals?|competitors?|employees?|workers|lawyers?|suppliers?|dominance|success|rise|share price)\b/iu.test(
    after,
  );
}

function fromMention(
  reading: Reading,
  mention: Mention,
  penalty: number,
  surface?: { text: string; at: number },
): Subject {
  const shown = surface ?? { text: reading.original.slice(mention.start, mention.end), at: mention.start };
  return {
    actor: refOf(mention),
    surface: shown.text,
    resolvedBy: surface !== undefined ? 'coref' : mention.id === null ? 'text' : 'lexicon',
    penalty,
    at: shown.at,
    patient: null,
  };
}

function fromBefore(discourse: Discourse, surface: { text: string; at: number } | null, penalty: number): Resolved {
  const actor = discourse.focus ?? discourse.main;
  if (actor === null) return null;
  const resolvedBy = discourse.focus === null ? 'title' : 'coref';
  return { actor, surface: surface?.text ?? actor.name, resolvedBy, penalty, at: surface?.at ?? null, patient: null };
}

/** "Amazon's" owns the subject, but is not it. */
function isOwner(reading: Reading, mention: Mention): boolean {
  return /^(?:'s|')\s(?!(?:new |former |longtime |top |own )?(?:chief|CEO|CFO|CTO|COO|executives?|spokes\w+|founder|co-founder|president|chair\w*|board|management|unit|division|parent|cloud|head|director)\b)/iu.test(
    reading.text.slice(mention.end, mention.end + 40),
  );
}

/** The last name that opens a clause, else the first that could be a subject: "Walmart sued Google and cut …" is about Walmart. */
function lastSubject(reading: Reading, end: number, cue: Cue): Mention | undefined {
  const possible = reading.mentions.filter(
    (mention) => mention.end <= end && !isOwner(reading, mention) && isSubjectMention(reading, mention, cue),
  );
  const opening = possible.filter((mention) =>
    CLAUSE_START.test(reading.text.slice(Math.max(0, mention.start - 60), mention.start)),
  );
  return opening.at(-1) ?? possible[0];
}

function firstSubject(reading: Reading, end: number, cue: Cue): Mention | undefined {
  return reading.mentions.find(
    (mention) => mention.end <= end && !isOwner(reading, mention) && isSubjectMention(reading, mention, cue),
  );
}

/** A company that only the text names: capitalised words right before the verb group. */
function unknownCompany(reading: Reading, end: number): Subject | null {
  const left = reading.text.slice(Math.max(0, end - 70), end);
  const match =
    /(?:^|[.:;,“"]\s?|\b(?:that|and|but|while|as|startup|retailer|marketplace|platform|company|maker|carrier|firm|giant|group)\s)((?:[A-Z][\w&'’.-]*\s?){1,4})$/u.exec(
      left,
    );
  const name = match?.[1]?.trim().replace(/'s$/u, '');
  if (name === undefined || name === '' || NO_COMPANY.test(name) || NO_COMPANY.test(name.split(/\s/u)[0] ?? ''))
    return null;
  const at = end - left.length + left.lastIndexOf(name);
  const role =
    /\b(?:Commission|Ministry|Authority|Agency|Department|Government|Court|Council|Parliament|Senate)\b/u.test(name)
      ? 'government'
      : 'company';
  return {
    actor: { id: null, name, role },
    surface: reading.original.slice(at, at + name.length),
    resolvedBy: 'text',
    penalty: 0.08,
    at,
    patient: null,
  };
}

/** "… was cancelled by Meta", "Amazon's Kindle app was …", "ChatGPT will be …". */
function resolvePassive(
  reading: Reading,
  cueStart: number,
  cueEnd: number,
  end: number,
  cue: Cue,
  discourse: Discourse,
): Resolved {
  const patient = reading.original
    .slice(Math.max(0, reading.text.lastIndexOf(',', end - 1) + 1, reading.text.lastIndexOf(';', end - 1) + 1), end)
    .trim();
  const agent = reading.mentions.find(
    (mention) =>
      mention.start >= cueStart &&
      /\bby (?:the )?(?:[\w-]+ ){0,3}$/iu.test(reading.text.slice(Math.max(0, mention.start - 40), mention.start)) &&
      mention.start - cueEnd < 80,
  );
  if (agent !== undefined) return { ...fromMention(reading, agent, 0), patient };
  if (!cue.patient) return null;
  if (OTHER_SUBJECTS.test(patient) && cue.kind !== 'layoff' && cue.kind !== 'leadership') return null;
  const owner = reading.mentions.find(
    (mention) => mention.end <= end && mention.start >= end - patient.length - 2 && mention.via !== 'country',
  );
  if (owner !== undefined) {
    const isVictim = cue.kind === 'policy' || cue.kind === 'acquire';
    return isVictim ? null : { ...fromMention(reading, owner, 0.04), patient };
  }
  const before = lastSubject(reading, end, cue);
  if (before !== undefined) return { ...fromMention(reading, before, 0.1), patient };
  const earlier = fromBefore(discourse, null, 0.14);
  return earlier === null ? null : { ...earlier, patient };
}

/**
 * The subject of an English verb: what stands left of its verb group. A name (with up to five words of its own noun phrase), a pronoun or "the
 * company" (the name before), a comma or "and" (the subject of the verb before). Any other noun is somebody else, unless the pattern is one
 * of things that happen to a product.
 */
export function resolveLatin(
  reading: Reading,
  cueStart: number,
  cueEnd: number,
  cue: Cue,
  discourse: Discourse,
): Resolved {
  const { end, pronoun, isWe, endsInTo } = stripVerbGroup(reading, cueStart);
  const left = reading.text.slice(0, end);
  const verb = reading.text.slice(cueStart, cueEnd);
  if (isWe) {
    const speaker = reading.mentions.find(
      (mention) => mention.via !== 'country' && isSubjectMention(reading, mention, cue),
    );
    return speaker === undefined ? null : fromMention(reading, speaker, 0.05);
  }
  const isPassive =
    /^\s?(?:will |would |to |have |has |had |may |could |also )*(?:be|been|was|were|is|are|being|gets?|got)\s/iu.test(
      verb,
    ) ||
    (PASSIVE.test(reading.text.slice(0, cueStart)) && /^\w+(?:ed|en|wn|ut|ld|nt|st|un|put|cut|ght|aid)\b/iu.test(verb));
  if (isPassive && pronoun === null) return resolvePassive(reading, cueStart, cueEnd, end, cue, discourse);
  if (pronoun !== null) {
    const antecedent = firstSubject(reading, pronoun.at, cue);
    if (antecedent !== undefined) return fromMention(reading, antecedent, 0.02, pronoun);
    return unknownCompany(reading, end) ?? fromBefore(discourse, pronoun, 0.06);
  }
  if (left.trim() === '')
    return /^\w+ing\b/iu.test(verb) && !cue.patient
      ? afterGerund(reading, cueEnd, cue)
      : ownerInside(reading, cueEnd, cue, discourse);
  const stand = STAND_IN.exec(left) ?? OWN_PART.exec(left);
  const near = reading.mentions.filter((mention) => mention.end <= end).at(-1);
  if (near !== undefined && !LINKED.test(left)) {
    const tail = left.slice(near.end);
    if (NAME_TAIL.test(tail) && !TAIL_BREAKS.test(`${tail} `) && !endsInTo) {
      if (OTHER_SUBJECTS.test(tail) && tail.trim() !== '') return null;
      return isSubjectMention(reading, near, cue)
        ? fromMention(reading, near, tail.trim().length > 12 ? 0.04 : 0)
        : patientOf(reading, end, cue, discourse);
    }
    if (
      NAME_TAIL.test(tail) &&
      !TAIL_BREAKS.test(`${tail} `) &&
      tail.trim() === '' &&
      isSubjectMention(reading, near, cue)
    )
      return fromMention(reading, near, 0);
  }
  if (stand !== null) {
    const at = end - stand[0].trimStart().length;
    const surface = { text: reading.original.slice(at, end), at };
    const antecedent = firstSubject(reading, at, cue);
    return antecedent === undefined
      ? fromBefore(discourse, surface, 0.06)
      : fromMention(reading, antecedent, 0.03, surface);
  }
  if (/[,)—-]$/u.test(left) || LINKED.test(left)) {
    const before = lastSubject(reading, end, cue);
    const isStandIn =
      /^(?:It|They|He|She|The (?:[\w-]+ ){0,4}?(?:company|firm|giant|retailer|platform|marketplace|group|startup|carrier|maker)) /u.test(
        left,
      );
    if (
      before !== undefined &&
      !(isStandIn && !CLAUSE_START.test(reading.text.slice(Math.max(0, before.start - 60), before.start)))
    )
      return fromMention(reading, before, 0.06);
    const earlier = EARLIER_STAND_IN.exec(left);
    if (earlier !== null)
      return fromBefore(
        discourse,
        { text: earlier[1] ?? '', at: earlier.index + earlier[0].length - (earlier[1] ?? '').length },
        0.08,
      );
    return ADVERBIAL_ONLY.test(left) ? fromBefore(discourse, null, 0.14) : null;
  }
  if (cue.kind === 'leadership' && PERSON.test(left)) return fromBefore(discourse, null, 0.12);
  if (OTHER_SUBJECTS.test(left) || endsInTo) return ownerAfter(reading, cueEnd, cue);
  const definite = DEFINITE.exec(left);
  if (definite !== null && discourse.focus !== null) {
    const at = end - definite[0].trimStart().length;
    return fromBefore(discourse, { text: reading.original.slice(at, end), at }, 0.12);
  }
  return unknownCompany(reading, end) ?? patientOf(reading, end, cue, discourse);
}

/** "Support for Shopify Scripts ends", "About 800 positions will go": the actor stands inside the thing, else in the sentence before. */
function ownerInside(reading: Reading, cueEnd: number, cue: Cue, discourse: Discourse): Resolved {
  if (!cue.patient) return null;
  const inside = reading.mentions.find((mention) => mention.via !== 'country' && mention.start < cueEnd);
  if (inside !== undefined) return fromMention(reading, inside, 0.08);
  return ownerAfter(reading, cueEnd, cue) ?? fromBefore(discourse, null, 0.14);
}

/** "300 people lost their jobs at Stripe". */
function ownerAfter(reading: Reading, cueEnd: number, cue: Cue): Resolved {
  if (!cue.patient || cue.kind !== 'layoff') return null;
  const after = reading.mentions.find(
    (mention) =>
      mention.start >= cueEnd - 1 &&
      /^[^,;]{0,24}\b(?:at|from|in)\s$/iu.test(reading.text.slice(cueEnd, mention.start)),
  );
  return after === undefined ? null : fromMention(reading, after, 0.08);
}

/** "Fees will rise": the thing is the object, its owner the actor. */
function patientOf(reading: Reading, end: number, cue: Cue, discourse: Discourse): Resolved {
  const startsWithThing = /\(\?<object>\(\?:(?:fees|rules)/u.test(cue.re.source);
  if (!startsWithThing && !(cue.patient && /^\(\?<object>/u.test(cue.re.source))) return null;
  const owner = lastSubject(reading, end, cue);
  const patient = reading.original.slice(Math.max(0, end - 40), end).trim();
  if (owner !== undefined) return { ...fromMention(reading, owner, 0.06), patient };
  const earlier = fromBefore(discourse, null, 0.14);
  return earlier === null ? null : { ...earlier, patient };
}

/** "After acquiring X, Meta …": the subject follows the comma. */
function afterGerund(reading: Reading, cueEnd: number, cue: Cue): Resolved {
  const comma = reading.text.indexOf(',', cueEnd - 1);
  const mention =
    comma === -1
      ? undefined
      : reading.mentions.find(
          (candidate) =>
            candidate.start > comma && candidate.start - comma < 30 && isSubjectMention(reading, candidate, cue),
        );
  return mention === undefined ? null : fromMention(reading, mention, 0.1);
}

/** The actor that an English sentence is about, which the next sentence's "it" or "the company" means. */
export function openingActorLatin(reading: Reading): ActorRef | null {
  // "For Shein, the timing is awkward."
  const topic = /^(?:For|At|As for|Over at|Then there is|And then there is|Take)\s(?:the\s)?/u.exec(reading.text);
  const named =
    topic === null
      ? undefined
      : reading.mentions.find((mention) => mention.start === topic[0].length && mention.via === 'name');
  if (named !== undefined) return refOf(named);
  const first = reading.mentions.find(
    (mention) => isSubjectMention(reading, mention, ANY_VERB) && mention.via !== 'country',
  );
  return first === undefined || first.start > 120 ? null : refOf(first);
}
