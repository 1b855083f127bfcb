import type { Cue } from '../cues/cue.js';
import type { Reading } from '../reading/reading.js';
import type { Verdict } from './han-guard.js';

const DETERMINER =
  /(?:\b(?:the|a|an|its|their|his|her|your|our|this|these|those|any|no|recent|planned|proposed|such|latest|another|upcoming|major|mass|possible|potential|further|product|price|every|each|more|first|last|next|global|official|soft|early|full|big|new|annual|fresh)|[a-z]'s|s')\s$/iu;
const PREPOSITION =
  /\b(?:of|for|in|on|with|without|from|against|than|like|including|about|over|into|despite|during|between|amid|at|as|through|via)\s$/iu;
const AFTER_PREPOSITION_OK = /\b(?:in talks (?:on|about)|plans? for|by|after|before|since|while|through)\s$/iu;
const NEGATION =
  /\b(?:not|never|no plans? (?:to|for)|no intention (?:to|of)|denied|denies|deny|denying|refus(?:ed|es|ing)|declin(?:ed|es|ing)|without|rather than|instead of|neither|nor|unlikely|ruled out|rules out|stopped short of|avoid(?:s|ed|ing)?|fail(?:s|ed)? to|dismissed|disputed|rejected|unable|yet to|far from|wasn't|isn't|won't|doesn't|didn't|hasn't|haven't|wouldn't|cannot|can't|couldn't|aren't|weren't|resist(?:s|ed)?|prevent(?:s|ed)?|false)\b(?! only| just)[^;]{0,70}$/iu;
const CLEARS_NEGATION = /\b(?:but|and instead|instead,|however|although)\b/iu;
const CONDITION =
  /(?:^|[\s,;:“"(])(?:if|unless|whether|in case|assuming|supposing|were it to|should (?:the|it|they|[A-Z]\w+))\s[^;]*$/iu;
const OPINION =
  /\b(?:analysts?|experts?|observers?|economists?|critics?|commentators?|researchers?|advocates?|investors?|sellers?|merchants?|lawmakers?|consultants?|some|many|industry (?:insiders|groups|watchers)|strategists?|professors?|shareholders?|skeptics?|supporters?|rivals|traders|forecasters|users|customers|unions?|retailers|wall street|groups?)\b[^.;]{0,60}\b(?:say|says|said|believe[sd]?|think|thinks|thought|expect|expects|expected|predict(?:ed|s)?|warn(?:ed|s)?|argue[sd]?|suggest(?:ed|s)?|speculate[sd]?|urge[sd]?|call(?:ed|s|ing)? (?:for|on)|estimate[sd]?|hope[sd]?|want(?:ed|s)?|fear(?:ed|s)?|worry|worried|recommend(?:ed|s)?|see|complain(?:ed)?|wonder(?:ed)?)\b[^.;]*$/iu;
const INSIDER =
  /\b(?:people|person|persons|sources?|executives?|employees?) (?:familiar|briefed|close|with (?:direct )?knowledge|who asked|involved)/iu;
const ANALYST_SOURCE =
  /\b(?:according to|in the view of|as) (?:[\w-]+\s){0,4}(?:analysts?|experts?|economists?|observers?|estimates?)\b|\b(?:analysts?|experts?|economists?) (?:say|said|believe|predict|warn|expect)/iu;
const APPEAL =
  /\b(?:threaten(?:s|ed|ing)?|urg(?:ed|es|ing)|call(?:ed|s|ing)? (?:for|on)|ask(?:ed|s|ing)?|petition(?:ed|s)?|lobb(?:y|ied|ying)|press(?:ed|ing)? for|demand(?:ed|s|ing)?|recommend(?:ed|s)?|advis(?:ed|es)|encourag(?:ed|es)|want(?:s|ed)?(?! to)|hop(?:e|es|ed|ing)(?! to)|accus(?:ed|es|ing)|alleg(?:ed|es|ing)|critici[sz](?:ed|es|ing)|blam(?:ed|es|ing)|prais(?:ed|es|ing)|speculat(?:ed|ion)|debat(?:ed|e)|fear(?:s|ed)?|rumou?rs?|pressure|question(?:ed|s)?)\b[^;,]{0,60}$/iu;
const MARKET = /\b(?:shares|stock|stock price|market cap(?:itali[sz]ation)?|share price)\b[^;,]{0,40}$/iu;
const ONCE =
  /\b(?:once|formerly|used to|had (?:once|long|originally)|historically|years ago|decades? ago|back in (?:19|20)\d\d|in the past|originally|was founded|back then)\b[^;,]{0,50}$/iu;
const ABILITY =
  /\b(?:help(?:s|ed|ing)?|enabl(?:e|es|ed|ing)|allow(?:s|ed|ing)?|let(?:s|ting)?|able|can|could|how|ability|easier|in order|designed|tools?|ways?|chance|opportunity|time|incentive|reason|power|capacity|enough|too|difficult|hard|easy|used|tempt(?:ed|ing)?|free|continue|continues|continued)\b(?:\s[\w'-]+){0,4}\s$/iu;
const ADVICE = /\b(?:should|ought to|must|need to|needs to|would have to|have to|had better)\s(?:\w+\s){0,3}$/iu;
/** A verb before the cue's that says the deed does not happen: "paused hiring", "dropped plans to build". */
const UNDOES =
  /\b(?:paus(?:e|es|ed|ing)|halt(?:s|ed|ing)?|fr(?:eeze|oze)|freezing|stop(?:s|ped|ping)?|suspend(?:s|ed|ing)?|delay(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|cancel(?:s|l?ed|l?ing)?|scrap(?:s|ped|ping)?|abandon(?:s|ed|ing)?|drop(?:s|ped|ping)?|shelv(?:e|es|ed|ing)|ceas(?:e|es|ed|ing)|quit(?:s|ting)?|end(?:s|ed|ing)?|slow(?:s|ed|ing)?|block(?:s|ed|ing)?|bann?(?:s|ed|ing)?|bar(?:s|red|ring)?)\b(?:\s(?:its|the|their|all|any|a))?(?:\s(?:plans?|efforts?|talks|work))?(?:\s(?:to|for|on|of|from))?\s$/iu;
const SINCE_THEN =
  /\b(?:days?|weeks?|months?|years?) (?:after|before|since)\b[^,;]*$|\bsince (?:it|the company|they)\b[^,;]*$/iu;
const OLD_YEAR = /\b(?:in|since|until|back in|from|of) (?:19\d\d|20[01]\d)\b/iu;

/** What the words around an English cue say against it. */
export function judgeLatin(reading: Reading, cueStart: number, cueEnd: number, cue: Cue): Verdict {
  const before = reading.text.slice(0, cueStart);
  const after = reading.text.slice(cueEnd);
  const verb = reading.text.slice(cueStart, cueEnd);
  const first = /^[\w'-]+/u.exec(verb)?.[0].toLowerCase() ?? '';
  const drop = (why: string): Verdict => ({ drop: why, penalty: 1 });
  const isGerund = first.endsWith('ing');
  const clause = before.slice(
    Math.max(before.lastIndexOf(';'), before.lastIndexOf(', but '), before.lastIndexOf(', and '), 0),
  );

  if (
    !cue.isNominal &&
    DETERMINER.test(before) &&
    !/^(?:fees?|rules|regulations|law|tariffs|duties|prices|commissions)/u.test(first)
  )
    return drop('noun');
  if (PREPOSITION.test(before) && !AFTER_PREPOSITION_OK.test(before) && !/^(?:shift|move|transition)/u.test(first))
    return drop('noun after preposition');
  if (
    /(?:newly|recently|previously|soon-to-be|long|formerly)[ -]$/iu.test(before) &&
    first.endsWith('ed') &&
    !/\b(?:has|have|had|was|were|is|are|been|be) (?:newly|recently|previously) $/iu.test(before)
  ) {
    if (!/(?:[A-Z]\w+|it|they|company|firm) recently $/u.test(before)) return drop('participle');
  }
  if (
    /ed$/u.test(first) &&
    /^\s?by\s/iu.test(reading.text.slice(cueStart + first.length)) &&
    !/\b(?:be|been|being|is|are|was|were|get|got)\s(?:\w+ly\s)?$/iu.test(before)
  )
    return drop('reduced passive');
  const denial = NEGATION.exec(clause);
  if (denial !== null && !CLEARS_NEGATION.test(clause.slice(denial.index))) return drop('negation');
  if (
    /\b(?:denied|denies|dismissed|rejected|called) (?:the |those |these )?(?:reports?|rumou?rs?|claims?|speculation)/iu.test(
      reading.text,
    )
  )
    return drop('denied');
  if (CONDITION.test(clause)) return drop('condition');
  if (/\b(?:correction|earlier version|misstated|incorrectly|erroneously|mistakenly)\b/iu.test(reading.text))
    return drop('correction');
  if (/[?？]["”']?$/u.test(reading.text.trimEnd())) return drop('question');
  if (!cue.isNegative && UNDOES.test(before)) return drop('undone');
  if (ADVICE.test(before) && cue.kind !== 'policy') return drop('advice');
  if (/\b(?:to|could|can)\s$/iu.test(before) && ABILITY.test(before.replace(/\b(?:to|could|can)\s$/iu, '')))
    return drop('ability');
  if (!/\bto\s$/iu.test(before) && /\b(?:help(?:s|ed)?|let(?:s)?|mak(?:e|es)) (?:[\w'-]+\s){1,3}$/iu.test(before))
    return drop('ability');

  let penalty = 0;
  if ((OPINION.test(before) && !INSIDER.test(before)) || ANALYST_SOURCE.test(reading.text)) penalty += 0.45;
  if (APPEAL.test(before)) penalty += 0.4;
  if (MARKET.test(before) && cue.kind !== 'ownership_change') penalty += 0.4;
  if (ONCE.test(before) || /^[^,;]{0,60}\b(?:years|decades) ago\b/iu.test(after)) penalty += 0.36;
  if (SINCE_THEN.test(before)) penalty += 0.4;
  if (
    OLD_YEAR.test(
      reading.text.slice(Math.max(0, cueStart - 50, reading.text.lastIndexOf(',', cueStart - 1)), cueEnd + 10),
    )
  )
    penalty += 0.4;
  if (/^(?:Back )?[Ii]n (?:19\d\d|20[01]\d),/u.test(reading.text)) penalty += 0.45;
  if (
    isGerund &&
    !/\b(?:is|are|was|were|be|been|by|start(?:s|ed)?|began|begin|consider(?:s|ed|ing)?|mull(?:s|ed)?|weigh(?:s|ed|ing)?|plans?|explor(?:es|ed|ing)|announced?|after|before|while|and|,|in talks (?:on|about)|stopp?(?:s|ed)?|of|also|now|currently|reportedly|it|they)\s$/iu.test(
      before,
    ) &&
    before.trim() !== ''
  )
    penalty += 0.12;
  if (
    /\b(?:which|that|who)\s(?:\w+\s){0,3}$/iu.test(before) &&
    !/\b(?:said|says|announced|confirmed|revealed|reported|means) that\s/iu.test(before)
  )
    penalty += 0.12;
  if (
    /\b(?:could|may|might)\s(?:\w+\s){0,2}$/iu.test(before) &&
    !/\b(?:according to|people familiar|sources|reportedly|report)\b/iu.test(reading.text)
  )
    penalty += 0.14;
  return { drop: null, penalty };
}
