import type { Socket } from 'node:net';
import type { Phase } from '#src/domain/delivery/verdict.js';
import { replyText } from '../smtp/smtp-failure.js';
import type { LineTimeouts } from '../smtp/deadlines.js';
import { refusedEnvelope } from '../envelope.js';
import type { Envelope, Fence, HandOff, TransportConnection, WireMessage } from '../transport.js';
import { exchange, SocketAgent, type ProviderAnswer, type ProviderRequest } from './http-exchange.js';
import type { ProviderEndpoint } from './provider-endpoint.js';

/** What one provider's API wants to hear, and what its answers mean. */
export type ProviderDialect = {
  request(envelope: Envelope, message: WireMessage): ProviderRequest;
  judge(answer: ProviderAnswer): HandOff;
};

/**
 * Servers hang up on an idle line, many after five seconds. A request that crosses with that is lost without a word and uncertain, so the
 * line hangs up first.
 */
const IDLE_SECONDS = 4;

/** One keep-alive socket to a provider, which hands over one message after another. */
export class HttpLine implements TransportConnection {
  isUsable = true;
  private readonly agent: SocketAgent;
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly endpoint: ProviderEndpoint,
    private readonly dialect: ProviderDialect,
    private readonly timeouts: Pick<LineTimeouts, 'finalReplySeconds'>,
  ) {
    this.agent = new SocketAgent(socket);
    const lost = (): void => {
      this.isUsable = false;
    };
    socket.once('end', lost);
    socket.once('close', lost);
    this.rest();
  }

  async send(envelope: Envelope, message: WireMessage, fence: Fence): Promise<HandOff> {
    const refusal = refusedEnvelope(envelope);
    if (refusal !== undefined) return refusal;
    clearTimeout(this.idleTimer);
    const request = this.dialect.request(envelope, message);
    if (!this.isQuiet()) return this.fail('connect', 'the line was lost');
    let mayLeave: boolean;
    try {
      mayLeave = await fence();
    } catch (error) {
      this.close();
      return { outcome: 'fence-unanswered', reason: error instanceof Error ? error.message : 'the fence failed' };
    }
    if (!mayLeave) {
      this.rest();
      return { outcome: 'refused-by-fence' };
    }
    // The ledger says by now that this message was handed off; not one byte of it was.
    if (!this.isQuiet()) return this.fail('body', 'the line was lost');
    return this.handOver(request);
  }

  close(): void {
    clearTimeout(this.idleTimer);
    this.isUsable = false;
    this.agent.destroy();
    this.socket.destroy();
  }

  private async handOver(request: ProviderRequest): Promise<HandOff> {
    const answer = await exchange(this.agent, this.endpoint, request, this.timeouts.finalReplySeconds).catch(
      (error: unknown) => ({ lost: error instanceof Error ? error.message : 'no request', hasBegun: false }),
    );
    if ('lost' in answer) return this.fail(answer.hasBegun ? 'dot' : 'body', answer.lost);
    if (this.socket.destroyed || !this.socket.writable) this.close();
    else this.rest();
    return this.dialect.judge(answer);
  }

  /** Whether the line is there and says nothing: an answer to no request is a goodbye (408), and would be taken for the next one's. */
  private isQuiet(): boolean {
    return this.isUsable && !this.socket.destroyed && this.socket.writable && this.socket.readableLength === 0;
  }

  private fail(phase: Phase, reply: string): HandOff {
    this.close();
    return { outcome: 'failed', phase, code: null, reply: replyText(reply) };
  }

  private rest(): void {
    this.idleTimer = setTimeout(() => {
      this.close();
    }, IDLE_SECONDS * 1_000);
    this.idleTimer.unref();
  }
}
