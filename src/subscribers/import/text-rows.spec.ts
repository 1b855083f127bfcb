import { Readable } from 'node:stream';
import { sniffDelimiter } from './delimiter.js';
import { EncodingSniffer, type Encoding } from './encoding.js';
import { FileFault } from './file-fault.js';
import { readText } from './text-rows.js';

type Source = Readable | string | Buffer;

async function rowsOf(
  source: Source,
  { delimiter = ',', encoding = 'utf-8' }: { delimiter?: string; encoding?: Encoding } = {},
) {
  const rows: [number, ...string[]][] = [];
  const stream = source instanceof Readable ? source : Readable.from([Buffer.from(source)]);
  for await (const part of readText(stream, { encoding, delimiter }))
    for (const { line, fields } of part) rows.push([line, ...fields]);
  return rows;
}

/** One byte a chunk: every boundary falls somewhere it hurts. */
function drip(bytes: Buffer): Readable {
  return Readable.from([...bytes].map((byte) => Buffer.from([byte])));
}

function swapped(utf16le: Buffer): Buffer {
  return Buffer.from(utf16le).swap16();
}

describe('the delimiter', () => {
  it.each([
    ['email,name\na@b.co,李雷\n', ','],
    ['email;name\na@b.co;李雷\n', ';'],
    ['email\tname\na@b.co\t李雷\n', '\t'],
    ['email|name\na@b.co|李雷\n', '|'],
    ['sep=;\nemail;name\n', ';'],
    ['\ufeffsep=|\r\nemail|name\n', '|'],
    ['"name, as written";email\nx', ';'],
    ['email\na;b', ','],
    ['', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(sniffDelimiter(text)).toBe(delimiter);
  });

  it('that Excel names in a line of its own is no row', async () => {
    expect(await rowsOf('sep=;\r\nemail;name\r\na@b.co;x\r\n', { delimiter: ';' })).toEqual([
      [2, 'email', 'name'],
      [3, 'a@b.co', 'x'],
    ]);
  });
});

describe('the encoding', () => {
  const text = 'email,name\r\nli@example.com,李雷\r\nhan@example.com,韩梅梅\r\n';
  const le = Buffer.from(text, 'utf16le');
  // 李雷 and 韩梅梅 in GB18030.
  const gb = Buffer.concat([
    Buffer.from('email,name\r\nli@example.com,'),
    Buffer.from([0xc0, 0xee, 0xc0, 0xd7]),
    Buffer.from('\r\nhan@example.com,'),
    Buffer.from([0xba, 0xab, 0xc3, 0xb7, 0xc3, 0xb7]),
    Buffer.from('\r\n'),
  ]);
  const mark = (bytes: number[], rest: Buffer) => Buffer.concat([Buffer.from(bytes), rest]);
  const files: [string, Encoding, Buffer][] = [
    ['UTF-8', 'utf-8', Buffer.from(text)],
    ['UTF-8 with a mark', 'utf-8', mark([0xef, 0xbb, 0xbf], Buffer.from(text))],
    ['UTF-16 LE with a mark', 'utf-16le', mark([0xff, 0xfe], le)],
    ['UTF-16 LE without one', 'utf-16le', le],
    ['UTF-16 BE with a mark', 'utf-16be', mark([0xfe, 0xff], swapped(le))],
    ['UTF-16 BE without one', 'utf-16be', swapped(le)],
    ['GB18030', 'gb18030', gb],
    ['GB18030 with a mark', 'gb18030', mark([0x84, 0x31, 0x95, 0x33], gb)],
  ];

  it.each(files)('%s is found and read, also when it drips', async (_, encoding, bytes) => {
    const sniffer = new EncodingSniffer();
    for (const byte of bytes) sniffer.take(Buffer.from([byte]));
    expect(sniffer.end()).toBe(encoding);
    const rows = [
      [1, 'email', 'name'],
      [2, 'li@example.com', '李雷'],
      [3, 'han@example.com', '韩梅梅'],
    ];
    expect(await rowsOf(bytes, { encoding })).toEqual(rows);
    expect(await rowsOf(drip(bytes), { encoding })).toEqual(rows);
  });

  it('is unknown for bytes that are none of these', () => {
    const sniffer = new EncodingSniffer();
    sniffer.take(Buffer.from([0x65, 0xff, 0xff, 0x0a]));
    expect(sniffer.end()).toBeUndefined();
  });

  it.each([
    [gb, 'utf-8'],
    [le.subarray(0, le.length - 1), 'utf-16le'],
  ] as const)('that was named wrongly is a fault', async (bytes, encoding) => {
    await expect(rowsOf(bytes, { encoding })).rejects.toMatchObject({ code: 'wrong-encoding' });
  });
});

describe('reading delimited text', () => {
  it('passes over empty lines and mixed line ends, and counts lines as an editor does', async () => {
    expect(await rowsOf('\ufeffemail\r\n\r\na@b.co\nc@d.co\r\n\n\ne@f.co')).toEqual([
      [1, 'email'],
      [3, 'a@b.co'],
      [4, 'c@d.co'],
      [7, 'e@f.co'],
    ]);
  });

  it('reads the same from a stream that drips', async () => {
    const text = '\ufeffemail;name\r\na@b.co;"李""雷; 韩\n梅梅"\r\n';
    expect(await rowsOf(drip(Buffer.from(text)), { delimiter: ';' })).toEqual([
      [1, 'email', 'name'],
      [3, 'a@b.co', '李"雷; 韩\n梅梅'],
    ]);
  });

  it('is done at once with an empty file', async () => {
    expect(await rowsOf('')).toEqual([]);
    expect(await rowsOf(Readable.from([]))).toEqual([]);
  });

  it.each([
    ['a quote that is never closed', 'email,name\na@b.co,x\nc@d.co,"never closed\ne@f.co,y\n', 2],
    ['a quote closed in the middle', 'email,name\na@b.co,x\nc@d.co,"mid"dle\n', 2],
    ['a row without end', `email,name\na@b.co,${'x'.repeat(70_000)}`, 1],
    ['more cells than anybody has', `email,name\na@b.co${',x'.repeat(600)}\n`, 1],
  ])('stops at %s and says where', async (_, text, line) => {
    await expect(rowsOf(text)).rejects.toMatchObject({
      code: 'broken',
      line,
      message: expect.stringContaining(`after line ${line}`),
    });
  });

  it('gives the rows before a cut and then says what cut it', async () => {
    const seen: string[] = [];
    const source = Readable.from(
      (async function* () {
        yield Buffer.from('email\na@b.co\nc@d.co\ntrunca');
        await Promise.resolve();
        throw new FileFault('cut-off', 'cut');
      })(),
    );
    const read = async () => {
      for await (const part of readText(source, { encoding: 'utf-8', delimiter: ',' }))
        seen.push(...part.map(({ fields }) => fields[0] ?? ''));
    };
    await expect(read()).rejects.toMatchObject({ code: 'cut-off', line: 3 });
    expect(seen).toEqual(['email', 'a@b.co', 'c@d.co']);
  });
});
