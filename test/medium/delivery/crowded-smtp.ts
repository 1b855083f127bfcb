import { createServer, type AddressInfo, type Socket } from 'node:net';

const TOO_MANY = '421 4.7.0 too many connections from your host';

/**
 * A relay that serves only so many connections at a time, and turns the others away: at the door, or only when they begin a message. It
 * keeps no mail; it counts.
 */
export async function startCrowdedSmtp({ bears, refusesAt }: { bears: number; refusesAt: 'greeting' | 'mail' }) {
  const open = new Set<Socket>();
  const served = new Set<Socket>();
  let [mostServed, refused] = [0, 0];

  const turnAway = (socket: Socket): void => {
    refused += 1;
    socket.end(`${TOO_MANY}\r\n`);
  };
  /** Whether there is room for it, now and as long as it stays. */
  const isServed = (socket: Socket): boolean => {
    if (served.size < bears) served.add(socket);
    mostServed = Math.max(mostServed, served.size);
    return served.has(socket);
  };

  const server = createServer((socket) => {
    open.add(socket);
    let [text, inBody] = ['', false];
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      served.delete(socket);
    });
    if (refusesAt === 'greeting' && !isServed(socket)) {
      turnAway(socket);
      return;
    }
    socket.write('220 crowded.test ESMTP\r\n');
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        const mark = inBody ? '\r\n.\r\n' : '\r\n';
        const end = text.indexOf(mark);
        if (end < 0) return;
        const line = text.slice(0, end).toUpperCase();
        text = text.slice(end + mark.length);
        if (inBody) {
          inBody = false;
          // A message takes a moment, so that lines are open side by side.
          setTimeout(() => socket.write('250 2.0.0 kept\r\n'), 5);
        } else if (line.startsWith('EHLO')) socket.write('250-crowded.test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n');
        else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
        else if (line === 'DATA') {
          inBody = true;
          socket.write('354 go on\r\n');
        } else if (line.startsWith('MAIL') && refusesAt === 'mail' && !isServed(socket)) turnAway(socket);
        else socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mostServed: () => mostServed,
    refused: () => refused,
    close: () =>
      new Promise<void>((closed) => {
        for (const socket of open) socket.destroy();
        server.close(() => {
          closed();
        });
      }),
  };
}
