import type { ReplyRule } from './reply-rule.js';

/** `sure` is read before the words about unknown mailboxes. */
export const SOFT_TEXTS: { sure: readonly ReplyRule[]; likely: readonly ReplyRule[] } = {
  sure: [
    {
      name: 'mailbox-full',
      class: 'soft',
      text: [
        /(?:mail ?box|in-?box|mail ?folder|mail ?drop|account|user|recipient|storage|disk|space)\b.{0,30}\b(?:is full|full|overfull|over quota|out of (?:storage|space|disk)|overdrawn|quota|exceed\w* (?:the |its |their |his )?(?:\w+ )?(?:limit|size|storage|space|allocat\w*))/i,
        /over.?quota|over (?:the |its |their |his )?(?:\w+ )?(?:quota|storage)/i,
        /too many (?:messages|mails) (?:in|on) |quota (?:\w+ ){0,2}exceed/i,
        /exceed\w* (?:\w+ ){0,4}(?:quota|storage|mailbox size|allocation)/i,
        /(?:insufficient|not enough|no|out of) (?:\w+ ){0,2}(?:space|storage|quota)\b/i,
        /too many (?:messages )?in (?:the )?(?:mailbox|inbox)|local limit|quotaexceed/i,
      ],
      why: 'no room at the moment',
    },
    {
      name: 'mailbox-full-words',
      class: 'soft',
      text: [
        /(?:邮箱|信箱|郵箱|空间|空間|容量|邮件箱|收件箱)[^，。,;；]{0,10}(?:已?满|不足|已?滿|超)|超(?:过|出|過)[^，。]{0,8}(?:容量|空间|配额|限额|空間|配額)/iu,
        /配额[^，。]{0,6}(?:超|不足|已满)|容量(?:オーバー|超過|を超)|いっぱい|postfach[^.]{0,30}(?:voll|überschritten)/iu,
        /(?:speicher|kontingent|quota)\S{0,12}[^.]{0,30}(?:erschöpft|überschritten|erreicht)/iu,
        /bo[iî]te[^.]{0,40}(?:pleine|saturée|dépass)|quota[^.]{0,20}(?:dépass|excedid|superad|llen)/iu,
        /buz[oó]n[^.]{0,30}(?:llen|complet|exced)|(?:caixa|cuota|cota|quota)[^.]{0,40}(?:cheia|exced|lotad|llena)/iu,
        /casella[^.]{0,20}piena|(?:ящик|квота|mailbox)[^.]{0,30}(?:переполнен|заполнен|превышен)/iu,
        /превышен[^.]{0,20}квот|postvak[^.]{0,20}vol\b|용량|가득|skrzynk\S{1,12}[^.]{0,20}pełn/iu,
      ],
      why: 'no room at the moment',
    },
    {
      name: 'temporary',
      class: 'soft',
      text: [
        /\btemporar(?:y|ily)\b|try(?: your \w+| sending| to send| it| again| back)?(?: again)? later|again later/iu,
        /later retry|please retry|re-?try (?:later|in)|稍后(?:再试|重试)|稍後再試|暂时|暫時|一時的|しばらく|vorübergehend|temporaire/iu,
        /temporal(?:mente)?\b|temporári|времен|позже/iu,
      ],
      why: 'also when it comes with a 5xx',
    },
    { name: 'greylist', class: 'soft', text: [/gr[ea]y.?list|postgrey|灰名单/i], why: 'asks us to come again' },
    {
      name: 'expired',
      class: 'soft',
      text: [
        /\b(?:queue|delivery|retry|message|mail|transport|retention)(?: time| timeout| period| lifetime)?(?: limit)?(?: has| was| is)? (?:expired|exceeded)/iu,
        /(?:time|lifetime|period).{0,20}(?:expired|exceeded)|in the queue too long|queue ?expired|timed? ?out/iu,
        /retry time not reached|could not be (?:delivered|sent) (?:for|within|after) \d/iu,
        /cannot send message (?:for|within) \d|host lookup did not complete|try again$|not found[,;] try again/iu,
        /(?:was|been) unable to deliver .{0,60}(?:within|for|after) \d+|undelivered (?:for|after) (?:\w+ )?\d/iu,
        /for more than \d+ (?:hours|days)|(?:not|never) (?:be )?delivered (?:within|after|for) (?:\w+ )?\d/iu,
        /will not (?:be )?retr|超时|逾時|逾时|超過時間|タイムアウト|zeitüberschreitung|délai|tiempo de espera|tempo limite/iu,
        /истекло|таймаут/iu,
      ],
      why: 'nobody answered in time',
    },
    {
      name: 'too-large',
      class: 'soft',
      text: [
        /(?:message|mail|e-?mail|size|body|attachment|header)s?\b.{0,30}(?:too (?:big|large|long)|exceed\w*.{0,40}(?:size|limit|maximum|max))/i,
        /(?:size|length) limit|max(?:imum)? (?:message |mail |allowed )?size|larger than|sizelimit|oversized/i,
        /邮件(?:大小|过大|太大)[^，。]{0,10}|大小超过/i,
      ],
      why: 'this mail, not the mailbox',
    },
    {
      name: 'loop',
      class: 'soft',
      text: [/\bloop(?:s|ing|ed)?\b|too many hops|hop ?count|too many received/i],
      why: 'a fault in the routes of the other side',
    },
    {
      name: 'relay-denied',
      class: 'soft',
      text: [
        /relay(?:ing)?(?: access| attempt| operation| mail)?(?: is| not|:)? ?(?:denied|prohibited|(?:not )?(?:permitted|allowed)|refused|restricted|forbidden|rejected|disallowed)/i,
        /(?:unable|not|cannot|can't|won't|don't|no|refus\w*|prohibit\w*)(?: \w+){0,3} (?:to )?relay|no relaying|authentication (?:is )?required (?:for|to) relay|not (?:allowed|permitted|authori[sz]ed) to relay/i,
        /not relay|(?:not|isn't|is not) (?:in|on) (?:my|the|our) .{0,30}(?:rcpthosts|locals|relay)|rcpthosts/i,
        /not (?:a )?(?:local|hosted) (?:host|domain)|relay (?:from|for) |转发被拒|不(?:允许|支持)(?:中继|转发)/i,
      ],
      why: 'the server in the MX does not know the domain: its fault, and it may be set right; no proof that the mailbox is gone',
    },
  ],
  likely: [
    {
      name: 'no-connection',
      class: 'soft',
      text: [
        /connect(?:ion|ing)?\b.{0,40}(?:refused|reset|lost|closed|drop\w*|fail\w*|broken|error|abort\w*|not|terminat\w*|timeout)/i,
        /(?:lost|no|bad|broken) connection|unreachable|no route to host/i,
        /(?:could not|couldn't|unable to|cannot|can't|wasn't able to|failed to) (?:\w+ ){0,3}(?:connect|establish|contact)/i,
        /network (?:error|problem|is)/i,
        /server (?:is )?(?:busy|unavailable|down|not responding|not available|too busy)|host (?:is )?down/i,
        /not responding|连接(?:失败|超时|被|不上|断开)|无法连接|無法連線|無法連接|接続(?:できません|に失敗|エラー)/i,
      ],
      why: 'no talk took place',
    },
    {
      name: 'system-trouble',
      class: 'soft',
      text: [
        /(?:local|internal|server|system|config\w*|processing|lookup|software|filter|program|i\/o|disk|dns|mailer) (?:error|problem|failure|trouble|misconfig\w*)/i,
        /insufficient (?:system )?(?:resources|memory|storage|space)|out of memory|resources/i,
        /service (?:is )?(?:currently )?(?:unavailable|not available)/i,
        /(?:could not|cannot|can't|unable to|failed to) (?:lock|open|write|create|append|fork|exec\w*|save|store|access)/i,
        /locked by|permission denied|exit (?:status|code|value)|command (?:failed|died|returned)|died with/i,
        /not accepting (?:messages|mail|network)|disk full|no space left|系统(?:错误|繁忙|故障)|服务器(?:错误|繁忙|忙|故障)/i,
      ],
      why: 'trouble of the other system',
    },
  ],
};
