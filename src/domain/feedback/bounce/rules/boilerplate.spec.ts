import { readRefusal } from './classify-reply.js';

/** What reports say around the reason, in every case alike. */
const BOILERPLATE = [
  "This is the mail system at host mx.example.net. I'm sorry to have to inform you that your message could not be delivered to one or more recipients. It's attached below. For further assistance, please send mail to postmaster. If you do so, please include this problem report. You can delete your own text from the attached returned message.",
  "Hi. This is the qmail-send program at mx.example.net. I'm afraid I wasn't able to deliver your message to the following addresses. This is a permanent error; I've given up. Sorry it didn't work out.",
  'This message was created automatically by mail delivery software. A message that you sent could not be delivered to one or more of its recipients. This is a permanent error. The following address(es) failed:',
  'The original message was received at Tue, 3 Mar 2026 08:12:40 GMT from out1.tradewind.example [192.0.2.10] ----- The following addresses had permanent fatal errors ----- ----- Transcript of session follows -----',
  'Delivery to the following recipient failed permanently: Technical details of permanent failure: Google tried to deliver your message, but it was rejected by the server for the recipient domain example.com by mail.example.com. [203.0.113.5]. The error that the other server returned was:',
  'Hello, this is the mail server on mx.example.net. I am sending you this message to inform you on the delivery status of a message you previously sent. Immediately below you will find a list of the affected recipients; also attached is a Delivery Status Notification (DSN) report in standard format, as well as the headers of the original message.',
  'Delivery has failed to these recipients or groups: Diagnostic information for administrators: Generating server: ex1.example.com',
  'Your message did not reach some or all of the intended recipients. Subject: Strategy shifts Sent: 3/3/2026 9:12 AM The following recipient(s) could not be reached:',
  'This is an automatically generated Delivery Status Notification. Delivery to the following recipients failed.',
  'Your message to the following recipients cannot be delivered: UNDELIVERABLE MAIL This is a delivery status notification from mx.example.net, running the Courier mail server, version 0.75.',
  'This is an automated message from the MailServer JAMES. I could not deliver your message to one or more recipients. Failed recipient(s):',
  'The attached message had PERMANENT fatal delivery errors! After one or more unsuccessful delivery attempts the attached message has been removed from the mail queue on this server. The number and frequency of delivery attempts are determined by local configuration. YOUR MESSAGE WAS NOT DELIVERED TO ONE OR MORE RECIPIENTS!',
  'An error occurred while trying to deliver the mail to the following recipients:',
  'We had trouble delivering your message. Full details follow:',
  'An error has occurred while attempting to deliver a message for the following list of recipients:',
  'Your mail message to the following address(es) could not be delivered. Please do not reply to this message, it was sent from an unattended mailbox.',
  'For more information, contact your administrator. This report was generated automatically; please check the recipient address and try to resend the message.',
  'Diese E-Mail wurde automatisch erzeugt. Ihre Nachricht konnte an folgende Empfänger nicht zugestellt werden:',
  "Votre message n'a pas pu être remis aux destinataires suivants :",
  'No se pudo entregar su mensaje a los siguientes destinatarios:',
  'Não foi possível entregar a sua mensagem aos seguintes destinatários:',
  'Ваше сообщение не может быть доставлено следующим получателям:',
  '以下の宛先にメールを配信できませんでした。このメールは自動送信されています。',
  '抱歉，您的邮件被退回来了…… 原邮件信息：时间 主题 收件人 建议解决方案',
  '很抱歉，您发送的邮件被退回，以下是该邮件的相关信息：',
];

describe('the words around the reason', () => {
  it.each(BOILERPLATE)('"%s" decide nothing', (text) => {
    const { isWeak, rule } = readRefusal({ text });
    expect(`${rule} ${isWeak ? 'weak' : 'sure'}`).toMatch(/ weak$/);
  });
});
