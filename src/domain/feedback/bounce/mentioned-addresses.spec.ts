import { mentionedAddresses } from './mentioned-addresses.js';

const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'));

describe('the addresses that a mail names', () => {
  it('are found in headers, encoded bodies and what is attached, each once', async () => {
    const raw = mail(
      'From: One <One@a.example>',
      'To: postmaster@b.example',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('请联系three@c.example谢谢 ONE@A.example').toString('base64'),
      '--x',
      'Content-Type: message/rfc822',
      '',
      'To: four@d.example',
      '',
      'hello',
      '--x--',
      '',
    );
    expect((await mentionedAddresses(raw)).sort()).toEqual([
      'four@d.example',
      'one@a.example',
      'postmaster@b.example',
      'three@c.example',
    ]);
  });

  it('are found wherever they stand in a long text, and are no more than two hundred', async () => {
    for (const before of [0, 19_990, 39_350, 60_000]) {
      const raw = mail('Subject: x', '', `${'word '.repeat(before / 5)} late@a.example`);
      expect(await mentionedAddresses(raw)).toContain('late@a.example');
    }
    const many = Array.from({ length: 300 }, (_, n) => `p${n}@a.example`).join(' ');
    expect(await mentionedAddresses(mail('Subject: x', '', many))).toHaveLength(200);
  });

  it('are none in what is no mail', async () => {
    expect(await mentionedAddresses(Buffer.from([0, 255, 13, 10]))).toEqual([]);
  });
});
