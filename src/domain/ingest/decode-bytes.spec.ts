import { decodeBytes } from './decode-bytes.js';
import { looksLikeMojibake } from './mojibake.js';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf8 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'));
const joined = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
/** 平台宣布调整佣金 in GBK and in Big5 (平台宣佈調整). */
const GBK = hex('c6bd ccA8 d0fb b2bc b5f7 d5fb d3b6 bdf0');
const BIG5 = hex('a5ad a578 abc5 a747 bdd5 bee3');
const sure =
  (charset: string, confidence = 90) =>
  () => ({ charset, confidence });

describe('bytes of a document', () => {
  it('in GBK are readable when the document says so (case 1)', () => {
    const bytes = joined(latin('<?xml version="1.0" encoding="gb2312"?><t>'), GBK, latin('</t>'));
    expect(decodeBytes(bytes)).toMatchObject({ charset: 'gb18030', why: 'document', warnings: [], isReadable: true });
    expect(decodeBytes(bytes).text).toContain('平台宣布调整佣金');
  });

  it('in ISO-8859-1 are that when header and prolog agree (case 2)', () => {
    const bytes = joined(latin('<?xml version="1.0" encoding="ISO-8859-1"?><t>Café à Genève</t>'));
    expect(decodeBytes(bytes, { contentType: 'text/xml; charset=ISO-8859-1', guess: sure('GB18030') })).toMatchObject({
      charset: 'windows-1252',
      why: 'document',
    });
    expect(decodeBytes(bytes).text).toContain('Café à Genève');
  });

  it('follow HTTP when the prolog claims UTF-8 and the bytes are not (case 3)', () => {
    const bytes = joined(latin('<?xml version="1.0" encoding="utf-8"?><t>'), GBK, latin('</t>'));
    const decoded = decodeBytes(bytes, { contentType: 'application/xml;charset="GBK"' });
    expect(decoded).toMatchObject({ charset: 'gb18030', why: 'http', warnings: ['charset-contradiction'] });
    expect(decoded.text).toContain('调整佣金');
  });

  it('that are valid UTF-8 are UTF-8, whatever is declared', () => {
    const bytes = utf8('<?xml version="1.0" encoding="gbk"?><t>佣金</t>');
    expect(decodeBytes(bytes, { contentType: 'text/xml; charset=gb2312' })).toMatchObject({
      charset: 'utf-8',
      why: 'valid-utf-8',
      warnings: ['charset-contradiction'],
    });
  });

  it.each([
    ['UTF-8', joined(hex('efbbbf'), utf8('佣金')), 'utf-8'],
    ['UTF-16, little end first', hex('fffe 634f d191'), 'utf-16le'],
    ['UTF-16, big end first', hex('feff 4f63 91d1'), 'utf-16be'],
  ])('begin with the mark of %s', (_, bytes, charset) => {
    expect(decodeBytes(bytes, { contentType: 'text/html; charset=big5' })).toMatchObject({
      charset,
      why: 'bom',
      text: '佣金',
    });
  });

  it('in UTF-16 without a mark are known by the zeros of their first sign', () => {
    const bytes = Uint8Array.from(Buffer.from('<?xml version="1.0"?><t>佣金</t>', 'utf16le'));
    expect(decodeBytes(bytes).text).toContain('佣金');
  });

  it('may name their charset as late as in the fourth kilobyte', () => {
    const bytes = joined(latin(`<html><script>${' '.repeat(3_000)}</script><meta charset=gbk>`), GBK);
    expect(decodeBytes(bytes)).toMatchObject({ charset: 'gb18030', why: 'document' });
  });

  it('name it in the older form too', () => {
    const bytes = joined(latin('<meta http-equiv="Content-Type" content="text/html; charset=Big5">'), BIG5);
    expect(decodeBytes(bytes)).toMatchObject({ charset: 'big5', why: 'document' });
    expect(decodeBytes(bytes).text).toContain('平台宣佈調整');
  });

  it('are guessed when nothing is said, if the guess is a sure one', () => {
    expect(decodeBytes(BIG5, { guess: sure('Big5', 87) })).toMatchObject({ charset: 'big5', why: 'guess' });
    expect(decodeBytes(GBK, { guess: sure('Big5', 20), language: 'zh-CN' })).toMatchObject({
      charset: 'gb18030',
      why: 'language',
    });
    expect(decodeBytes(latin('Genève'))).toMatchObject({ charset: 'windows-1252', why: 'fallback', text: 'Genève' });
  });

  it('keep UTF-8 with a few broken bytes, and say so', () => {
    const text = `<?xml version="1.0" encoding="utf-8"?>${'佣金上调'.repeat(100)}`;
    const bytes = joined(utf8(text), hex('ff'), utf8('完'));
    expect(decodeBytes(bytes, { guess: sure('GB18030') })).toMatchObject({
      charset: 'utf-8',
      why: 'document',
      warnings: ['unreadable-bytes'],
      isReadable: true,
    });
    // Cut in the middle of the last character.
    expect(decodeBytes(utf8(text).subarray(0, -1)).charset).toBe('utf-8');
  });

  it('do not become UTF-8 when markup outnumbers a few words of GBK', () => {
    const bytes = joined(latin(`<meta charset="utf-8">${'<div class="x"></div>'.repeat(300)}`), GBK);
    expect(decodeBytes(bytes, { guess: sure('GB18030', 100) })).toMatchObject({ charset: 'gb18030', why: 'guess' });
  });

  it('are not taken for text when too much is lost', () => {
    const noise = Uint8Array.from({ length: 2_000 }, (_, at) => ((at * 37) % 256) | 0x80);
    expect(decodeBytes(joined(hex('efbbbf'), noise)).isReadable).toBe(false);
  });

  it.each(['x-unknown', 'utf-16', ''])('pass over a label like "%s"', (label) => {
    expect(decodeBytes(joined(latin(`<meta charset="${label}">`), GBK), { language: 'zh' })).toMatchObject({
      charset: 'gb18030',
    });
  });
});

describe('a text that went through the wrong charset', () => {
  const asGbk = (text: string) => new TextDecoder('gb18030').decode(utf8(text));
  it.each([
    '鐨勬憜鐑傛棩璁',
    asGbk('平台宣布调整佣金策略，卖家需要在十月之前完成登记。'),
    new TextDecoder('windows-1252').decode(utf8('It’s the sellers’ market, “they” said')),
    new TextDecoder('windows-1252').decode(utf8('平台宣布')),
  ])('is known: %s', (text) => {
    expect(looksLikeMojibake(text)).toBe(true);
  });

  it.each([
    '平台宣布调整佣金策略，卖家需要在十月之前完成登记。',
    '臺灣電商平臺宣布調整開放策略，轉為由賣家自行負責物流與退貨。',
    'Café à Genève: “élève”, naïve, Ångström, São Paulo, €5, £3, Ñandú',
    '手数料を改定すると発表した',
    '',
  ])('is not: %s', (text) => {
    expect(looksLikeMojibake(text)).toBe(false);
  });
});
