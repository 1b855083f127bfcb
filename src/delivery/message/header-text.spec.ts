import { mailbox, oneLine, parameter, unstructured, visibleUrl } from './header-text.js';

describe('a mailbox', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace <a@x.example>'],
    ['Lovelace, "Ada" \\ <a>', '"Lovelace, \\"Ada\\" \\\\ <a>" <a@x.example>'],
    ['张三', '=?UTF-8?B?5byg5LiJ?= <a@x.example>'],
    ['=?UTF-8?B?YQ==?=', '=?UTF-8?B?PT9VVEYtOD9CP1lRPT0/PQ==?= <a@x.example>'],
    ['two  spaces', '=?UTF-8?B?dHdvICBzcGFjZXM=?= <a@x.example>'],
    ['Eve\r\nBcc: e@x.example', '"Eve Bcc: e@x.example" <a@x.example>'],
    ['', 'a@x.example'],
    [' \0', 'a@x.example'],
  ])('named %j is %j', (name, expected) => {
    expect(mailbox(name, 'a@x.example')).toBe(expected);
  });

  it.each([
    ['a@x.example>\r\nBcc: <b@x.example', '<a@x.exampleBcc:b@x.example>'],
    ['a@x.example, b@x.example', '<a@x.example,b@x.example>'],
  ])('of %j is one address still', (address, expected) => {
    expect(mailbox('', address)).toBe(expected);
  });
});

describe('a text in a header', () => {
  it('that is plain ASCII stands as it is, folded at its spaces', () => {
    expect(unstructured('Weekly shifts', 9)).toBe('Weekly shifts');
    const long = 'a shift of many words '.repeat(12).trim();
    expect(unstructured(long, 9).replaceAll('\r\n', '')).toBe(long);
    expect(
      Math.max(
        ...unstructured(long, 9)
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(76);
  });

  it('of any other kind is encoded words of whole characters, one a line', () => {
    const words = unstructured('𠮷野家 😀 的方向变化'.repeat(6), 9).split('\r\n ');
    for (const word of words) expect(word).toMatch(/^=\?UTF-8\?B\?[\w+/=]{4,63}\?=$/);
    const texts = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString());
    expect(texts.join('')).toBe('𠮷野家 😀 的方向变化'.repeat(6));
  });

  it('is one line', () => {
    expect(oneLine(' a\r\nb\0c\u2028d\n')).toBe('a b c d');
  });
});

test('a link in a header is visible ASCII', () => {
  expect(visibleUrl('https://x.example/u/k1.a-b?c=d')).toBe('https://x.example/u/k1.a-b?c=d');
  expect(visibleUrl('https://x.example/><é\r\n')).toBe('https://x.example/%3E%3C%C3%A9%0D%0A');
});

test.each([
  ['report-2026.pdf', ';\r\n filename="report-2026.pdf"'],
  ['周报 1.pdf', ";\r\n filename*0*=utf-8''%E5%91%A8%E6%8A%A5%201.pdf"],
  ['方'.repeat(6), `;\r\n filename*0*=utf-8''${'%E6%96%B9'.repeat(5)};\r\n filename*1*=%E6%96%B9`],
])('a file name %j is %j', (name, expected) => {
  expect(parameter('filename', name)).toBe(expected);
});
