import { createServer, type Socket } from 'node:net';

/** `body`: the first bytes of a message arrived but not its end; only `drop` and `hang` (stop reading) mean anything there. */
export type SmtpPhase = 'greeting' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot' | 'rset';
/** What the server does instead of its normal reply. `drop` closes the line at once; `hang` never answers; `trickle` answers a byte at a time for ever. */
export type Fault =
  | `${number}${string}`
  | 'drop'
  | 'hang'
  | 'trickle'
  | { delayMs: number }
  | { until: Promise<unknown> }
  | { reply: string; thenDrop: true };
/** `count` is how often this phase was reached before, over all lines; `to` the recipient so far. */
export type FaultPlan = (at: {
  phase: SmtpPhase;
  count: number;
  to: string | undefined;
  connection: number;
}) => Fault | undefined;

export type WireMail = { from: string; to: string; raw: string; messageId: string; deliveryId: string };

const REPLIES: Record<SmtpPhase, string> = {
  greeting: '220 fault.test ESMTP',
  ehlo: '250-fault.test\r\n250-8BITMIME\r\n250-AUTH PLAIN\r\n250 SMTPUTF8',
  auth: '235 2.7.0 welcome',
  mail: '250 2.1.0 ok',
  rcpt: '250 2.1.5 ok',
  data: '354 go on',
  body: '',
  dot: '250 2.0.0 kept',
  rset: '250 2.0.0 flushed',
};

/**
 * An SMTP server that speaks raw protocol and misbehaves by plan. What counts is the wire: every message whose final dot arrived is kept,
 * whatever was answered to it.
 */
export async function startFaultSmtp(plan: FaultPlan = () => undefined) {
  const arrived: WireMail[] = [];
  const counts = new Map<SmtpPhase, number>();
  const sockets = new Set<Socket>();
  let connections = 0;
  let bodyBytes = 0;
  let current = plan;

  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    serve(socket, connections);
  });

  function serve(socket: Socket, connection: number): void {
    let buffer = '';
    let inBody = false;
    let isBodyAsked = false;
    let from = '';
    let to: string | undefined;
    let queue = Promise.resolve();
    socket.on('close', () => {
      if (inBody) bodyBytes += buffer.length;
    });

    const answer = async (phase: SmtpPhase): Promise<boolean> => {
      const count = counts.get(phase) ?? 0;
      counts.set(phase, count + 1);
      const fault = current({ phase, count, to, connection });
      if (fault === 'drop') {
        socket.destroy();
        return false;
      }
      if (fault === 'hang') return false;
      if (fault === 'trickle') {
        trickle(socket);
        return false;
      }
      if (typeof fault === 'object' && 'until' in fault) await fault.until;
      if (typeof fault === 'object' && 'delayMs' in fault) await new Promise((done) => setTimeout(done, fault.delayMs));
      const reply =
        typeof fault === 'string'
          ? fault
          : typeof fault === 'object' && 'reply' in fault
            ? fault.reply
            : REPLIES[phase];
      if (!socket.destroyed) socket.write(`${reply}\r\n`);
      if (typeof fault === 'object' && 'thenDrop' in fault) socket.end();
      return /^[23]/.test(reply);
    };

    const onLine = async (line: string): Promise<void> => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') await answer('ehlo');
      else if (verb === 'AUTH') await answer('auth');
      else if (verb === 'MAIL') {
        from = /<([^>]*)>/.exec(line)?.[1] ?? '';
        await answer('mail');
      } else if (verb === 'RCPT') {
        to = /<([^>]*)>/.exec(line)?.[1];
        await answer('rcpt');
      } else if (verb === 'DATA') {
        inBody = await answer('data');
        isBodyAsked = false;
      } else if (verb === 'RSET') await answer('rset');
      else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('500 what?\r\n');
    };

    const midway = (): void => {
      if (isBodyAsked || buffer.length === 0) return;
      isBodyAsked = true;
      const count = counts.get('body') ?? 0;
      counts.set('body', count + 1);
      const fault = current({ phase: 'body', count, to, connection });
      if (fault === 'drop') socket.destroy();
      if (fault === 'hang') socket.pause();
    };

    const onBody = async (raw: string): Promise<void> => {
      const messageId = /^message-id: (<[^>]+>)/im.exec(raw)?.[1] ?? '';
      const deliveryId = /<d\.([0-9a-f-]{36})@/.exec(messageId)?.[1] ?? '';
      arrived.push({ from, to: to ?? '', raw, messageId, deliveryId });
      await answer('dot');
    };

    const read = async (): Promise<void> => {
      for (;;) {
        if (inBody) {
          const end = buffer.startsWith('.\r\n') ? 0 : buffer.indexOf('\r\n.\r\n');
          if (end < 0) {
            midway();
            return;
          }
          bodyBytes += end;
          const raw = buffer.slice(0, end);
          buffer = buffer.slice(end + (end === 0 ? 3 : 5));
          inBody = false;
          await onBody(raw);
        } else {
          const end = buffer.indexOf('\r\n');
          if (end < 0) return;
          const line = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          await onLine(line);
        }
      }
    };

    queue = queue.then(() => answer('greeting')).then(() => undefined);
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      queue = queue.then(read);
    });
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    arrived,
    connectionCount: () => connections,
    openLines: () => sockets.size,
    /** Bytes of message bodies that arrived since the last `use`, complete or not. */
    bodyBytes: () => bodyBytes,
    use(next: FaultPlan): void {
      current = next;
      counts.clear();
      arrived.length = 0;
      bodyBytes = 0;
      for (const socket of sockets) socket.destroy();
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

function trickle(socket: Socket): void {
  socket.write('250-');
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else socket.write('x');
  }, 50);
}
