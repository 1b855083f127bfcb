import { Readable } from 'node:stream';
import { CsvStopped, readCsv, sniffDelimiter } from './csv-rows.js';

async function rowsOf(source: Readable | string | Buffer) {
  const rows: [number, ...string[]][] = [];
  const stream = source instanceof Readable ? source : Readable.from([Buffer.from(source)]);
  for await (const { line, fields } of readCsv(stream)) rows.push([line, ...fields]);
  return rows;
}

/** One byte a chunk: every boundary falls somewhere it hurts. */
function drip(text: string): Readable {
  return Readable.from([...Buffer.from(text)].map((byte) => Buffer.from([byte])));
}

describe('reading CSV', () => {
  it.each([
    ['email,name\na@b.co,李雷\n', ','],
    ['email;name\na@b.co;李雷\n', ';'],
    ['email\tname\na@b.co\t李雷\n', '\t'],
  ])('finds the delimiter of %j', async (text) => {
    expect(await rowsOf(text)).toEqual([
      [1, 'email', 'name'],
      [2, 'a@b.co', '李雷'],
    ]);
  });

  it('looks for the delimiter outside quotes and takes a comma for a single column', () => {
    expect(sniffDelimiter('"name, as written";email\nx')).toBe(';');
    expect(sniffDelimiter('email\na;b')).toBe(',');
    expect(sniffDelimiter('')).toBe(',');
  });

  it('passes over a byte-order mark, empty lines and mixed line ends, and counts lines as an editor does', async () => {
    expect(await rowsOf('\ufeffemail\r\n\r\na@b.co\nc@d.co\r\n\n\ne@f.co')).toEqual([
      [1, 'email'],
      [3, 'a@b.co'],
      [4, 'c@d.co'],
      [7, 'e@f.co'],
    ]);
  });

  it('reads the same from a stream that drips', async () => {
    const text = '\ufeffemail;name\r\na@b.co;"李""雷; 韩\n梅梅"\r\n';
    expect(await rowsOf(drip(text))).toEqual([
      [1, 'email', 'name'],
      [3, 'a@b.co', '李"雷; 韩\n梅梅'],
    ]);
  });

  it('is done at once with an empty file', async () => {
    expect(await rowsOf('')).toEqual([]);
    expect(await rowsOf(Readable.from([]))).toEqual([]);
  });

  it.each([
    ['a quote that is never closed', 'email,name\na@b.co,x\nc@d.co,"never closed\ne@f.co,y\n', 'broken', 2],
    ['a quote closed in the middle', 'email,name\na@b.co,x\nc@d.co,"mid"dle\n', 'broken', 2],
    ['a row without end', `email,name\na@b.co,${'x'.repeat(70_000)}`, 'broken', 1],
  ] as const)('stops at %s and says where', async (_, text, reason, line) => {
    await expect(rowsOf(text)).rejects.toMatchObject({ reason, line });
  });

  it('refuses what is not UTF-8', async () => {
    const gb18030 = Buffer.concat([Buffer.from('email,name\na@b.co,'), Buffer.from([0xc0, 0xee, 0xc0, 0xd7, 0x0a])]);
    await expect(rowsOf(gb18030)).rejects.toMatchObject({ reason: 'not-utf8' });
    await expect(rowsOf(Buffer.from('\ufeffemail\na@b.co\n', 'utf16le'))).rejects.toMatchObject({ reason: 'not-utf8' });
  });

  it('gives the rows before a cut and then says that the file was cut off', async () => {
    const seen: string[] = [];
    const source = Readable.from(
      (async function* () {
        yield Buffer.from('email\na@b.co\nc@d.co\ntrunca');
        await Promise.resolve();
        throw new Error('aborted');
      })(),
    );
    const read = async () => {
      for await (const { fields } of readCsv(source)) seen.push(fields[0] ?? '');
    };
    await expect(read()).rejects.toBeInstanceOf(CsvStopped);
    expect(seen).toEqual(['email', 'a@b.co', 'c@d.co']);
  });
});
