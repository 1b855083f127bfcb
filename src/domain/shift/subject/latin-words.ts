/** Word lists that tell where an English verb's subject is. */

/** Words of a verb group, stripped from the verb leftwards: auxiliaries, adverbs, verbs of planning and saying. */
export const VERB_GROUP =
  /(?:^|[\s,(“"])(?:will|would|has|have|had|is|are|was|were|be|been|being|to|also|now|soon|not|recently|just|then|still|first|further|again|instead|next|once|even|plans?|planned|planning|intends?|intended|intending|expects?|expected|aims?|aimed|aiming|decides?|decided|agrees?|agreed|announced?|announces|says?|said|considers?|considered|considering|weighs?|weighed|weighing|mull(?:s|ed|ing)?|explor(?:es|ed|ing)|prepares?|prepared|preparing|set|due|ready|about|going|may|might|could|can|must|shall|does|did|do|begins?|began|begun|beginning|starts?|started|starting|continues?|continued|continuing|sought|seeks?|seeking|poised|likely|pledges?|pledged|promises?|promised|commits?|committed|vows?|vowed|opts?|opted|moves?|moved|moving|forced|chose|chosen|wants?|wanted|hopes?|hoped|hoping|looks?|looked|looking|tries|tried|trying|needs?|needed|confirms?|confirmed|reveals?|revealed|disclosed?|told|that|scheduled|slated|talks|studying|evaluating|discussing|warned|warns|reported|stated|wrote|proposed|proposes|proposing|threatened|threatens|helped|rushed|managed|than|both|either|in talks|on track|in the process of|[a-z]+ly)$/iu;
export const PRONOUN = /(?:^|[\s,(“"])(it|they|he|she)$/iu;
export const WE = /(?:^|[\s,(“"])(we|we're|we'll|I)$/iu;
/** "the company", "the Chinese retailer": the actor of an earlier clause or sentence. */
export const STAND_IN =
  /(?:^|[\s,(“"])((?:the|this|both)\s(?:[\w'.-]+\s){0,4}?(?:company|companies|firm|giant|retailer|platform|marketplace|group|startup|start-up|conglomerate|maker|carrier|lab|chipmaker|automaker|agency|regulator|watchdog|commission|government|bloc|operator|e-tailer|bank|service|network|brand|administration|ministry|postal service|e-commerce company|developer|provider|app|parent|parent company|social network))$/iu;
/** "its cloud unit", "the company's ad arm". */
export const OWN_PART =
  /(?:^|[\s,(“"])(?:its|their|the company's|the firm's|the group's|the)\s(?:[\w&.-]+\s){0,4}?(?:unit|units|division|team|teams|arm|business|subsidiary|lab|labs|department|board|management|executives?|spokes(?:man|woman|person)|CEO|CFO|CTO|COO|chief executive|chief|founder|co-founder|leadership|segment|operation|operations|branch|president|head|director)$/iu;
/** A noun after which "to …" belongs to the subject's plan: "announced a plan to cut", "its decision to leave". */
export const PLAN_NOUN =
  /(?:^|\s)(?:(?:entered|entering|enters|enter)\sinto\s|(?:signed|signs|reached|struck|made|unveiled|has|have)\s)?(?:an?|the|its|their|his|her|any|new)\s(?:[\w-]+\s){0,3}?(?:plans?|decision|deal|move|agreement|intention|pledge|commitment|proposal|deals|talks|option)$|(?:^|\s)(?:use|uses|using|used|spend|spending)\s(?:the|its|this|that|some of the|part of the)\s(?:[\w-]+\s){0,2}?(?:proceeds|money|funds|funding|capital|round|investment|savings|cash)$/iu;

/** People and things that act, but are not the actor of a strategy shift. */
export const OTHER_SUBJECTS =
  /(?:^|[\s(“"'])(?:sellers?|merchants?|vendors?|customers?|users?|shoppers?|buyers?|consumers?|investors?|shareholders?|analysts?|experts?|observers?|economists?|critics?|researchers?|advocates?|rivals?|competitors?|competition|employees?|workers?|staff|staffers|developers?|advertisers?|creators?|lawmakers?|senators?|lawyers?|judges?|unions?|brands?|retailers?|companies|firms|startups?|businesses|people|others|many|some|most|few|everyone|anyone|who|market|markets|industry|shares|stock|stocks|share price|revenue|sales|profits?|suppliers?|partners?|importers?|exporters?|freight forwarders?|forwarders?|drivers?|families|parents|influencers?|publishers?|banks|governments|countries|officials|insiders|consultants?|agencies|marketplaces|platforms|we|you|I|members|subscribers|readers|travelers|households|demand|traffic|growth|report|study|survey|data|documents?|filing|video|post|letter|memo|article|lawsuit|suit|critics)$/iu;

/** A preposition right before a name: the name is a place, a victim or a partner there, not the subject. */
export const PREPOSITION_BEFORE =
  /(?:^|[\s(“"])(?:in|on|at|for|from|with|to|by|against|about|like|than|via|under|into|including|as|between|among|over|through|without|toward|towards|versus|vs|after|before|following|onto|within|around|behind|outside|across|despite|besides|beyond|per|targeting|using|fined|sued|joined|joining|rival|former|ex|unlike|called|named|of)(?:\s(?:the|rival|rivals|former|its|fellow|Chinese|American|U\.S\.|US|European|parent|giant|owner))*\s$/iu;
/** "a unit of Alibaba", "the owner of Facebook": here "of" keeps the name. */
export const PART_OF =
  /(?:unit|arm|division|owner|parent|maker|part|subsidiary|head|CEO|chief|chief executive|operator|board|president|founder|executives|executive)\sof\s(?:the\s)?$/iu;
/** What may stand between the actor's name and its verb group. */
export const NAME_TAIL =
  /^(?:'s|')?(?:,?\s(?:Inc|Corp|Ltd|Co|LLC|plc|AG|SE|SA|NV|Group|Holdings)\.?,?)?(?:'s|')?(?:\s\([^)]{0,40}\))?(?:\s[\w&'’.-]+){0,5}$/u;
const VERB_LIKE =
  'sued|fined|banned|told|asked|urged|accused|said|says|launched|made|by|that|which|who|whose|where|when|while|because|since|after|before|in|on|at|for|from|with|to|against|about|over|under|into|as|if|but|or|than';
export const TAIL_BREAKS = new RegExp(`\\s(?:${VERB_LIKE})(?:\\s|$)`, 'iu');
/** Words that begin a sentence with a capital and name no company. */
export const NO_COMPANY =
  /^(?:The|A|An|This|That|These|Those|It|They|He|She|We|I|In|On|At|For|From|With|By|But|And|Or|So|Yet|As|If|When|While|After|Before|Since|Until|Both|Its|Their|His|Her|Our|My|Meanwhile|However|Separately|Also|Now|Then|Still|Here|There|Some|Many|Most|All|Few|Several|Other|Others|Analysts?|Experts?|Sellers?|Merchants?|Critics|Investors?|Prices?|Fees?|Shares|Sales|Tariffs?|Rules?|Plans?|Executives?|Officials?|Regulators?|Lawmakers|Customers?|Users?|Shoppers|Buyers|Consumers|Brands?|Retailers?|Companies|Platforms?|Marketplaces?|Rates?|Costs?|Jobs|Workers|Employees|Staff|Layoffs|Deliveries|Shipments|Parcels|Packages|Orders|Returns|Refunds|Last|Next|Under|Over|More|Less|No|Not|Only|Even|Just|What|Who|How|Why|Where|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Chinese|American|European|German|French|British|Indian|Japanese|Korean|AI|API|CEO|CFO|CTO|U\.S|US|EU|UK|New|Two|Three|Four|Five|Ten|One|Eligible|Existing|Commissions?|Duties|Reuters|Bloomberg|CNBC|Wall|Financial|Prime|Black|Cyber|Christmas|Asia|Europe|Africa|America|Black Friday|Prime Day|Wednesday's|Reports?|Sources?|People)$/u;
