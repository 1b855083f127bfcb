import { guessColumns, placeColumns } from './columns.js';

describe('the columns', () => {
  it.each([
    [['email', 'name'], { email: 1, name: 2 }],
    [['E-Mail', 'Full Name', 'Time Zone'], { email: 1, name: 2, timeZone: 3 }],
    [['ID', 'E_MAIL ADDRESS', 'Language'], { email: 2, locale: 3 }],
    [['序号', '姓名', '电子邮箱', '语言', '时区'], { email: 3, name: 2, locale: 4, timeZone: 5 }],
    [['稱呼', '電子郵件', '語言', '時區'], { email: 2, name: 1, locale: 3, timeZone: 4 }],
    [['联系人', '邮箱地址（必填）'], { name: 1 }],
    [['Mail', 'email'], { email: 2 }],
    [['Ｅｍａｉｌ'], { email: 1 }],
    [['x', 'y'], {}],
    [['姓', '名', '邮箱'], { email: 3, familyName: 1, givenName: 2 }],
    [['姓氏', '名字', '郵箱'], { email: 3, familyName: 1, givenName: 2 }],
    [['名字', '邮箱'], { email: 2, name: 1 }],
    [['First Name', 'Last Name', 'Email'], { email: 3, familyName: 2, givenName: 1 }],
    [['Surname', 'Given name(s)', 'Full name', 'Email'], { email: 4, familyName: 1, givenName: 2, name: 3 }],
  ])('of %j are guessed as %j', (header, columns) => {
    expect(guessColumns([header])).toEqual({ hasHeader: true, columns });
  });

  it('of a strange header are guessed by what stands below', () => {
    expect(
      guessColumns([
        ['联系人', '邮箱地址（必填）'],
        ['李雷', 'li@example.com'],
      ]),
    ).toEqual({
      hasHeader: true,
      columns: { email: 2, name: 1 },
    });
  });

  it('of a file without a header are guessed by the addresses', () => {
    expect(guessColumns([['李雷', ' li@example.com ']])).toEqual({ hasHeader: false, columns: { email: 2 } });
  });

  it('may be named, as written or not', () => {
    const rows = [['Kontakt', 'Adresse', 'Wer']];
    expect(placeColumns(rows, { columns: { email: 'adresse', name: 'WER' } })).toEqual({
      ...{ email: 1, name: 2, width: 3, hasHeader: true },
    });
  });

  it('may be numbered, beyond the first row when there is no header', () => {
    const rows = [['li@example.com']];
    expect(placeColumns(rows, { hasHeader: false, columns: { email: 1, name: 3 } })).toEqual({
      ...{ email: 0, name: 2, width: null, hasHeader: false },
    });
  });

  it.each([
    [[['a', 'b']], {}, /columns\.email/],
    [[['email']], { columns: { email: 2 } }, /1 columns/],
    [[['li@example.com']], { columns: { email: 'email' } }, /no header/],
    [[['email']], { columns: { email: 'mail' } }, /no such column/],
    [[['mail', 'Mail']], { columns: { email: 'mail' } }, /twice/],
    [[['a', 'b']], { columns: { email: 1, locale: 1 } }, /one column/],
    [[['__proto__', 'constructor']], {}, /columns\.email/],
  ])('of %j with %j are refused', (rows, given, message) => {
    expect(() => placeColumns(rows, given)).toThrow(message);
  });
});
