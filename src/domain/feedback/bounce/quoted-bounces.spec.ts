import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../foundation/paths/project-root.js';
import { headerOf } from './mail/inbound-mail.js';
import { readMail } from './mail/read-mail.js';
import { readReport } from './read-report.js';

const folder = join(projectRoot, 'test/fixtures/bounces');
const names = readdirSync(folder).filter((name) => name.endsWith('.eml') && !name.startsWith('ok-'));

type Bounce = { subject: string; text: string };
const BEN = 'Ben Lee <ben@example.org>';

function mail(from: string, returnPath: string, subject: string, headers: string, body: string): string {
  return `Return-Path: ${returnPath}\nFrom: ${from}\nTo: letters@tradewind.example\nSubject: ${subject}\n${headers}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${body}`;
}

const CONTEXTS: [string, (bounce: Bounce) => string][] = [
  ['a quoting answer', ({ subject, text }) => mail(BEN, '<ben@example.org>', `Re: ${subject}`, 'In-Reply-To: <x@y>\n', `What is this?\n\n${text.replace(/^/gm, '> ')}`)],
  ['a Chinese answer', ({ subject, text }) => mail(BEN, '<ben@example.org>', `回复：${subject}`, '', `你好，请看下面：\n\n${text}`)],
  ['a forwarded mail', ({ subject, text }) => mail(BEN, '<ben@example.org>', `Fwd: ${subject}`, '', `fyi\n\n---------- Forwarded message ----------\nFrom: <mailer-daemon@x.example>\n\n${text}`)],
  ['a post to a list', ({ subject, text }) => mail(BEN, '<users-bounces@l.example>', `[users] ${subject}`, 'List-Id: <users.l.example>\n', text)],
  ['a newsletter', ({ subject, text }) => mail('Mail Weekly <news@weekly.example>', '<b1@weekly.example>', subject, 'List-Unsubscribe: <https://w.example/u>\n', text)],
  ['a question', ({ text }) => mail(BEN, '<ben@example.org>', 'Question about a mail', '', `Hello,\n\nI got this back yesterday, what should I do?\n\n${text}`)],
  ['a long question with the title of a bounce', ({ text }) => mail(BEN, '<ben@example.org>', 'Undelivered mail', '', `Hello,\n\n${'I wrote to a friend from my new telephone and found this in my inbox. '.repeat(5)}\n\n${text}`)],
  ['the answer of a ticket system', ({ subject, text }) => mail('Support <support@example.org>', '<>', `[Ticket #8812] ${subject}`, 'Auto-Submitted: auto-replied\n', `Thank you for your message.\n\n----- your message -----\n${text}`)],
  ['the answer of an absent reader', ({ subject, text }) => mail(BEN, '<>', `Automatic reply: ${subject}`, 'Auto-Submitted: auto-replied\n', `I am away.\n\n-----Original Message-----\n${text}`)],
  ['a receipt of a mail', ({ text }) => mail('Support <support@example.org>', '<s@example.org>', 'We received your mail', 'Auto-Submitted: auto-generated\n', `Thank you.\n\n${text}`)],
  ['an alert', ({ text }) => mail('Monitoring <alerts@example.org>', '<alerts@example.org>', 'Mail log of today', 'Auto-Submitted: auto-generated\n', `Lines of interest:\n\n${text}`)],
]; // prettier-ignore

describe('a bounce inside', () => {
  it.each(CONTEXTS)('%s is none', async (_name, context) => {
    for (const name of names) {
      const { headers, text, parts } = await readMail(readFileSync(join(folder, name)));
      const bounce = {
        subject: headerOf(headers, 'subject'),
        text: [text, ...parts.map((part) => part.text)].join('\n'),
      };
      const { kind } = await readReport(Buffer.from(context(bounce)));
      expect({ name, kind }).not.toEqual({ name, kind: 'bounce' });
    }
  });
});
