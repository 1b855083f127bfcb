import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import { SystemClock, type Clock } from '#src/foundation/clock/clock.js';
import { RelayUrlError, relayUrlOf } from '../relay-url.js';
import type { LineTimeouts } from '../smtp/deadlines.js';
import { Transport, type Envelope, type TransportConnection, type WireMessage } from '../transport.js';
import type { ProviderRequest } from './http-exchange.js';
import { HttpLine } from './http-line.js';
import { dial, endpointOf, type ProviderEndpoint } from './provider-endpoint.js';
import { judgeSes } from './ses-answer.js';
import { signed, type AwsKey } from './sigv4.js';

type SesAccount = { key: AwsKey; endpoint: ProviderEndpoint; configurationSet: string | undefined };

/**
 * Amazon SES, API v2 (SendEmail with raw content). The relay's URL is `ses://ACCESSKEY:SECRET@region`, its parts percent-encoded, with
 * `?configurationSet=`, `?sessionToken=` and `?endpoint=` where needed.
 *
 * SES writes Message-ID and Date anew, so our own DKIM signature is left out: let SES sign (Easy DKIM or BYODKIM).
 * Its own id is in the reply of the hand-off. It has no look-up by Message-ID.
 */
export class SesTransport extends Transport {
  override readonly rewritesHeaders = true;
  override readonly hasOwnSender = true;
  private readonly account: SesAccount;

  /** Throws a {@link RelayUrlError}. */
  constructor(
    relayUrl: string,
    private readonly timeouts: LineTimeouts,
    override readonly relay: string,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
    this.account = sesAccountOf(relayUrl);
  }

  override async open(): Promise<TransportConnection | HandOffFailure> {
    const { endpoint } = this.account;
    const socket = await dial(endpoint, this.timeouts.beforeBodySeconds);
    if ('phase' in socket) return socket;
    const dialect = { request: this.request.bind(this), judge: judgeSes };
    return new HttpLine(socket, endpoint, dialect, this.timeouts);
  }

  private request(envelope: Envelope, message: WireMessage): ProviderRequest {
    const { endpoint, key, configurationSet } = this.account;
    const body = Buffer.from(
      JSON.stringify({
        FromEmailAddress: envelope.from,
        Destination: { ToAddresses: [envelope.to] },
        Content: { Raw: { Data: Buffer.concat(message.pieces, message.bytes).toString('base64') } },
        ConfigurationSetName: configurationSet,
      }),
    );
    const wanted = { method: 'POST', path: endpoint.path } as const;
    const headers = { host: endpoint.authority, 'content-type': 'application/json' };
    const withSignature = signed({ ...wanted, headers, body }, key, this.clock.now());
    return { ...wanted, headers: { ...withSignature, 'content-length': String(body.length) }, body: [body] };
  }
}

/** What an SES relay's URL asks for. */
export function sesAccountOf(relayUrl: string): SesAccount {
  const url = relayUrlOf(relayUrl);
  const region = url.hostname;
  const [accessKeyId, secretAccessKey] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  if (
    url.protocol !== 'ses:' ||
    !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ||
    accessKeyId === '' ||
    secretAccessKey === ''
  )
    throw new RelayUrlError('the URL of an SES relay is ses://ACCESSKEY:SECRET@region');
  const asked = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const base = relayUrlOf(asked('endpoint') ?? `https://email.${region}.amazonaws.com`);
  return {
    key: { accessKeyId, secretAccessKey, sessionToken: asked('sessionToken'), region, service: 'ses' },
    endpoint: endpointOf(new URL(`${base.pathname.replace(/\/$/, '')}/v2/email/outbound-emails`, base)),
    configurationSet: asked('configurationSet'),
  };
}
