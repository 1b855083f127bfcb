import { readReport } from './read-report.js';

const read = (...lines: string[]) => readReport(Buffer.from(lines.join('\r\n')));
const QMAIL = [
  'From: MAILER-DAEMON@mx.example',
  'Subject: failure notice',
  '',
  "Hi. I wasn't able to deliver your message to the following addresses.",
  '',
];

describe('a report', () => {
  it.each([
    ['To: <bounce+k3x9.AbC-_1@bounces.tradewind.example>', 'k3x9.AbC-_1'],
    ['Delivered-To: bounce+k3x9=2@bounces.tradewind.example', 'k3x9=2'],
    ['X-Original-To: Bounce+k3x9@bounces.tradewind.example', 'k3x9'],
    ['To: letters@tradewind.example', undefined],
    ['X-Other: bounce+k3x9@bounces.tradewind.example', undefined],
  ])('sent to "%s" has the token %s', async (header, token) => {
    expect((await read(header, ...QMAIL, '<a@x.example>:', '550 no such user')).token).toBe(token);
  });

  it('names the mail that came back, by the headers it shows or by what it answers', async () => {
    const shown = await read(
      ...QMAIL,
      '<a@x.example>:',
      '550 no such user',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'Message-ID: <m1@tradewind.example>',
      'To: a@x.example',
    );
    expect(shown.originalMessageId).toBe('m1@tradewind.example');
    const answered = await read('In-Reply-To: <m2@tradewind.example>', ...QMAIL, '<a@x.example>:', '550 no such user');
    expect(answered.originalMessageId).toBe('m2@tradewind.example');
    const last = await read(
      'References: <m0@tradewind.example>\r\n <m3@tradewind.example>',
      ...QMAIL,
      '<a@x.example>:',
      '550 no such user',
    );
    expect(last.originalMessageId).toBe('m3@tradewind.example');
  });

  it('gives the more precise of two codes, and the words on one line', async () => {
    const status = (code: string, diagnostic: string) =>
      read(
        'From: MAILER-DAEMON@mx.example',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Final-Recipient: rfc822; a@x.example',
        'Action: failed',
        `Status: ${code}`,
        `Diagnostic-Code: ${diagnostic}`,
        '--b--',
      );
    expect((await status('5.0.0', 'smtp; 550 5.1.1 no\r\n such user')).recipients[0]).toMatchObject({
      status: '5.1.1',
      reply: '550 5.1.1 no such user',
    });
    expect((await status('5.2.1', 'smtp; 550 disabled')).recipients[0]).toMatchObject({
      status: '5.2.1',
      class: 'hard',
    });
    expect((await status('4.4.7', 'smtp; 450 user unknown')).recipients[0]).toMatchObject({
      class: 'soft',
      rule: 'user-not-found-4xx',
    });
  });

  it('tells the provider where it knows it', async () => {
    const { recipients } = await read(...QMAIL, '<a@qq.com>:', '550 Mailbox unavailable or access denied');
    expect(recipients).toEqual([
      {
        address: 'a@qq.com',
        class: 'soft',
        status: null,
        reply: '550 Mailbox unavailable or access denied',
        rule: 'qq-flooded',
        provider: 'qq',
      },
    ]);
  });

  it('never takes the reporter, the sender or the quoted mail for the failed address', async () => {
    const { recipients } = await read(
      'To: letters@tradewind.example',
      ...QMAIL,
      '<postmaster@mx.example> cannot help letters@tradewind.example.',
      '<a@x.example>:',
      '550 no such user',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'From: letters@tradewind.example',
      'To: a@x.example',
      '',
      'Write to <editor@tradewind.example>: user unknown',
    );
    expect(recipients.map(({ address }) => address)).toEqual(['a@x.example']);
  });

  it('without a failed address is a bounce for a person to look at', async () => {
    expect(await read(...QMAIL, 'Something went wrong.')).toMatchObject({ kind: 'bounce', recipients: [] });
  });
});
