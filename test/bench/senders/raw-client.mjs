// The upper limit that Tradewind is measured against: plain sockets, a body that was encoded before, and no ledger. MAIL, RCPT and DATA go
// out in one write; a header of each reader's own stands before the shared body. With a key, each message is hashed and signed
// asynchronously. Argument: JSON {port, connections, count, seconds, message, key?}; prints one JSON line.
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { aTally } from './tally.mjs';

const given = JSON.parse(process.argv[2]);
const message = readFileSync(given.message);
const headEnd = message.indexOf('\r\n\r\n') + 2;
const body = message.subarray(headEnd);
const head = unfolded(message.toString('latin1', 0, headEnd));
const key = given.key === undefined ? undefined : createPrivateKey(readFileSync(given.key));
const signAsync = promisify(sign);
const tally = aTally(given);

/** The header in three parts, between which an address and a Message-ID are put. */
function unfolded(text) {
  const lines = text.split(/\r\n(?![ \t])/).filter((line) => line !== '' && !/^dkim-signature:/i.test(line));
  const rest = lines.filter((line) => !/^(to|message-id):/i.test(line));
  return `${rest.join('\r\n')}\r\n`;
}

function headOf(number) {
  return `To: "Reader ${number}" <r${number}@bench.example>\r\nMessage-ID: <${number}@bench.example>\r\n${head}`;
}

async function signed(text) {
  const tags = `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=bench.example; s=tw1;\r\n h=from:to:subject:message-id;\r\n bh=${createHash('sha256').update(body.subarray(2)).digest('base64')};\r\n b=`;
  const signature = await signAsync('sha256', Buffer.from(text + tags, 'latin1'), key);
  return `${tags}${signature.toString('base64')}\r\n${text}`;
}

/** Waits until so many reply lines have come; a line that goes on (`250-…`) does not count. */
class Line {
  rest = '';
  waiting = undefined;

  constructor(socket) {
    this.socket = socket.setNoDelay(true);
    socket.on('data', (chunk) => this.hear(chunk));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('the sink hung up')));
  }

  replies(count) {
    return new Promise((resolve, reject) => {
      this.waiting = { count, resolve, reject };
      this.hear('');
    });
  }

  hear(chunk) {
    this.rest += typeof chunk === 'string' ? chunk : chunk.latin1Slice();
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
    const text = headOf(number);
    const own = key === undefined ? text : await signed(text);
    line.socket.write(`MAIL FROM:<digest@bench.example>\r\nRCPT TO:<r${number}@bench.example>\r\nDATA\r\n`);
    await line.replies(3);
    line.socket.cork();
    line.socket.write(own, 'latin1');
    line.socket.write(body);
    line.socket.write('.\r\n', 'latin1');
    line.socket.uncork();
    await line.replies(1);
  }
  line.socket.end('QUIT\r\n');
}

await Promise.all(Array.from({ length: given.connections }, lane));
tally.print();
process.exit(0);
