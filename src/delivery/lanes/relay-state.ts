import {
  afterFailure,
  afterFault,
  CLOSED,
  isHalfOpen,
  isOpen,
  type Breaker,
} from '#src/domain/delivery/circuit-breaker.js';
import type { Relay } from '#src/domain/delivery/relay.schema.js';
import type { Provider } from '#src/domain/delivery/provider.js';
import { notAsked, type HandOffFailure } from '#src/domain/delivery/verdict.js';
import type { LetterForm, Transport, TransportConnection } from '../transport.js';
import { LinePool } from './line-pool.js';

/** One relay as this process sees it: its lines, and whether it may be asked. */
export class RelayState {
  /** For turns by weight. */
  credit = 0;
  readonly weight: number;
  readonly form: LetterForm;
  private readonly pool: LinePool;
  private readonly ofProvider = new Map<Provider, LinePool>();
  private breaker: Breaker = CLOSED;
  private fault: { at: number; reason: string } | undefined;

  constructor(
    readonly relay: Relay,
    transport: Transport,
  ) {
    this.weight = relay.weight;
    this.form = {
      isSigned: !transport.rewritesHeaders,
      namesSender: relay.verp && !transport.hasOwnSender,
      ...echoOf(relay),
    };
    const refusal = (): HandOffFailure | undefined => this.refusal();
    this.pool = new LinePool(transport, relay.connections, relay.messagesPerConnection, refusal);
    for (const [provider, its] of Object.entries(relay.providers)) {
      const { connections, messagesPerConnection } = its;
      if (connections === undefined && messagesPerConnection === undefined) continue;
      const size = connections ?? relay.connections;
      const perConnection = messagesPerConnection ?? relay.messagesPerConnection;
      this.ofProvider.set(provider as Provider, new LinePool(transport, size, perConnection, refusal));
    }
  }

  get name(): string {
    return this.relay.name;
  }

  get openLines(): number {
    return [...this.pools()].reduce((sum, pool) => sum + pool.open, 0);
  }

  /** How many messages can be on their way at a time; none while nobody may ask. */
  get width(): number {
    return this.isOpen() ? 0 : [...this.pools()].reduce((sum, { size }) => sum + size, 0);
  }

  /** A delivery was claimed that will need a line (1), or needs none any more (-1). */
  promise(provider: Provider, many: 1 | -1): void {
    this.linesFor(provider).promised += many;
  }

  /**
   * Messages for a provider with lines of its own that may be claimed now, so that those who wait for these lines never are so many that
   * nobody is left for the others. Undefined for a provider that shares its lines.
   */
  roomFor(provider: Provider): number | undefined {
    return this.ofProvider.get(provider)?.room;
  }

  /** Lines kept for one provider alone. */
  linesFor(provider: Provider): LinePool {
    return this.ofProvider.get(provider) ?? this.pool;
  }

  async acquire(provider: Provider, isUrgent: boolean): Promise<TransportConnection | HandOffFailure> {
    return this.refusal() ?? this.linesFor(provider).acquire(isUrgent);
  }

  isOpen(): boolean {
    return isOpen(this.breaker, performance.now());
  }

  /** One message may find out whether it is well again. */
  isOnTrial(): boolean {
    return isHalfOpen(this.breaker, performance.now());
  }

  /** Milliseconds until it may be asked; 0 when it may. */
  get waitMs(): number {
    return Math.max(0, (this.breaker.openUntil ?? 0) - performance.now());
  }

  worked(): void {
    if (this.breaker !== CLOSED) this.breaker = CLOSED;
  }

  failed(reason: string): void {
    // Those who were under way when it opened tell nothing new.
    if (!this.isOpen()) this.breaker = afterFailure(this.breaker, reason, performance.now());
  }

  isFaulty(reason: string): void {
    this.fault = { at: performance.now(), reason };
    if (!this.isOpen()) this.breaker = afterFault(this.breaker, reason, performance.now());
  }

  faultSince(at: number): string | null {
    return this.fault !== undefined && this.fault.at >= at ? this.fault.reason : null;
  }

  close(): void {
    for (const pool of this.pools()) pool.close();
  }

  private refusal(): HandOffFailure | undefined {
    return this.isOpen() ? notAsked(this.breaker.reason ?? 'it is down') : undefined;
  }

  private *pools(): Iterable<LinePool> {
    yield this.pool;
    yield* this.ofProvider.values();
  }
}

function echoOf({ url, webhook, configurationSet }: Relay): Pick<LetterForm, 'echo'> {
  const known = webhook ?? (url.startsWith('ses:') ? 'ses' : undefined);
  return known === undefined ? {} : { echo: { webhook: known, configurationSet } };
}
