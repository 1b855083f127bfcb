import { envelopeAddress, isPath, needsSmtpUtf8 } from './mailbox.js';

describe('an address in the envelope', () => {
  it.each([
    ['reader@mail.example', 'reader@mail.example', false],
    ['reader@例子.中国', 'reader@xn--fsqu00a.xn--fiqs8s', false],
    ['用户@例子.中国', '用户@例子.中国', true],
    ['用户@mail.example', '用户@mail.example', true],
    ['jörg"@"x@bücher.example', 'jörg"@"x@bücher.example', true],
    ['reader@例 子', 'reader@例 子', true],
  ])('%s goes as %s', (address, expected, isInternational) => {
    expect(envelopeAddress(address)).toBe(expected);
    expect(needsSmtpUtf8(envelopeAddress(address))).toBe(isInternational);
  });

  it.each([
    ['reader@mail.example', true],
    ['用户@例子.中国', true],
    ['a b@mail.example', true],
    ['', false],
    ['reader@mail.example\r\nRCPT TO:<other@mail.example>', false],
    ['reader@mail.example\nDATA', false],
    ['reader@mail.example> <other@mail.example', false],
    ['reader\u0000@mail.example', false],
    ['reader\u0085@mail.example', false],
    ['reader\u2028@mail.example', false],
  ])('%j stands between brackets: %s', (address, expected) => {
    expect(isPath(address)).toBe(expected);
  });
});
