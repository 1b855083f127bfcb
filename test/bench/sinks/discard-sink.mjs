// The same sink as discard-sink.c, for machines without a C compiler; same questions on the control port. A message is read as latin1, line
// ends and all, so it is slower, and the table says which sink was used.
import { createServer } from 'node:net';

const REPLIES = {
  EHLO: '250-discard\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES\r\n',
  QUIT: '221 2.0.0 Bye\r\n',
};
let stats;
let seen;
let samples;

function reset() {
  stats = {
    messages: 0,
    recipients: 0,
    distinct: 0,
    doubled: 0,
    strangers: 0,
    connections: 0,
    maxOpen: 0,
    bytes: 0,
    firstNs: 0,
    lastNs: 0,
  };
  seen = new Uint8Array(0);
  samples = [];
}

function arrived(recipients, body) {
  stats.lastNs = Number(process.hrtime.bigint());
  if (stats.messages++ === 0) stats.firstNs = stats.lastNs;
  if (samples.length < 2) samples.push(body);
  for (const number of recipients) {
    stats.recipients += 1;
    if (number < 0) stats.strangers += 1;
    else count(number);
  }
}

function count(number) {
  if (number >= seen.length) {
    const larger = new Uint8Array(Math.max(number + 1, seen.length * 2));
    larger.set(seen);
    seen = larger;
  }
  if (seen[number] === 0) stats.distinct += 1;
  if (seen[number] === 1) stats.doubled += 1;
  if (seen[number] < 255) seen[number] += 1;
}

function serve(socket) {
  let rest = Buffer.alloc(0);
  let isInBody = false;
  let recipients = [];
  const answer = (line) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'MAIL' || verb === 'RSET') recipients = [];
    if (verb === 'RCPT') recipients.push(Number(/<r(\d+)@/i.exec(line)?.[1] ?? -1));
    if (verb === 'QUIT') socket.end();
    if (verb !== 'DATA') return REPLIES[verb] ?? '250 2.0.0 Ok\r\n';
    isInBody = true;
    return '354 End data with <CR><LF>.<CR><LF>\r\n';
  };
  const take = () => {
    const end = isInBody ? bodyEnd(rest) : rest.indexOf(10) + 1;
    if (end <= 0) return undefined;
    const taken = rest.subarray(0, end);
    rest = rest.subarray(end);
    if (!isInBody) return answer(taken.toString('latin1'));
    isInBody = false;
    stats.bytes += taken.length;
    arrived(recipients, samples.length < 2 ? Buffer.from(taken) : undefined);
    return '250 2.0.0 Ok: discarded\r\n';
  };
  stats.connections += 1;
  socket.setNoDelay(true).on('error', () => undefined);
  socket.write('220 discard ESMTP\r\n');
  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let replies = '';
    for (let reply = take(); reply !== undefined; reply = take()) replies += reply;
    if (replies !== '' && socket.writable) socket.write(replies);
  });
}

function bodyEnd(bytes) {
  if (bytes.length >= 3 && bytes.latin1Slice(0, 3) === '.\r\n') return 3;
  const at = bytes.indexOf('\r\n.\r\n', 0, 'latin1');
  return at < 0 ? 0 : at + 5;
}

function withLength(bytes) {
  return Buffer.concat([Buffer.from(`${bytes.length}\n`), bytes]);
}

function askedBy(socket) {
  socket.setNoDelay(true).on('error', () => undefined);
  socket.on('data', (chunk) => {
    for (const word of chunk.toString().trim().split('\n')) {
      if (word === 'STATS') socket.write(`${JSON.stringify(stats)}\n`);
      if (word === 'DUMP') socket.write(withLength(Buffer.from(seen)));
      if (word === 'FIRST') socket.write(withLength(samples[0] ?? Buffer.alloc(0)));
      if (word === 'SECOND') socket.write(withLength(samples[1] ?? Buffer.alloc(0)));
      if (word === 'RESET') {
        reset();
        socket.write('{}\n');
      }
    }
  });
}

reset();
process.stdin.on('end', () => process.exit(0)).resume();
const smtp = createServer(serve).listen(0, '127.0.0.1', () => {
  const control = createServer(askedBy).listen(0, '127.0.0.1', () => {
    process.stdout.write(`${JSON.stringify({ smtp: smtp.address().port, control: control.address().port })}\n`);
  });
});
