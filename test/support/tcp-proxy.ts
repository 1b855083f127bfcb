import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type TcpProxy = {
  port: number;
  freeze(): void;
  thaw(): void;
  cut(): void;
  /**
   * From now on these answers are lost, and their connection with them: what was asked has happened all the same. `question` is what the
   * near side sent since the last answer; empty for the rest of an answer that comes in pieces.
   */
  loseAnswers(isLost: (question: string) => boolean): void;
  refuse(): void;
  accept(): void;
  close(): Promise<void>;
};

/**
 * Forwards to a loopback port, or to the one that it is told at each connection. Frozen, it takes bytes and passes none on, as a half-open link does; cut, it drops every connection;
 * refusing, it drops new ones too, as a server that is away does.
 */
export async function tcpProxy(target: number | (() => number)): Promise<TcpProxy> {
  const targetOf = typeof target === 'number' ? () => target : target;
  let isLost: (question: string) => boolean = () => false;
  let frozen = false;
  let refusing = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (refusing) {
      near.destroy();
      return;
    }
    const far = connect(targetOf(), '127.0.0.1');
    let question = '';
    const isAnswerLost = (): boolean => {
      const asked = question;
      question = '';
      return isLost(asked);
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on('data', (chunk) => {
        if (frozen) return;
        if (from === near) question += chunk.toString('latin1');
        if (from === far && isAnswerLost()) far.destroy();
        else to.write(chunk);
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    freeze: () => (frozen = true),
    thaw: () => {
      frozen = false;
      // What was swallowed is gone: connections that lived through it are of no use.
      cut();
    },
    cut,
    loseAnswers: (next) => (isLost = next),
    refuse: () => {
      refusing = true;
      cut();
    },
    accept: () => (refusing = false),
    close: async () => {
      cut();
      await new Promise((done) => server.close(done));
    },
  };
}
