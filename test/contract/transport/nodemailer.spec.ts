import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Conversation } from '#src/delivery/smtp/conversation.js';
import { NODEMAILER_VERSION, NodemailerConnection, takeOver } from '#src/delivery/smtp/nodemailer-internals.js';
import { startSmtpWithExtensions } from '../../support/smtp-extensions.js';

/** The SMTP line stands on these; read nodemailer's file again before changing an expectation here. */
describe('the nodemailer that the SMTP line is built on', () => {
  const connection = new SMTPConnection();

  it('is the version whose inner parts were read', () => {
    const { version } = JSON.parse(readFileSync(createRequire(__filename).resolve('nodemailer/package.json'), 'utf8'));
    expect([version, connection.version, NODEMAILER_VERSION]).toEqual(['10.6.1', '10.6.1', '10.6.1']);
  });

  it('starts with the fields that the line reads', () => {
    expect(connection).toMatchObject({
      _socket: false,
      _destroyed: false,
      _closing: false,
      _supportedExtensions: [],
      _remainder: '',
      _responseQueue: [],
      _onSocketData: expect.any(Function),
    });
  });
});

describe('a connection that was taken over', () => {
  const connected = async (extensions: string[]) => {
    const relay = await startSmtpWithExtensions(extensions);
    const connection = new NodemailerConnection({ host: '127.0.0.1', port: relay.port });
    await new Promise<void>((done) => {
      connection.connect(() => {
        done();
      });
    });
    return { relay, connection };
  };

  it('is known by what its relay offers, and nodemailer hears no more of it', async () => {
    const { relay, connection } = await connected(['PIPELINING', 'CHUNKING', 'SMTPUTF8']);
    const established = takeOver(connection);
    expect([...(established?.extensions ?? [])]).toEqual(
      expect.arrayContaining(['PIPELINING', 'CHUNKING', 'SMTPUTF8']),
    );
    expect(established?.socket.listenerCount('data')).toBe(0);
    connection.close();
    await relay.close();
  });

  it('is not to be had once it is gone', async () => {
    const { relay, connection } = await connected([]);
    connection.close();
    expect(Conversation.on(connection)).toBeUndefined();
    await relay.close();
  });
});
