import { SmtpTransport } from '#src/delivery/smtp/smtp-transport.js';
import { freePort } from '../../support/free-port.js';
import { ALL_EXTENSIONS, startSmtpWithExtensions, type Manners } from '../../support/smtp-extensions.js';
import { describeTransport, type Behaviour, type TransportKind } from './transport-contract.js';

const TIMEOUTS = { beforeBodySeconds: 1, finalReplySeconds: 1 };

const MANNERS: Record<Behaviour, Manners> = {
  accepts: () => undefined,
  'refuses the recipient': ({ step }) => (step === 'RCPT' ? '550 5.1.1 no such user' : noMessage(step)),
  'refuses for now': ({ step }) => (step === 'RCPT' ? '450 4.2.0 later' : noMessage(step)),
  'hangs up before the message': ({ step }) => (step === 'RCPT' ? 'drop' : undefined),
  'hangs up after the message': ({ step }) => (step === 'message' ? 'drop' : undefined),
  'never answers': ({ step }) => (step === 'message' ? 'hang' : undefined),
  'refuses the login': ({ step }) => (step === 'AUTH' ? '535 5.7.8 no' : undefined),
};

const noMessage = (step: string) => (step === 'DATA' ? '503 5.5.1 no valid recipients' : undefined);

/** SMTP with some extensions, under a URL with some parameters. */
function over(name: string, extensions: string[], parameters: string): TransportKind {
  return {
    name,
    refusesAt: 'rcpt',
    carriesUtf8: extensions.includes('SMTPUTF8'),
    async start(behaviour) {
      const relay = await startSmtpWithExtensions(extensions, MANNERS[behaviour]);
      const url = relay.url.replace('//', behaviour === 'refuses the login' ? '//me:wrong@' : '//');
      return {
        transport: new SmtpTransport(`${url}/?tls=none${parameters}`, TIMEOUTS),
        messages: () => relay.messages,
        messageBytes: relay.messageBytes,
        close: relay.close,
      };
    },
    toNobody: async () => new SmtpTransport(`smtp://127.0.0.1:${await freePort()}`, TIMEOUTS),
  };
}

describeTransport(over('plain SMTP', ['AUTH PLAIN'], ''));
describeTransport(over('SMTP with PIPELINING', ALL_EXTENSIONS, ''));
describeTransport(over('SMTP with CHUNKING', ['CHUNKING', 'AUTH PLAIN'], '&chunking=on'));
describeTransport(over('SMTP with CHUNKING and PIPELINING', ALL_EXTENSIONS, '&chunking=on'));
