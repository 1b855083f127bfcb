import { Agent, request as httpRequest, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProviderEndpoint } from './provider-endpoint.js';

export type ProviderRequest = {
  method: 'POST' | 'GET';
  path: string;
  headers: Readonly<Record<string, string>>;
  body: readonly Buffer[];
};

export type ProviderAnswer = { status: number; headers: IncomingHttpHeaders; body: string };

/** No whole answer came. `hasBegun`: bytes of the request may have left. */
export type LostExchange = { lost: string; hasBegun: boolean };

/** More of an answer is not read. */
const MAX_ANSWER_BYTES = 64 * 1_024;

/** One request over the agent's socket. It ends with the whole answer, with the loss of the line, or at the deadline, whatever trickles in. */
export function exchange(
  agent: SocketAgent,
  endpoint: ProviderEndpoint,
  wanted: ProviderRequest,
  seconds: number,
): Promise<ProviderAnswer | LostExchange> {
  return new Promise((settle) => {
    let answer: ProviderAnswer | undefined;
    let lost = 'the line was lost';
    let hasBegun = false;
    const { method, path, body } = wanted;
    const headers = { host: endpoint.authority, ...wanted.headers };
    const request = httpRequest({ agent, host: endpoint.host, port: endpoint.port, method, path, headers });
    const deadline = setTimeout(() => {
      request.destroy(new Error('the provider did not answer in time'));
    }, seconds * 1_000);
    request.once('socket', () => (hasBegun = true));
    request.on('error', (error) => (lost = error.message));
    readAnswer(request, (whole) => (answer = whole));
    // Only now is the socket free for the next request, or gone.
    request.once('close', () => {
      clearTimeout(deadline);
      settle(answer ?? { lost, hasBegun });
    });
    for (const piece of body) request.write(piece);
    request.end();
  });
}

function readAnswer(request: ClientRequest, onWhole: (answer: ProviderAnswer) => void): void {
  request.once('response', (response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (): void => {
      const body = Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
      onWhole({ status: response.statusCode ?? 0, headers: response.headers, body });
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= MAX_ANSWER_BYTES) return;
      end();
      request.destroy();
    });
    response.on('end', () => {
      end();
      // An answer that came before the whole request was read: what is left of the request would be taken for the next one.
      if (!request.writableFinished) request.destroy();
    });
    // The request tells of the loss.
    response.on('error', () => undefined);
  });
}

/** Gives Node's client the one socket of a line, and never another: a second one would be dialled after the fence was asked. */
export class SocketAgent extends Agent {
  private isGiven = false;

  constructor(private readonly socket: Socket) {
    super({ keepAlive: true, maxSockets: 1 });
  }

  override createConnection(
    _options: object,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    if (!this.isGiven) {
      this.isGiven = true;
      return this.socket;
    }
    callback?.(new Error('the line was lost'), this.socket);
    return undefined;
  }
}
