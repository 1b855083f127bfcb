import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type SunkMail = { to: string; raw: Buffer; mail: Email };

/** A well-behaved SMTP server on loopback that keeps what it accepts. */
export async function startMailSink(): Promise<{ url: string; mails: SunkMail[]; close(): Promise<void> }> {
  const mails: SunkMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        PostalMime.parse(raw).then((mail) => {
          for (const { address } of session.envelope.rcptTo) mails.push({ to: address, raw, mail });
          done(null, '2.0.0 kept');
        }, done);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () =>
      new Promise<void>((closed) => {
        server.close(closed);
      }),
  };
}
