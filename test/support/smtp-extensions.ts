import { createServer, type Socket } from 'node:net';

/** `message`: a whole message has arrived. */
export type Step = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'BDAT' | 'message' | 'RSET';
/** A reply, or: `drop` the line, `hang` for ever, `trickle` a reply that never ends. */
export type Reaction = `${number} ${string}` | 'drop' | 'hang' | 'trickle';
export type Manners = (at: { step: Step; line: string; count: number }) => Reaction | undefined;

const REPLIES: Record<Exclude<Step, 'EHLO'>, string> = {
  greeting: '220 extensions.test ESMTP',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  BDAT: '250 2.0.0 more',
  message: '250 2.0.0 kept',
  RSET: '250 2.0.0 flushed',
};

export const ALL_EXTENSIONS = ['PIPELINING', 'CHUNKING', 'SMTPUTF8', '8BITMIME', 'SIZE 10240000', 'AUTH PLAIN'];

type Line = {
  buffer: Buffer;
  mode: 'commands' | 'data' | 'dead';
  chunk: { left: number; isLast: boolean } | undefined;
};

/** An SMTP server with chosen extensions. It keeps the exact bytes of every message and every command, and misbehaves on request. */
export async function startSmtpWithExtensions(
  extensions: string[] = ALL_EXTENSIONS,
  manners: Manners = () => undefined,
) {
  const messages: Buffer[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const counts = new Map<Step, number>();
  let partial: Buffer[] = [];
  let messageBytes = 0;
  let unfinished = 0;
  let connections = 0;

  const server = createServer({ noDelay: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const line: Line = { buffer: Buffer.alloc(0), mode: 'commands', chunk: undefined };
    answer(socket, line, 'greeting', '');
    socket.on('data', (bytes) => {
      line.buffer = Buffer.concat([line.buffer, bytes]);
      while (line.mode !== 'dead' && takeOne(socket, line));
    });
  });

  /** Answers; true when the answer was a yes. */
  function answer(socket: Socket, line: Line, step: Step, text: string): boolean {
    const count = counts.get(step) ?? 0;
    counts.set(step, count + 1);
    const normal = step === 'EHLO' ? ['extensions.test', ...extensions] : REPLIES[step];
    const reaction = manners({ step, line: text, count });
    if (reaction === 'drop' || reaction === 'hang' || reaction === 'trickle') {
      line.mode = 'dead';
      if (reaction === 'drop') socket.destroy();
      if (reaction === 'trickle') trickle(socket);
      return false;
    }
    const reply = reaction ?? normal;
    const lines =
      typeof reply === 'string'
        ? reply
        : reply.map((word, i) => `250${i < reply.length - 1 ? '-' : ' '}${word}`).join('\r\n');
    socket.write(`${lines}\r\n`);
    return /^[23]/.test(lines);
  }

  function takeOne(socket: Socket, line: Line): boolean {
    if (line.chunk !== undefined) return takeChunk(socket, line, line.chunk);
    if (line.mode === 'data') return takeData(socket, line);
    const end = line.buffer.indexOf('\r\n');
    if (end < 0) return false;
    const text = line.buffer.toString('utf8', 0, end);
    line.buffer = line.buffer.subarray(end + 2);
    commands.push(text);
    onCommand(socket, line, text);
    return true;
  }

  function onCommand(socket: Socket, line: Line, text: string): void {
    const verb = text.slice(0, 4).toUpperCase();
    if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n');
    else if (verb === 'BDAT') {
      const [, size, last] = text.split(' ');
      line.chunk = { left: Number(size), isLast: last === 'LAST' };
    } else if (verb === 'DATA') {
      if (answer(socket, line, 'DATA', text)) line.mode = 'data';
    } else if (verb === 'EHLO' || verb === 'AUTH' || verb === 'MAIL' || verb === 'RCPT' || verb === 'RSET')
      answer(socket, line, verb, text);
    else socket.write('500 5.5.1 what?\r\n');
  }

  function takeData(socket: Socket, line: Line): boolean {
    const end = line.buffer.indexOf('\r\n.\r\n');
    const isEmpty = line.buffer.subarray(0, 3).toString() === '.\r\n';
    if (end < 0 && !isEmpty) {
      unfinished = line.buffer.length;
      return false;
    }
    const size = isEmpty ? 0 : end + 2;
    messageBytes += size;
    unfinished = 0;
    messages.push(Buffer.from(line.buffer.subarray(0, size)));
    line.buffer = line.buffer.subarray(size + 3);
    line.mode = 'commands';
    answer(socket, line, 'message', '');
    return true;
  }

  function takeChunk(socket: Socket, line: Line, chunk: { left: number; isLast: boolean }): boolean {
    if (line.buffer.length === 0 && chunk.left > 0) return false;
    const taken = Buffer.from(line.buffer.subarray(0, chunk.left));
    line.buffer = line.buffer.subarray(taken.length);
    partial.push(taken);
    messageBytes += taken.length;
    chunk.left -= taken.length;
    if (chunk.left > 0) return false;
    line.chunk = undefined;
    if (chunk.isLast) {
      messages.push(Buffer.concat(partial));
      partial = [];
    }
    answer(socket, line, chunk.isLast ? 'message' : 'BDAT', '');
    return true;
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    messages,
    commands,
    messageBytes: () => messageBytes + unfinished,
    connectionCount: () => connections,
    hangUp: () => {
      for (const socket of sockets) socket.destroy();
    },
    say: (text: string) => {
      for (const socket of sockets) socket.write(text);
    },
    close: () =>
      new Promise<void>((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          closed();
        });
      }),
  };
}

/** A tarpit: a reply that goes on and on, a line every tenth of a second. */
function trickle(socket: Socket): void {
  const timer = setInterval(() => socket.write('250-please hold the line\r\n'), 100);
  socket.on('close', () => {
    clearInterval(timer);
  });
}
