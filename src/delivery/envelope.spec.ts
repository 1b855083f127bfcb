import { isPath } from './envelope.js';

describe('an address of an envelope', () => {
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
