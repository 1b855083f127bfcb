import { BLOCK_TEXTS } from './block-texts.data.js';
import { HARD_TEXTS } from './hard-texts.data.js';
import type { ReplyRule } from './reply-rule.js';
import { SOFT_TEXTS } from './soft-texts.data.js';

/** Words that settle the matter although another rule further down would read them otherwise. */
const TRAPS: readonly ReplyRule[] = [
  {
    name: 'qq-flooded',
    class: 'soft',
    text: [/mailbox unavailable or access den(?:ied|ined)/i],
    why: 'QQ says this of mailboxes that get too much; they exist',
  },
  {
    name: 'qq-refused-by-reader',
    class: 'unsubscribe',
    text: [/mail is rejected by recipients?\b/i],
    why: 'QQ: the reader has put us on his own block list',
  },
  {
    name: 'recipient-flooded',
    class: 'soft',
    text: [
      /receiving (?:e?-?mails?|messages?) (?:too (?:quickly|fast)|at a rate)/i,
      /recipient'?s? (?:message )?rate limit/i,
    ],
    why: 'too much mail for one mailbox, from anybody',
  },
  {
    name: 'directory-edge',
    class: 'hard',
    enhanced: /^5\.4\.1$/,
    text: [/recipient address(?:es)? rejected ?: ?access denied/i],
    why: 'Microsoft 365 knows no such mailbox in this tenant',
  },
  {
    name: 'no-recipient-left',
    class: 'soft',
    enhanced: /^5\.5\.1$/,
    text: [/no valid recipients/i],
    why: 'what DATA hears after every RCPT was refused: it follows, and says nothing of the mailbox',
  },
  {
    name: 'full-or-missing',
    class: 'soft',
    text: [
      /(?:full|quota)\W{1,3}(?:\w+ ){0,3}or (?:\w+ ){0,4}(?:not exist|unknown|invalid|nonexistent)/i,
      /(?:not exist|unknown|invalid|nonexistent|unavailable)\W{1,3}(?:\w+ ){0,2}or (?:\w+ ){0,4}(?:full|quota)/i,
    ],
    why: 'the server does not tell which, so nobody is suppressed',
  },
  {
    name: 'full-or-missing-zh',
    class: 'soft',
    text: [
      /(?:不存在|无效|停用)[^。;；]{0,6}(?:或|、|\/)[^。;；]{0,10}(?:满|不足)/u,
      /(?:满|不足)[^。;；]{0,6}(?:或|、|\/)[^。;；]{0,10}(?:不存在|无效|停用)/u,
    ],
    why: 'the server does not tell which',
  },
];

/** RFC 3463 and the list of IANA, for replies whose words say nothing. */
const CODES: readonly ReplyRule[] = [
  {
    name: 'code-no-mailbox',
    class: 'hard',
    enhanced: /^5\.1\.(?:0|1|3|4|6|10)$/,
    why: 'no such mailbox, bad syntax, moved, null MX',
  },
  {
    name: 'code-no-domain',
    class: 'hard',
    enhanced: /^5\.(?:1\.2|4\.4|4\.310)$/,
    why: 'no such domain, or no way to it',
  },
  { name: 'code-disabled', class: 'hard', enhanced: /^5\.2\.1$/, why: 'mailbox disabled' },
  { name: 'code-sender', class: 'block', enhanced: /^[45]\.1\.(?:7|8|9)$/, why: 'our sender address is not liked' },
  { name: 'code-full', class: 'soft', enhanced: /^[45]\.2\.[0234]$/, why: 'mailbox full or too small, list trouble' },
  {
    name: 'code-policy',
    class: 'block',
    enhanced: /^[45]\.7\.\d+$/,
    why: 'security and policy: about us, unless words name the mailbox',
  },
  { name: 'code-system', class: 'soft', enhanced: /^[45]\.3\.\d+$/, why: 'trouble of the other system' },
  { name: 'code-network', class: 'soft', enhanced: /^[45]\.4\.\d+$/, why: 'network, routing, time ran out' },
  { name: 'reply-no-mail', class: 'hard', code: /^(?:521|556)$/, why: 'RFC 7504: the host takes no mail at all' },
  { name: 'reply-too-much', class: 'soft', code: /^552$/, why: 'RFC 5321: over the storage allocation' },
];

/** Codes that say little, read last. */
const WEAK_CODES: readonly ReplyRule[] = [
  { name: 'code-protocol', class: 'soft', enhanced: /^[45]\.[56]\.\d+$/, isWeak: true, why: 'protocol or conversion' },
  { name: 'code-4xx', class: 'soft', enhanced: /^4\./, isWeak: true, why: 'not now' },
  { name: 'reply-4xx', class: 'soft', code: /^4/, isWeak: true, why: 'not now' },
];

/** Words that say little, read after the codes. */
const WEAK_TEXTS: readonly ReplyRule[] = [
  {
    name: 'mailbox-unavailable',
    class: 'hard',
    code: /^550$/,
    text: [/(?:mailbox|user|account|recipient|address) (?:is |are )?(?:currently )?(?:unavailable|not available)/i],
    why: 'RFC 5321: the usual words of 550 for an unknown user',
  },
  {
    name: 'recipient-rejected',
    class: 'hard',
    text: [
      /(?:recipient|address|user)(?: address)? (?:was |is |has been )?(?:rejected|refused|not accepted)/i,
      /(?:rejected|refused|does not like) recipient|invalid recipients?/i,
    ],
    code: /^5/,
    isWeak: true,
    why: 'refused by name, with no word of policy',
  },
  {
    name: 'refused',
    class: 'block',
    text: [
      /\b(?:refused|rejected|denied|not accept(?:ed|ing)?)\b|被拒|拒绝|拒收|abgelehnt|refusé|rechazad|rejeitad/i,
      /отклонен|отказан|拒否/i,
    ],
    code: /^(?:5|$)/,
    isWeak: true,
    why: 'refused without a reason',
  },
];

/**
 * The table that reads refusals, in order of precedence: words before codes, because servers choose words with more care; among words what
 * speaks of us (list, spam, policy) before what speaks of the mailbox, except where the mailbox is plainly named. A 4xx is never hard: a hard rule then gives soft.
 */
export const REPLY_RULES: readonly ReplyRule[] = [
  ...TRAPS,
  ...BLOCK_TEXTS.sure,
  ...SOFT_TEXTS.sure,
  ...HARD_TEXTS,
  ...BLOCK_TEXTS.likely,
  ...SOFT_TEXTS.likely,
  ...CODES,
  ...WEAK_TEXTS,
  ...WEAK_CODES,
];
