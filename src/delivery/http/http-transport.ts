import { z } from 'zod';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import { relayUrlOf } from '../relay-url.js';
import type { LineTimeouts } from '../smtp/deadlines.js';
import { Transport, type Envelope, type HandOff, type TransportConnection, type WireMessage } from '../transport.js';
import { exchange, SocketAgent, type ProviderAnswer, type ProviderRequest } from './http-exchange.js';
import { HttpLine } from './http-line.js';
import { messageIdOf } from './message-id.js';
import { dial, endpointOf, type ProviderEndpoint } from './provider-endpoint.js';
import { answerText, failedBy, faultOf, isAccepted } from './provider-failure.js';

const LookedUp = z.object({ status: z.enum(['accepted', 'unknown']) });

/**
 * Any provider, through a bridge of a few lines that the operator writes. The relay's URL is `https://TOKEN@host/path`, sent as
 * `Authorization: Bearer TOKEN`, or `https://user:password@host/path`, sent as Basic; http only to this machine. A hand-off is
 *
 * ```
 * POST /path
 * Content-Type: message/rfc822        the body is the whole message, CRLF, signed; pass it on unchanged
 * X-Envelope-From: bounce@…           UTF-8
 * X-Envelope-To: reader@…             one recipient, who may not be the one of the To header; UTF-8
 * Idempotency-Key: <Message-ID>       the same on every try; a key that was accepted before is answered with 2xx and not sent again
 * ```
 *
 * Answer when the provider has the message, not before:
 * 2xx it is accepted, and the body (e.g. the provider's id) is kept; 400, 413, 422 this message is refused for good;
 * 401, 403 and other 4xx stop the run; 429 and 503 promise that nothing was sent, and it is tried again later; 409 and other 5xx mean that
 * it may have been sent, and hold it for the operator.
 *
 * The look-up is optional: `GET /path?message-id=<Message-ID>` answers 200 `{"status":"accepted"}` or `{"status":"unknown"}`.
 */
export class HttpTransport extends Transport {
  private readonly endpoint: ProviderEndpoint;
  private readonly authorization: Readonly<Record<string, string>>;

  /** Throws a `RelayUrlError`. */
  constructor(
    relayUrl: string,
    private readonly timeouts: LineTimeouts,
    override readonly relay: string,
  ) {
    super();
    const url = relayUrlOf(relayUrl);
    this.endpoint = endpointOf(url);
    this.authorization = authorizationOf(url);
  }

  override async open(): Promise<TransportConnection | HandOffFailure> {
    const socket = await dial(this.endpoint, this.timeouts.beforeBodySeconds);
    if ('phase' in socket) return socket;
    const dialect = { request: this.request.bind(this), judge };
    return new HttpLine(socket, this.endpoint, dialect, this.timeouts);
  }

  /** Whether the provider has this message. `unknown` proves nothing: it is also the answer of a provider that cannot be asked. */
  override async lookUp(messageId: string): Promise<'accepted' | 'unknown'> {
    const socket = await dial(this.endpoint, this.timeouts.beforeBodySeconds);
    if ('phase' in socket) return 'unknown';
    try {
      const { path } = this.endpoint;
      const asked = `${path}${path.includes('?') ? '&' : '?'}message-id=${encodeURIComponent(messageId)}`;
      const request = { method: 'GET', path: asked, headers: this.authorization, body: [] } as const;
      const answer = await exchange(new SocketAgent(socket), this.endpoint, request, this.timeouts.beforeBodySeconds);
      return 'lost' in answer || answer.status !== 200 ? 'unknown' : statusIn(answer.body);
    } finally {
      socket.destroy();
    }
  }

  private request(envelope: Envelope, message: WireMessage): ProviderRequest {
    const messageId = messageIdOf(message);
    return {
      method: 'POST',
      path: this.endpoint.path,
      headers: {
        ...this.authorization,
        'Content-Type': 'message/rfc822',
        'Content-Length': String(message.bytes),
        'X-Envelope-From': inHeader(envelope.from),
        'X-Envelope-To': inHeader(envelope.to),
        ...(messageId === undefined ? {} : { 'Idempotency-Key': messageId }),
      },
      body: message.pieces,
    };
  }
}

function judge({ status, body }: ProviderAnswer): HandOff {
  const said = `${status} ${body}`;
  if (isAccepted(status)) return { outcome: 'accepted', code: status, reply: answerText(said) };
  return failedBy(faultOf(status), said);
}

function statusIn(body: string): 'accepted' | 'unknown' {
  try {
    return LookedUp.parse(JSON.parse(body)).status;
  } catch {
    return 'unknown';
  }
}

function authorizationOf(url: URL): Record<string, string> {
  if (url.username === '') return {};
  const user = decodeURIComponent(url.username);
  if (url.password === '') return { Authorization: `Bearer ${user}` };
  const login = Buffer.from(`${user}:${decodeURIComponent(url.password)}`, 'utf8').toString('base64');
  return { Authorization: `Basic ${login}` };
}

/** Node writes a header's characters as octets. */
function inHeader(address: string): string {
  return Buffer.from(address, 'utf8').toString('latin1');
}
