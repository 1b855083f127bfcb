import { quotedPrintable } from './quoted-printable.js';

const encode = (text: string) => quotedPrintable(Buffer.from(text)).toString('latin1');

describe('quoted-printable', () => {
  it.each([
    ['plain words, as they are', 'plain words, as they are'],
    ['1 = 1', '1 =3D 1'],
    ['two\r\nlines', 'two\r\nlines'],
    ['space \r\nat ends ', 'space=20\r\nat ends=20'],
    ['\tindented  twice', '=09indented =20twice'],
    ['.dot\r\n..dots', '=2Edot\r\n=2E.dots'],
    ['From here\r\nFrom there', '=46rom here\r\n=46rom there'],
    ['bare\rends\n', 'bare=0Dends=0A'],
    ['中', '=E4=B8=AD'],
    ['', ''],
  ])('of %j is %j', (text, expected) => {
    expect(encode(text)).toBe(expected);
  });

  it('breaks long lines softly, before a dot in a form that needs no stuffing', () => {
    expect(encode(`${'x'.repeat(75)}.x`)).toBe(`${'x'.repeat(75)}=\r\n=2Ex`);
  });

  it('tears no character by a soft break', () => {
    for (const line of encode('长😀é'.repeat(200)).split('=\r\n'))
      expect(Buffer.from(line.replaceAll('=', ''), 'hex').toString()).not.toContain('\ufffd');
  });
});
