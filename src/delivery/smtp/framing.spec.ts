import { wireMessage } from '../transport.js';
import { framedForBdat, framedForData } from './framing.js';

const message = (...pieces: string[]) => wireMessage(pieces.map((piece) => Buffer.from(piece)));
const text = ({ head, tail }: ReturnType<typeof framedForBdat>) => [Buffer.concat(head).toString(), tail.toString()];

describe('the frame of a message', () => {
  it('ends in a dot after DATA', () => {
    expect(text(framedForData(message('A: 1\r\n', '\r\n', 'b\r\n')))).toEqual(['A: 1\r\n\r\nb\r\n', '.\r\n']);
  });

  it.each([
    ['two pieces', message('A: 1\r\n\r\n', 'body\r\n'), ['BDAT 14 LAST\r\nA: 1\r\n\r\nbody', '\r\n']],
    ['one piece', message('body\r\n'), ['BDAT 6 LAST\r\nbody', '\r\n']],
    ['an end of one octet', message('body\r', '\n'), ['BDAT 6 LAST\r\nbody\r', '\n']],
    ['empty pieces at the end', message('body\r\n', '', ''), ['BDAT 6 LAST\r\nbody', '\r\n']],
    ['nothing at all', message(), ['BDAT 0 LAST\r\n', '']],
  ])('announces its size to BDAT and keeps an end back: %s', (_, letter, expected) => {
    expect(text(framedForBdat(letter))).toEqual(expected);
  });
});
