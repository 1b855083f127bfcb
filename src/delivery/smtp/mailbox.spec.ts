import { envelopeAddress, needsSmtpUtf8 } from './mailbox.js';

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
});
