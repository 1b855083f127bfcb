import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Provider } from '#src/domain/delivery/provider.js';
import { reasonOf } from '#src/domain/delivery/reply-rules.js';
import { isOurFault, notAsked, type HandOffFailure } from '#src/domain/delivery/verdict.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import type { HandOff, LetterForm, Transport, TransportConnection } from '../transport.js';
import { LaneMemory } from './lane-memory.js';
import { LaneMetrics } from './lane-metrics.js';
import { LanePlanner } from './lane-planner.js';
import { RelayState } from './relay-state.js';
import { relaysOf, transportsOf } from './relay-settings.js';
import { SendPlan } from './send-plan.js';
import { TransportFactory } from './transport-factory.js';

/** A free line to one relay, for one message. */
export type Line = { relay: RelayState; provider: Provider; connection: TransportConnection };
export type Urgency = { isUrgent: boolean };

/**
 * The ways mail goes out: relays, each with its lines, and for every receiving provider a pace. What is refused for being too fast, or
 * blocked, slows or holds that lane alone; a relay that is down is left out while others are well.
 */
@Injectable()
export class Lanes implements OnApplicationShutdown {
  private readonly relays: RelayState[];
  private readonly byName: Map<string, RelayState>;
  private readonly transports: ReadonlyMap<string, Transport>;

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'RELAYS' | 'SMTP_URL' | 'SMTP_CONNECTIONS'>,
    factory: TransportFactory,
    private readonly planner: LanePlanner,
    private readonly memory: LaneMemory,
    metrics: LaneMetrics,
  ) {
    const relays = relaysOf(config);
    this.transports = transportsOf(relays, factory);
    this.relays = relays.flatMap((relay) => {
      const transport = this.transports.get(relay.name);
      return transport === undefined ? [] : [new RelayState(relay, transport)];
    });
    this.byName = new Map(this.relays.map((relay) => [relay.name, relay]));
    metrics.watch(this.relays);
  }

  /** Reserves what may go now, up to `total` messages. */
  async plan(total: number, providers: readonly Provider[], { isUrgent }: Urgency = DIGEST): Promise<SendPlan> {
    const able = this.relays.filter((relay) => !relay.isOpen());
    if (able.length === 0) return SendPlan.nothing(Math.min(...this.relays.map(({ waitMs }) => waitMs)));
    return this.planner.plan(able, total, providers, isUrgent);
  }

  /** Waits for a free line; urgent mail goes first. A relay that is down, and a lane that is held, say so at once. */
  async acquire(relay: string, provider: Provider, { isUrgent }: Urgency = DIGEST): Promise<Line | HandOffFailure> {
    const state = this.relayOf(relay);
    if (this.isHeld(relay, provider)) return HELD;
    const connection = await state.acquire(provider, isUrgent);
    if ('phase' in connection) return connection;
    const line = { relay: state, provider, connection };
    if (!this.isHeld(relay, provider)) return line;
    this.giveBackLine(line);
    return HELD;
  }

  /** A delivery was claimed that will need a line (1), or needs none any more (-1). */
  promise(relay: string, provider: Provider, many: 1 | -1): void {
    this.relayOf(relay).promise(provider, many);
  }

  giveBackLine({ relay, provider, connection }: Line): void {
    relay.linesFor(provider).giveBack(connection);
  }

  /** What a relay said to one message. */
  heard(relay: string, provider: Provider, handOff: HandOff): void {
    const state = this.relayOf(relay);
    if (handOff.outcome === 'accepted') {
      state.worked();
      this.memory.accepted(relay, provider);
    } else if (handOff.outcome === 'failed') this.refused(state, provider, handOff);
  }

  /** The reason, when every relay has had a fault of ours since then (by performance.now()). */
  faultSince(at: number): string | null {
    const reasons = this.relays.map((relay) => relay.faultSince(at));
    return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null;
  }

  /** As if this process had just started: it knows of no fault and no pace but what the table says. */
  forget(): void {
    for (const relay of this.relays) relay.worked();
    this.memory.forget();
  }

  /** Messages that can be on their way at a time; 0 while every relay is down. */
  get width(): number {
    return this.relays.reduce((sum, { width }) => sum + width, 0);
  }

  /** Those of the relays that can tell what they have taken. */
  get tellers(): ReadonlyMap<string, Transport> {
    return new Map([...this.transports].filter(([, transport]) => transport.lookUp !== undefined));
  }

  /** Whether there is a relay for addresses that need SMTPUTF8, if it may be asked now or not. */
  get carriesUtf8(): boolean {
    return this.relays.some(({ relay }) => relay.smtputf8);
  }

  /** What a message by this relay may have. */
  formOf(relay: string): LetterForm {
    return this.relayOf(relay).form;
  }

  onApplicationShutdown(): void {
    for (const relay of this.relays) relay.close();
  }

  private refused(relay: RelayState, provider: Provider, failure: HandOffFailure): void {
    const { phase, code, reply } = failure;
    if (failure.wasAsked === false) return;
    const reason = reasonOf(provider, code, reply);
    if (reason === 'block') this.memory.blocked(relay.name, provider, reply);
    else if (isOurFault(failure)) relay.isFaulty(`${failure.fault ?? phase}: ${reply}`);
    else if (reason === 'connections' || isCrowded(relay, failure))
      relay.linesFor(provider).refused(phase !== 'connect' && phase !== 'auth');
    else if (code === null || phase === 'connect' || phase === 'auth') relay.failed(`${phase}: ${reply}`);
    else if (reason === 'throttle' && failure.isGoodbye !== true) this.memory.throttled(relay.name, provider);
    // It answered, so it is there.
    else relay.worked();
  }

  private isHeld(relay: string, provider: Provider): boolean {
    return this.memory.heldMs(relay, provider) > 0;
  }

  private relayOf(name: string): RelayState {
    const relay = this.byName.get(name);
    if (relay === undefined) throw new Error(`there is no relay ${name}`);
    return relay;
  }
}

const DIGEST: Urgency = { isUrgent: false };

/** What was claimed before a provider blocked us would only annoy it more. */
const HELD = notAsked('the lane is held');

/** Turned away at the door while other lines are open: it bears no more of them. */
function isCrowded(relay: RelayState, { phase, code }: HandOffFailure): boolean {
  return phase === 'connect' && code !== null && code < 500 && relay.openLines > 0;
}
