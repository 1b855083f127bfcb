// The upper limit that Tradewind is measured against: plain sockets, a body that was encoded before, and no ledger. MAIL, RCPT and DATA go
// out in one write; what two mails of Tradewind differ in is what is spliced in for each reader. With a key, each message is hashed and
// signed asynchronously. With `personal`, each reader's two links get a keyed token, as they must have in a mail that is sent. Argument:
// JSON {port, connections, count, seconds, messages, key?, personal?}; prints one JSON line.
import { createHash, createHmac, createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { aTally } from './tally.mjs';

const given = JSON.parse(process.argv[2]);
const [first, second] = given.messages.map((path) => parted(readFileSync(path)));
const { head } = first;
const pieces = spliced(first.body, second.body);
const key = given.key === undefined ? undefined : createPrivateKey(readFileSync(given.key));
const signAsync = promisify(sign);
const tally = aTally(given);

/** Header without what is each reader's own, and the body with the empty line before it. */
function parted(message) {
  const end = message.indexOf('\r\n\r\n') + 2;
  const fields = message.toString('latin1', 0, end).split(/\r\n(?![ \t])/);
  const shared = fields.filter((field) => field !== '' && !/^(to|message-id|dkim-signature):/i.test(field));
  return { head: `${shared.join('\r\n')}\r\n`, body: message.subarray(end) };
}

/** The shared pieces, and the lengths of the personal ones between them. Differences close to each other are one slot. */
function spliced(one, other) {
  if (one.length !== other.length) throw new Error('two mails of one digest differ in length');
  const shared = [];
  const slots = [];
  let from = 0;
  for (let at = 0; at < one.length; at += 1) {
    if (one[at] === other[at]) continue;
    let end = at;
    for (let look = at; look < Math.min(end + 64, one.length); look += 1) if (one[look] !== other[look]) end = look;
    shared.push(one.subarray(from, at));
    slots.push(one.toString('latin1', at, end + 1));
    from = at = end + 1;
  }
  return { shared: [...shared, one.subarray(from)], slots };
}

const purposes = given.personal ? ['unsubscribe', 'preferences'] : [];

/** What stands in the slots: a number, or tokens of the reader's own. */
function ownOf(number) {
  const tokens = purposes.map((purpose) =>
    createHmac('sha256', 'a key of thirty-two bytes, or so').update(`${purpose} ${number}`).digest('base64url'),
  );
  return tokens.length === 0 ? String(number) : tokens.join('');
}

/** The body of one reader: shared buffers, and new ones of the same length where he has his own. */
function bodyFor(number) {
  const body = [];
  const own = ownOf(number);
  for (const [index, slot] of pieces.slots.entries()) {
    body.push(pieces.shared[index], Buffer.from((own + slot.slice(own.length)).slice(0, slot.length), 'latin1'));
  }
  body.push(pieces.shared.at(-1));
  return body;
}

function headFor(number) {
  return `To: "Reader ${number}" <r${number}@bench.example>\r\nMessage-ID: <${number}@bench.example>\r\n${head}`;
}

async function signature(text, body) {
  const hash = createHash('sha256');
  for (const piece of body) hash.update(piece);
  const tags = `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=bench.example; s=tw1;\r\n h=from:to:subject:message-id;\r\n bh=${hash.digest('base64')};\r\n b=`;
  const signed = await signAsync('sha256', Buffer.from(text + tags, 'latin1'), key);
  return `${tags}${signed.toString('base64')}\r\n`;
}

/** Waits until so many reply lines have come; a line that goes on (`250-…`) does not count. */
class Line {
  rest = '';
  waiting = undefined;

  constructor(socket) {
    this.socket = socket.setNoDelay(true);
    socket.on('data', (chunk) => this.hear(chunk.latin1Slice()));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('the sink hung up')));
  }

  replies(count) {
    return new Promise((resolve, reject) => {
      this.waiting = { count, resolve, reject };
      this.hear('');
    });
  }

  hear(text) {
    this.rest += text;
    const { waiting } = this;
    if (waiting === undefined) return;
    for (let end = this.rest.indexOf('\n'); end >= 0 && waiting.count > 0; end = this.rest.indexOf('\n')) {
      const isLast = this.rest[3] !== '-';
      if (isLast && this.rest[0] !== '2' && this.rest[0] !== '3') waiting.reject(new Error(this.rest.slice(0, end)));
      if (isLast) waiting.count -= 1;
      this.rest = this.rest.slice(end + 1);
    }
    if (waiting.count > 0) return;
    this.waiting = undefined;
    waiting.resolve();
  }
}

async function lane() {
  const line = new Line(connect(given.port, '127.0.0.1'));
  await line.replies(1);
  line.socket.write('EHLO bench.example\r\n');
  await line.replies(1);
  for (let number = tally.next(); number !== undefined; number = tally.next()) {
    const text = headFor(number);
    const body = bodyFor(number);
    const own = key === undefined ? text : (await signature(text, body)) + text;
    line.socket.write(`MAIL FROM:<digest@bench.example>\r\nRCPT TO:<r${number}@bench.example>\r\nDATA\r\n`);
    await line.replies(3);
    line.socket.cork();
    line.socket.write(own, 'latin1');
    for (const piece of body) line.socket.write(piece);
    line.socket.write('.\r\n', 'latin1');
    line.socket.uncork();
    await line.replies(1);
  }
  line.socket.end('QUIT\r\n');
}

await Promise.all(Array.from({ length: given.connections }, lane));
tally.print();
process.exit(0);
