/** How reports of failure are titled, by language. Matched against a subject without its tags and answer marks. */
export const FAILURE_SUBJECTS: readonly RegExp[] = [
  /^\W*(?:automatic(?:ally)? |auto )?(?:un-?deliver(?:ed|able)|undelivered mail|returned (?:mail|e-?mail|message|to)|return(?:ed)? to sender|mail (?:returned|failure|error|system error|undeliver\w+|delivery)|(?:message|e-?mail|mail)? ?delivery (?:has )?(?:status|fail\w*|error|problem|notification|report|delay\w*|unsuccessful|incomplete|warning|attempt|subsystem|not)|failure (?:notice|delivery|notification)|fail(?:ed|ure)\b|non-?deliver|nondeliver|nd[nr]\b|permanent (?:delivery |fatal )?(?:failure|error)|warning: (?:could not|message|mail)|user unknown|unknown user|mailbox (?:is )?(?:full|unavailable)|rejected:|message status|not delivered|could not (?:be )?deliver|unable to deliver|can ?not deliver|there was an error sending your (?:mail|message)|virus (?:in|found)|blocked (?:mail|message))/i,
  /\b(?:mail|message|e-?mail)\b.{0,60}\b(?:undeliver\w+|(?:not|n't)(?: be)? (?:been )?deliver\w*|delivery fail\w*|delivery problem|returned|bounced|rejected)/i,
  /unzustellbar|nicht zu(?:ge)?stell|zustellung|nicht ausgeliefert|rückläufer|unzustell/i,
  /non (?:remis|distribu|délivr)|échec|non livr|retour de|n'a pas pu être (?:remis|distribu|délivr)|courrier non/i,
  /no se (?:puede|pudo|ha podido|entreg)|no entregad|devuelto|error de entrega|fallo (?:de|en) (?:la )?entrega|imposible entregar/i,
  /não (?:foi |pôde ser |pode ser )?(?:possível )?entreg|falha (?:na|de) entrega|devolvid|não entregue/i,
  /mancato recapito|non recapitabil|consegna|non consegnat/i,
  /onbestelbaar|niet (?:af)?(?:geleverd|bezorgd)|nie(?:dostarcz| dostarczono|doręcz)|nedoručiteln|teslim edile|olevererbar|kunde inte levereras|kunne ikke leveres/i,
  /не доставлен|недоставлен|невозможно доставить|не удалось доставить|ошибка доставки|доставк|возврат|возвращен/i,
  /配信(?:不能|失敗|エラー|でき)|配送(?:エラー|失敗|不能|でき)|送信(?:エラー|失敗|できません)|未配達|宛先不明|届けられません|配達|届きません|エラーメール|返送/,
  /退信|退件|投[递遞](?:失败|失敗|状态|通知|报告)|无法(?:投递|送达|发送|传递)|無法(?:投遞|送達|傳送|傳遞|寄送)|未送达|未能送达|未傳遞|未传递|发送失败|發送失敗|传送失败|傳送失敗|送达失败|被退回|退回|传递失败|傳遞失敗/,
  /배달 ?(?:실패|상태|되지|불가)|반송|전송 ?실패|전달되지/,
]; // prettier-ignore

/** How reports of failure begin. */
export const FAILURE_WORDS: readonly RegExp[] = [
  /(?:could|can|did|was|were|has|have|may)(?: ?not|n't)(?: yet)?(?: be| been| able to be| able to)? ?(?:successfully )?(?:deliver(?:ed)?|sent|reach(?:ed)?|transmitted|transferred|relayed)|(?:was|is|are|were) (?:undeliverable|not delivered)|undeliver(?:ed|able)|delivery (?:to the following|has failed|failed|failure|failure|error|status notification|attempt|of your|is delayed)|(?:unable|failed|not able) to (?:\w+ )?(?:deliver|send|relay|transmit)|did not reach|(?:was|were|been) (?:rejected|refused|returned|bounced)|had (?:permanent|transient|delivery|temporary|non-fatal)\b.{0,30}(?:errors?|problems?)|following (?:\w+ ){0,2}(?:address(?:es)?|recipients?|users?)(?:\(\w+\))?.{0,30}(?:fail|reject|not|problem|error)|permanent (?:fatal )?(?:error|failure)|fatal (?:delivery )?errors?|returned to (?:the )?sender|non-?delivery|failure reasons?|failed recipients?|unknown user:|user mailbox exceeds|invalid final delivery|addresses? (?:not found|failed)|trouble delivering|this message (?:has been|was) (?:blocked|rejected)|your (?:e-?mail|message|mail) (?:to|for) .{1,200} (?:bounced|was not|could not|cannot|has (?:been )?(?:fail|reject|return|not))|account is (?:disabled|temporarily)|delivery (?:temporarily )?suspended|transcript of session follows|message could not|(?:delivery|message) (?:will be|has been) (?:retried|delayed)/i,
  /nicht (?:zugestellt|ausgeliefert|übermittelt|zustellbar|weitergeleitet)|unzustellbar|fehler bei der übermittlung|zustellung .{0,60}(?:fehlgeschlagen|nicht möglich|gescheitert)/i,
  /(?:pas|non) (?:pu être |être )?(?:remis|distribué|délivré|acheminé|livré)|échec de (?:la )?(?:remise|livraison|distribution)|impossible de (?:remettre|distribuer|livrer|délivrer)/i,
  /(?:no (?:se )?(?:ha podido|pudo|puede|pudimos)|imposible) (?:ser )?(?:entregar|entregado|enviar)|error (?:en la|de) entrega|no (?:fue|ha sido|se) entreg/i,
  /(?:não (?:foi possível|pôde|pode|foi)|impossível) (?:ser )?(?:entregar|entregue|enviar)|falha na entrega|não entregue/i,
  /(?:non è stato possibile|impossibile) (?:consegnare|recapitare)|non (?:è stato )?(?:consegnato|recapitato)|recapito/i,
  /(?:niet|nie) (?:worden |kon worden )?(?:afgeleverd|bezorgd|dostarczon)|nie (?:można|udało się) dostarczyć|teslim edile/i,
  /не (?:может быть|могло быть|было|был|была|удалось)\s?(?:\S+ )?доставл?|не доставлен|недоставл|невозможно доставить|не удалось доставить|ошибка (?:при )?доставк/i,
  /(?:配信|配送|送信|配達|送達|お届け|届け)(?:は|が|に|を)?(?:\S{0,6})?(?:できません|できなかった|失敗|されません|不能|エラー)|届きません|送信できません|返送/,
  /退信|退回|(?:无法|未能|不能|没有|沒有|無法|未)(?:被)?(?:成功)?(?:投递|送达|发送|传递|投遞|送達|傳送|傳遞|寄送|寄达|到达)|(?:投递|发送|发送邮件|递送|传送|投遞|發送|傳送)(?:到|给)?[^。\n]{0,60}(?:失败|失敗|不成功|出错)|投递失败/,
  /(?:배달|전송|전달|발송)(?:하지|되지|할 수|에)? ?(?:못|않|없|실패)|반송/,
]; // prettier-ignore

/** A report that nothing is lost yet. */
export const DELAY_WORDS =
  /warning message only|do not need to resend|don't need to resend|(?:delivery|message|mail)\b.{0,40}(?:has been|is|was|been) delayed|delivery delayed|has not (?:yet )?been (?:\w+ )?delivered|not yet (?:been )?delivered|will (?:continue|keep) (?:to be )?(?:try|attempt|retry)|will be (?:retried|attempted|kept)|keep trying|still (?:being )?(?:trying|retried)|delivery attempts will continue|no action is required on your part|(?:could not|couldn't) (?:send|be sent|be delivered) (?:message )?for (?:the )?(?:past )?\d|transient non-fatal errors|verzögert|retardée?|retrasad|atrasad|задерж|延迟|延遲|遅延|遅れ|将继续尝试|继续投递/i;
/** And where such words do not count. */
export const GIVEN_UP =
  /permanent (?:fatal )?(?:error|failure)|given up|giving up|no longer (?:be )?(?:try|retr)|will not (?:be )?(?:try|retr)|delivery attempts have (?:stopped|ended)|final(?:ly)? failed|(?:deleted|removed) from (?:the |our )?(?:mail )?queue|will be (?:deleted|returned)|无法再|停止(?:投递|重试)/i;

/** Subjects of answers that a machine gives for a person (RFC 3834), by language. */
export const AUTO_REPLY_SUBJECTS =
  /\bout[ -]of[ -](?:the )?office\b|\booo\b|auto(?:matic|mated|matische)?[- ]?(?:re(?:ply|sponse|sponder)|answer|antwort|response)|\bvacation\b|on (?:annual )?leave|away from|autoreply|abwesen|automatische antwort|réponse automatique|absen(?:t|ce)\b|respuesta autom[aá]tica|fuera de (?:la )?oficina|ausente|resposta autom[aá]tica|fora do escritório|ausência|risposta automatica|fuori (?:sede|ufficio)|автоответ|автоматический ответ|вне офиса|отпуск|自动(?:回复|答复|应答)|自動(?:回覆|返信|応答)|不在(?:のお知らせ|通知)?|休假|外出|자동 ?(?:회신|응답)|부재|automatisch antwoord|afwezig|automatyczna odpowied|otomatik yanıt|thank you for (?:your (?:e-?mail|message)|contacting)|we (?:have )?received your/i;
export const CHALLENGE =
  /(?:please )?(?:confirm|verify|validate) (?:that )?(?:your|you) (?:message|e-?mail|mail|are (?:a )?human|sent)|challenge[- ]response|sender (?:address )?verification|awaiting (?:your )?(?:confirmation|approval)|to prove you(?:'re| are) (?:a )?human|requires? (?:you to )?(?:confirm|verify)|one-time (?:confirmation|verification)/i;
