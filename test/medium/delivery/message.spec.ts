import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { LetterTemplate, type LetterContent, type Personal } from '#src/delivery/message/letter-template.js';

const SENDER = { address: 'digest@news.example', name: '贸易风 Tradewind', replyTo: 'editors@news.example' };
const AT = new Date('2026-03-01T08:05:09.999Z');

type Given = Partial<Pick<LetterContent, 'subject' | 'html' | 'text'>> & { to?: Personal['to'] };

async function aMessage({
  to = { address: 'reader@mail.example', name: '张三' },
  ...given
}: Given = {}): Promise<Buffer> {
  const template = await LetterTemplate.compile(
    {
      subject: '平台转向：Meta 转为封闭模型',
      html: '<p>你好</p>',
      text: '你好\n',
      language: 'zh-CN',
      feedback: { edition: '018f0000-0000-7000-8000-0000000000aa', locale: 'zh-CN' },
      messageDomain: 'news.example',
      ...given,
    },
    SENDER,
    [],
  );
  const slots = {
    unsubscribeUrl: 'https://news.example/u/k1.abc.def',
    preferencesUrl: 'https://news.example/p/k1.abc.def',
  };
  const { pieces } = await template.write({ id: '018f0000-0000-7000-8000-000000000001', to, date: AT, slots });
  return Buffer.concat(pieces);
}

/** What two independent parsers read; they must agree. */
async function readBack(given: Given = {}) {
  const raw = await aMessage(given);
  const postal = await PostalMime.parse(raw);
  const parsed = await simpleParser(raw);
  const to = Array.isArray(parsed.to) ? parsed.to[0] : parsed.to;
  const mine = { subject: postal.subject ?? '', to: postal.to?.[0], from: postal.from };
  expect({ subject: parsed.subject ?? '', to: to?.value[0], from: parsed.from?.value[0] }).toEqual(mine);
  const head = raw.toString('latin1').split('\r\n\r\n', 1)[0]!;
  const names = [...head.matchAll(/^([\w-]+):/gm)].map((match) => match[1]!.toLowerCase());
  return { raw, head, names, postal, ...mine };
}

describe('a message', () => {
  it.each([
    ['Chinese', '王小明', '震荡：亚马逊、Temu 与“小额豁免”的终结'],
    ['Chinese with list signs', '张三, 李四 "Bob" <x@y>', '关税；物流, 支付 <改> "新规"'],
    ['rare characters and emoji', '𠮷野家 😀', '😀𠮷【】📦 第 12 期'],
    ['a very long subject', 'Reader', '跨境电商平台的方向变化'.repeat(12)],
    ['plain ASCII', 'Ada Lovelace', 'Weekly shifts'],
    ['Latin with accents', 'Zoë Müller-Lüdenscheidt', 'Überraschung — naïve façade'],
  ])('with %s reads the same in two parsers', async (_, name, subject) => {
    const read = await readBack({ to: { address: 'reader@mail.example', name }, subject });
    expect(read.subject).toBe(subject);
    expect(read.to).toEqual({ address: 'reader@mail.example', name });
    expect(read.from).toEqual({ address: 'digest@news.example', name: '贸易风 Tradewind' });
  });

  it('to a reader without a name carries the bare address', async () => {
    const read = await readBack({ to: { address: 'reader@mail.example', name: null } });
    expect(read.to).toEqual({ address: 'reader@mail.example', name: '' });
  });

  const injections = [
    '\r\nBcc: evil@x.example',
    '\nBcc: evil@x.example',
    '\rBcc: evil@x.example',
    '\r\n\r\n<p>body</p>',
    '\0Bcc: e@x',
    '\u2028Bcc: e@x',
  ];
  it.each(injections.map((text) => [JSON.stringify(text), text]))('lets no header in through %s', async (_, text) => {
    const read = await readBack({ to: { address: 'reader@mail.example', name: `Eve${text}` }, subject: `Hi${text}` });
    expect(read.names).not.toContain('bcc');
    expect(read.names).toEqual([...new Set(read.names)]);
    expect(read.postal.to).toHaveLength(1);
    expect(read.postal.bcc ?? []).toHaveLength(0);
    expect(read.subject).toMatch(/^Hi/);
    expect(read.postal.html).toContain('你好');
  });

  it('has each single-use header once and everything bulk mail needs', async () => {
    const { names, head, postal } = await readBack();
    expect(names).toEqual([...new Set(names)]);
    const value = (key: string) => postal.headers.find((header) => header.key === key)?.value;
    expect(value('reply-to')).toBe('editors@news.example');
    expect(value('list-unsubscribe')).toBe('<https://news.example/u/k1.abc.def>');
    expect(value('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(value('list-id')).toBe('<digest.news.example>');
    expect(value('auto-submitted')).toBe('auto-generated');
    expect(value('content-language')).toBe('zh-CN');
    expect(value('feedback-id')).toMatch(/^[\w-]+:zh-CN:digest:[a-z0-9]{5,15}$/);
    expect(value('message-id')).toBe('<d.018f0000-0000-7000-8000-000000000001@news.example>');
    expect(value('date')).toBe('Sun, 01 Mar 2026 08:05:09 +0000');
    // A folded unsubscribe line has broken signatures at relays.
    expect(head.split('\r\n')).toContain('List-Unsubscribe: <https://news.example/u/k1.abc.def>');
  });

  it('is text first and HTML second, in short CRLF lines, with encoded words that are not too long', async () => {
    const long = '很长的一段话。'.repeat(3_000);
    const { raw, head, postal } = await readBack({ html: `<p>${long}</p>`, text: `${long}\n.\n..点\n` });
    const wire = raw.toString('latin1');
    expect(wire).not.toMatch(/[^\r]\n/);
    expect(wire).not.toMatch(/\r[^\n]/);
    expect(Math.max(...wire.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    for (const [word] of head.matchAll(/=\?[^?]+\?[BQ]\?[^?]*\?=/g)) expect(word.length).toBeLessThanOrEqual(75);
    expect(wire.indexOf('Content-Type: text/plain')).toBeLessThan(wire.indexOf('Content-Type: text/html'));
    expect(wire).toContain('multipart/alternative');
    expect(postal.html).toContain(long);
    expect(postal.text).toContain('..点');
  });

  it('reads no file and fetches nothing, whatever its text says', async () => {
    const html = '<img src="file:///etc/passwd"><img src="http://127.0.0.1:9/x">';
    const { postal } = await readBack({ html });
    expect(postal.attachments).toEqual([]);
    expect(postal.html).toContain('file:///etc/passwd');
  });
});
