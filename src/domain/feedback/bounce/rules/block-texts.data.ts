import type { ReplyRule } from './reply-rule.js';

/** `sure` is read before the words about mailboxes: these sentences often hold such words ("sender address rejected: domain not found"). */
export const BLOCK_TEXTS: { sure: readonly ReplyRule[]; likely: readonly ReplyRule[] } = {
  sure: [
    {
      name: 'sender-refused',
      class: 'block',
      text: [
        /\b(?:sender|mail ?from|envelope[- ]from|from address|return[- ]path)(?:'s)?(?: e-?mail)?(?: address| domain| ip| host| server| id)?(?: <?[@\w.]{1,60}>?)? ?(?:was |is |has been |could not be |cannot be |does |did |do )?(?:not |un|in)?(?:rejected|refused|denied|blocked|verif\w*|valid|known|exist|allowed|permitted|accepted|blacklisted|listed|resolv\w+|authori[sz]ed)\b/i,
        /(?:unknown|invalid|bad|unverified|unresolvable|unauthori[sz]ed) (?:envelope )?sender/i,
        /domain of (?:the )?sender|not accepting (?:e-?mails?|mail|messages?) from (?:this|that|your?)\b|sender callout|发件人(?:地址|域名)?(?:被拒|不存在|验证失败)/i,
      ],
      why: 'our sender address, not the reader',
    },
    {
      name: 'client-refused',
      class: 'block',
      text: [
        /client host|\b(?:helo|ehlo)\b.{0,40}(?:reject|invalid|refus|denied|not found|must|resolv)/i,
        /reverse (?:dns|host|lookup|mapping)|\brdns\b|\bptr\b|fcrdns|cannot find your (?:reverse )?host/i,
        /\bbad helo\b|\bip(?: address)?\b.{0,30}\b(?:blocked|banned|refused|rejected|denied|restricted)|\bhelo name\b/i,
        /your (?:ip|host|server|domain|network)\b.{0,40}(?:block|reject|refus|denied|listed|reputation|banned|not (?:allowed|accepted|permitted))/i,
        /your (?:e-?mail|message)\b.{0,40}(?:block|banned|reputation)/i,
      ],
      why: 'our host or its name in the DNS',
    },
    {
      name: 'too-many-bad-recipients',
      class: 'block',
      text: [/too many (?:invalid|unknown|bad|non-?existent|wrong) (?:recipient|user|address|rcpt)/i],
      why: 'we are taken for a harvester',
    },
    {
      name: 'block-list',
      class: 'block',
      raw: [
        /spamhaus|spamcop|barracudacentral|sorbs\.net|abuseat|uceprotect|dnsbl|\brbl\b|senderscore|senderbase/i,
        /invaluement|\bs3150\b|\b(?:s775|ts03|tss\d\d)\b/i,
      ],
      why: "a public list, or a provider's own",
    },
    {
      name: 'block-list-words',
      class: 'block',
      text: [
        /\b(?:black|block|deny|dns|real-?time).?list|blocked (?:using|by|for|due)|blocklisted|blacklisted/i,
        /(?:ip|host|address|server)\]? (?:is |was )?(?:currently )?(?:listed\b|on (?:our|a|the|my|their) )/i,
        /(?:poor|bad|low|ip|sender|domain|email) reputation|reputation of|黑名单|黑名單|列入.{0,8}名单|ブラックリスト|черн\S+ спис/i,
        /liste noire|lista negra|schwarze liste/i,
      ],
      why: 'a list or a reputation',
    },
    {
      name: 'authentication',
      class: 'block',
      text: [
        /\b(?:spf|dkim|dmarc|arc)\b|unauthenticated|not authenticated/i,
        /(?:sender|message|mail|email).{0,20}authentication|身份验证|认证失败/i,
      ],
      why: 'our authentication',
    },
    {
      name: 'sending-rate',
      class: 'block',
      text: [
        /frequency limited|\brate.?limit|(?:sending|message|connection|mail) rate/i,
        /too many (?:concurrent |simultaneous |open )?(?:(?:messages|mails)(?! (?:in|on) )|e-?mails|connections|mails|sessions|requests|errors|smtp)/i,
        /throttl|(?:daily|hourly|sending|outgoing) (?:\w+ ){0,2}(?:limit|quota)|too (?:fast|frequent)/i,
        /unusual (?:rate|volume|number)|user complaints|(?:unexpected|excessive|high) (?:mail )?volume|发送频率/i,
        /频率(?:过|限|超|受)|(?:ip|发信|发送|投递|连接)[^，。]{0,8}(?:受限|被限制|受到限制)|发送(?:过|太)(?:快|频)|连接(?:数|频率)?过多/i,
      ],
      why: 'we are too fast',
    },
    { name: 'coremail-envelope', class: 'block', raw: [/\bDT:SUM\b/], why: 'NetEase: envelope and From differ' },
  ],
  likely: [
    {
      name: 'spam',
      class: 'block',
      text: [
        /\b(?:spam|spammer|spamming|spam-like|junk|unsolicited|bulk (?:e-?)?mail|uce|ube|phish\w*|malware|virus|viruses|infected|trojan)\b/i,
        /anti-?spam|垃圾|涉嫌|反垃圾|病毒|迷惑メール|スパム|спам|вирус/i,
      ],
      why: 'the content or what is thought of it',
    },
    {
      name: 'content',
      class: 'block',
      text: [
        /(?:message|mail|e-?mail|attachment|url|link|header|content|body)s?\b.{0,30}(?:suspicious|banned|prohibited|not allowed|unacceptable|forbidden|objectionable|offensive|dangerous)/i,
        /(?:prohibited|banned|forbidden|illegal|bad|suspicious|blocked|dangerous) (?:attachment|content|file|url|link|header|extension|words?)/i,
        /content (?:filter|reject|denied|polic|block|restrict)|mail content denied/i,
        /(?:message|mail) (?:was )?filtered|illegal attachment|内容(?:被拒|违规|不合规|过滤)|敏感(?:词|内容)/i,
      ],
      why: 'the content',
    },
    {
      name: 'policy',
      class: 'block',
      text: [
        /\bpolic(?:y|ies)\b|administrative(?:ly)? prohib|prohibited by|for security|security reason/i,
        /\b(?:banned|blocked|blocks|blocking)\b|access (?:is |was )?den(?:ied|ined)/i,
        /connection (?:was )?(?:denied|rejected|refused by policy)|策略|政策|被.{0,12}(?:屏蔽|拦截|阻止)|richtlinie/i,
        /stratégie|política|политик|ポリシー/i,
      ],
      why: 'a policy of the other side',
    },
    {
      name: 'not-authorised',
      class: 'block',
      text: [
        /not (?:authori[sz]ed|permitted|allowed|entitled)|unauthori[sz]ed/i,
        /(?:not have|no|without|lacks?) (?:the )?(?:\w+ )?permissions?|authentication required/i,
        /must (?:be )?authenticate|restricted|only accepts|members? only|white-?list/i,
        /(?:don't|do not|not) (?:want|wish) to receive|\b(?:notauthorized|authrequired|senderrestrict\w*)/i,
        /tls (?:is )?required|(?:encryption|starttls) (?:\w+ )?(?:needed|required|first)/i,
      ],
      why: 'this mailbox takes no mail from us',
    },
  ],
};
