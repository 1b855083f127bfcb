import { readDeliveryStatus } from './delivery-status.js';
import { addressOf, localNameOf } from './recipient-address.js';

const fields = (text: string) => readDeliveryStatus(text)[0]!;

describe('the fields of a delivery status', () => {
  it('are told apart by recipient, also without blank lines between them', () => {
    const text = ['Reporting-MTA: dns; mx', 'Final-Recipient: rfc822; a@x.example', 'Action: failed', 'Status: 5.1.1'];
    const next = ['Final-Recipient: rfc822; b@x.example', 'Action: delayed', 'Status: 4.4.1'];
    for (const between of ['\n\n', '\n', '\r\n\r\n'])
      expect(
        readDeliveryStatus(text.join('\n') + between + next.join('\n')).map(({ final, action, status }) => [
          final,
          action,
          status,
        ]),
      ).toEqual([
        ['rfc822; a@x.example', 'failed', '5.1.1'],
        ['rfc822; b@x.example', 'delayed', '4.4.1'],
      ]);
  });

  it('are put together again when blank lines tear them apart', () => {
    expect(
      readDeliveryStatus(
        'Final-Recipient: rfc822; a@x.example\n\nAction: failed\nStatus: 5.1.1\n\nDiagnostic-Code: smtp; 550 no',
      ),
    ).toEqual([
      {
        original: '',
        final: 'rfc822; a@x.example',
        actual: '',
        action: 'failed',
        status: '5.1.1',
        diagnostic: 'smtp; 550 no',
        remoteMta: '',
      },
    ]);
    expect(fields('Action: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; a@x.example')).toMatchObject({
      action: 'failed',
      status: '5.1.1',
    });
  });

  it('may be folded, properly or not', () => {
    expect(
      fields(
        'Final-Recipient: rfc822; a@x.example\nDiagnostic-Code: smtp; 550-5.1.1 No\n 550-5.1.1 such\n550 5.1.1 user: sorry',
      ).diagnostic,
    ).toBe('smtp; 550-5.1.1 No 550-5.1.1 such 550 5.1.1 user: sorry');
  });

  it.each([
    ['Original-Recipient: rfc822;anna@example.com\nFinal-Recipient: rfc822;a.meier@inner.example', 'anna@example.com'],
    ['Original-Recipient: rfc822;anna\nFinal-Recipient: rfc822;a.meier@inner.example', 'a.meier@inner.example'],
    ['Original-Recipient: \nFinal-Recipient: RFC822; <a.meier@inner.example>', 'a.meier@inner.example'],
    ['Original-Recipient: rfc822;anna+2Bx+3Dy@example.com\nFinal-Recipient: x', 'anna+x=y@example.com'],
    ['Original-Recipient: rfc822;anna+20@example.com\nFinal-Recipient: x', 'anna+20@example.com'],
    ['Original-Recipient: rfc822;anna+40example.com\nFinal-Recipient: x', 'anna@example.com'],
    ['Final-Recipient: utf-8; 用户@例子.example', '用户@例子.example'],
    ['Final-Recipient: anna@example.com', 'anna@example.com'],
    ['Final-Recipient: LOCAL; anna\nX-Actual-Recipient: rfc822; anna@inner.example', 'anna@inner.example'],
    ['Final-Recipient: LOCAL; anna', undefined],
  ])('"%s" are about %s', (text, address) => {
    expect(addressOf(fields(`${text}\nAction: failed`))).toBe(address);
  });

  it('may hold a local name only', () => {
    expect(localNameOf(fields('Final-Recipient: LOCAL; Anna\nAction: failed'))).toBe('anna');
  });
});
