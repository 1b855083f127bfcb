import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../../../../foundation/paths/project-root.js';
import { readReport } from '../read-report.js';
import { classifyReply } from './classify-reply.js';

type Refusal = { class: string; text: string };

const refusals = parse<Refusal>(readFileSync(join(projectRoot, 'test/fixtures/refusals.csv')), { columns: true });

describe('a refusal', () => {
  it.each(refusals)('"$text" is $class', ({ text, class: expected }) => {
    const { class: found, rule } = classifyReply({ text });
    expect(found).toBe(expected);
    expect(rule).not.toBe('unmatched');
  });

  it('without words or a known code is soft, by no rule', () => {
    expect(classifyReply({ code: 550, text: '550 #ref 8812' })).toEqual({ class: 'soft', rule: 'unmatched' });
  });

  it('of QQ or NetEase is read by what the delivery side knows of them', () => {
    const ofQq = classifyReply({ provider: 'qq', code: 550, text: '550 Connection denied' });
    expect(ofQq).toEqual({ class: 'block', rule: 'qq-block' });
    const ofNetease = classifyReply({ provider: 'netease', code: 421, text: '421 HL:ICC 163 smtp1' });
    expect(ofNetease).toEqual({ class: 'block', rule: 'netease-connections' });
  });
});

const READER = 'reader@example.org';
const QUOTED =
  '\n\nReturn-Path: <b@tradewind.example>\nFrom: letters@tradewind.example\nTo: reader@example.org\nMessage-ID: <m@t.example>\n';
const head = (from: string, subject: string): string =>
  `Return-Path: <>\nFrom: ${from}\nTo: b@t.example\nSubject: ${subject}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n`;
const fold = (text: string): string => text.replace(/(.{60,75}) /g, '$1\n    ');

const FORMS: [string, (text: string) => string][] = [
  ['qmail', (text) => `${head('MAILER-DAEMON@mx.example', 'failure notice')}Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${READER}>:\n203.0.113.5 does not like recipient.\nRemote host said: ${text}\nGiving up on 203.0.113.5.\n\n--- Below this line is a copy of the message.\n${QUOTED}`],
  ['Exim', (text) => `${head('Mail Delivery System <Mailer-Daemon@mx.example>', 'Mail delivery failed: returning message to sender')}This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${READER}\n    host mx.example.org [203.0.113.5]\n    SMTP error from remote mail server after RCPT TO:<${READER}>:\n    ${fold(text)}\n\n------ This is a copy of the message, including all the headers. ------\n${QUOTED}`],
  ['Postfix without MIME', (text) => `${head('MAILER-DAEMON@mx.example (Mail Delivery System)', 'Undelivered Mail Returned to Sender')}This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<${READER}>: host mx.example.org[203.0.113.5] said: ${fold(text)} (in reply to RCPT TO command)\n${QUOTED}`],
  ['Gmail of old', (text) => `${head('Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'Delivery Status Notification (Failure)')}Delivery to the following recipient failed permanently:\n\n     ${READER}\n\nTechnical details of permanent failure:\nGoogle tried to deliver your message, but it was rejected by the server for the recipient domain example.org.\n\nThe error that the other server returned was:\n${text}\n\n----- Original message -----\n${QUOTED}`],
  ['Exchange of old', (text) => `${head('System Administrator <postmaster@example.org>', 'Undeliverable: Hello')}Your message did not reach some or all of the intended recipients.\n\n      Subject:\tHello\n\nThe following recipient(s) could not be reached:\n\n      ${READER} on 3/3/2026 9:12 AM\n            ${text}\n            <mx.example #5.0.0 smtp;${text}>\n`],
  ['a Chinese server', (text) => `${head('postmaster@example.cn', '系统退信')}抱歉，您的邮件被退回来了……\n\n收件人：${READER}\n退信原因：${text}\n\n建议解决方案：请检查地址。\n`],
  ['RFC 3464', (text) => `From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ${READER}\nAction: failed\nStatus: ${text.startsWith('4') ? '4' : '5'}.0.0\nDiagnostic-Code: smtp; ${fold(text)}\n\n--b--\n`],
]; // prettier-ignore

describe('a report in the form of', () => {
  it.each(FORMS)('%s hides no refusal', async (_name, form) => {
    for (const refusal of refusals) {
      const text = refusal.text.replaceAll('a@example.com', READER);
      const { recipients } = await readReport(Buffer.from(form(text)));
      expect({ text, recipients: recipients.map(({ address, class: found }) => [address, found]) }).toEqual({
        text,
        recipients: [[READER, refusal.class]],
      });
    }
  });
});
