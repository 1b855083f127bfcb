import { createServer, type Socket } from 'node:net';

/**
 * As much of an IMAP server (RFC 3501) as a reader of one folder needs: login, EXAMINE, UID SEARCH and UID FETCH. `commands` are those it was
 * given.
 */
export async function startImapServer(mails: Buffer[], password = 'secret') {
  const commands: string[] = [];
  const state = { uidValidity: 7, firstUid: 1 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let buffer = '';
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        answer(socket, buffer.slice(0, end));
        buffer = buffer.slice(end + 2);
      }
    });
  });

  function answer(socket: Socket, line: string): void {
    const [, tag = '', command = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    commands.push(command.replace(/^(LOGIN \S+).*/i, '$1'));
    const say = (...lines: string[]): void => {
      socket.write(`${[...lines, `${tag} OK done`].join('\r\n')}\r\n`);
    };
    const verb = command.toUpperCase();
    if (verb.startsWith('LOGIN') && !command.includes(password)) socket.write(`${tag} NO who are you\r\n`);
    else if (verb.startsWith('CAPABILITY')) say('* CAPABILITY IMAP4rev1');
    else if (verb.startsWith('LIST')) say('* LIST (\\HasNoChildren) "/" "INBOX"');
    else if (verb.startsWith('NAMESPACE')) say('* NAMESPACE (("" "/")) NIL NIL');
    else if (verb.startsWith('EXAMINE')) {
      const { uidValidity, firstUid } = state;
      say(
        '* FLAGS (\\Seen)',
        `* ${mails.length} EXISTS`,
        `* OK [UIDVALIDITY ${uidValidity}] valid`,
        `* OK [UIDNEXT ${firstUid + mails.length}] next`,
      );
    } else if (verb.startsWith('UID SEARCH')) say(`* SEARCH ${uids().join(' ')}`);
    else if (verb.startsWith('UID FETCH')) {
      const wanted = (/^UID FETCH ([\d,:]+)/.exec(verb)?.[1] ?? '').split(',').flatMap(range);
      for (const uid of uids().filter((one) => wanted.includes(one))) {
        const mail = mails[uid - state.firstUid] ?? Buffer.alloc(0);
        const place = uid - state.firstUid + 1;
        socket.write(`* ${place} FETCH (UID ${uid} BODY[]<0> {${mail.length}}\r\n`);
        socket.write(mail);
        socket.write(')\r\n');
      }
      say();
    } else if (verb.startsWith('LOGOUT')) {
      say('* BYE');
      socket.end();
    } else say();
  }

  const uids = (): number[] => mails.map((_, index) => state.firstUid + index);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  return {
    url: `imap://bounces:${password}@127.0.0.1:${port}/INBOX`,
    port,
    commands,
    state,
    close: () =>
      new Promise<void>((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          closed();
        });
      }),
  };
}

function range(text: string): number[] {
  const [from = 0, to = from] = text.split(':').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
