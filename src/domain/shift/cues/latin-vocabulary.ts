/**
 * Every form of English verbs. A regular verb is given as its stem ("launch", "release", "carry"), one that doubles its last letter with a
 * plus ("scrap+"), an irregular one with all its forms ("sell|sells|selling|sold"); what follows the first word is kept ("phase out").
 */
export function verbs(...stems: readonly string[]): string {
  return `(?:${stems.map(inflect).join('|')})`;
}

function inflect(stem: string): string {
  if (stem.includes('|')) return stem;
  const [first = '', ...rest] = stem.split(' ');
  const tail = rest.length === 0 ? '' : ` ${rest.join(' ')}`;
  if (first.endsWith('+')) {
    const plain = first.slice(0, -1);
    const last = plain.slice(-1);
    return `${plain}(?:s|${last}ed|${last}ing)?${tail}`;
  }
  if (first.endsWith('e')) return `${first.slice(0, -1)}(?:e|es|ed|ing)${tail}`;
  if (/[^aeiou]y$/u.test(first)) return `${first.slice(0, -1)}(?:y|ies|ied|ying)${tail}`;
  return `${first}(?:es|s|ed|ing)?${tail}`;
}

export const OWN_NAME = '(?:its|their|the|a|an|his|her|some|all|most|part of its|parts of its)';
export const FEE =
  '(?:fees?|commissions?|prices?|rates?|subscriptions?|charges?|surcharges?|take rate|shipping costs?|rents?|pricing|fares|plans?|deposits?|minimum orders?|thresholds?|tiers?|memberships?|costs?|payouts?|subsid(?:y|ies)|discounts?|rebates?|price tags?|tolls?|premiums?|fee schedule|royalt(?:y|ies))';
export const JOBS =
  '(?:jobs|roles|positions|employees|workers|staff|staffers|workforce|headcount|people|engineers|posts|contractors|designers|couriers|drivers|managers|researchers|moderators|recruiters|editors|developers|team|teams|salespeople|executives|hires|hands|technicians)';
export const TITLE =
  '(?:CEO|CFO|CTO|COO|CMO|CPO|CRO|chief [a-z ]{2,30}?(?:officer|executive|scientist|architect)|chief executive(?: officer)?|chief of staff|president|chair(?:man|woman|person)?|head of [A-Za-z -]{2,30}|(?:senior |executive )?vice president|(?:managing |general |regional |country )?(?:director|manager)|chief scientist|boss|co-founder|founder|[a-z]+ chief|treasurer|general counsel)';
export const TEAM =
  '(?:units?|teams?|divisions?|groups?|businesses|departments?|labs?|organi[sz]ations?|operations|arms?|structure|leadership|management|segments?|offices?|task force|committees?|functions?|engineering)';
export const PRODUCT =
  '(?:products?|services?|apps?|tools?|features?|programs?|programmes?|platforms?|models?|plans?|tiers?|beta|betas|versions?|devices?|assistants?|chatbots?|agents?|bots?|sites?|stores?|marketplaces?|badges?|channels?|networks?|systems?|boxes|glasses|headsets?|phones?|subscriptions?|bundles?|options?|dashboards?|extensions?|plug-?ins?|modes?|pilots?|tests?|APIs?|projects?|brands?|lines?|buttons?|labels?|schemes?|initiatives?|catalogs?|feeds?|pages?|engines?|browsers?|games?|cars?|trucks?|robots?|vans?|inventory|pooling|commingling|minimums?|bridges?|integrations?|guarantees?|warrant(?:y|ies)|support|fund|accelerator|cards?|wallets?|accounts?|loans?|insurance|delivery|shipping|fulfil?lment|opt-outs?|opt out)';
export const DEPOT =
  '(?:warehouses?|fulfil?lment cent(?:er|re)s?|distribution cent(?:er|re)s?|sort(?:ing|ation)? cent(?:er|re)s?|logistics (?:hub|cent(?:er|re)|park|base)s?|(?:[a-z]+ )?hubs?|sort facilit(?:y|ies)|delivery stations?|(?:cargo |air |sea |freight )?routes?|shipping lanes?|freight services?|depots?|facilit(?:y|ies)|buildings?|terminals?|lockers?|ports?|docks?|fleets?|freighters?|sailings?|flights?|data cent(?:er|re)s?|plants?|factor(?:y|ies))';
export const MONEY_AHEAD = '(?=(?:(?:up to|about|around|nearly|more than|an additional|another|some|at least|roughly|over|as much as|a further|a total of|just|only|close to) )?(?:US|HK|A|C|NT|S|R|MX|NZ)?[$€£¥₹₩]|\\d|RMB|Rs|hundreds of|tens of|billions of)'; // prettier-ignore
