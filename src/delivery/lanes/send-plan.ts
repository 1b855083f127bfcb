import type { Provider } from '#src/domain/delivery/provider.js';
import { nextTurn } from '#src/domain/delivery/smooth-weights.js';
import type { RelayState } from './relay-state.js';

/** What one relay may still take: in all, and of the providers that have a limit of their own there. */
export type Allowance = { relay: RelayState; total: number; ofProvider: Map<Provider, number> };

/** What may go now. Tokens are reserved when it is made; what was not used goes back at its end. */
export class SendPlan {
  /** How many messages may go in all. */
  readonly total: number;

  constructor(
    asked: number,
    private readonly allowances: readonly Allowance[],
    /** When nothing may go: milliseconds until it is worth asking again. */
    readonly waitMs: number | null,
    private readonly onEnd: ((left: readonly Allowance[]) => Promise<void>) | undefined,
  ) {
    this.total = Math.min(
      asked,
      allowances.reduce((sum, { total }) => sum + total, 0),
    );
  }

  static nothing(waitMs: number): SendPlan {
    return new SendPlan(0, [], waitMs, undefined);
  }

  /** How many of this provider may go. */
  cap(provider: Provider): number {
    const sum = this.allowances.reduce((total, allowance) => total + left(allowance, provider), 0);
    return Math.min(this.total, sum);
  }

  /** The relay for the next message to this provider; undefined when nothing is left for it. `needsUtf8`: one with SMTPUTF8. */
  take(provider: Provider, needsUtf8 = false): string | undefined {
    const open = needsUtf8 ? this.allowances.filter(({ relay }) => relay.relay.smtputf8) : this.allowances;
    const able = open.filter((allowance) => left(allowance, provider) > 0);
    const relay = able.length < 2 ? able[0]?.relay : nextTurn(able.map((allowance) => allowance.relay));
    const allowance = able.find((one) => one.relay === relay);
    if (allowance === undefined) return undefined;
    allowance.total -= 1;
    const own = allowance.ofProvider.get(provider);
    if (own !== undefined) allowance.ofProvider.set(provider, own - 1);
    return allowance.relay.name;
  }

  async end(): Promise<void> {
    await this.onEnd?.(this.allowances);
  }
}

function left({ total, ofProvider }: Allowance, provider: Provider): number {
  return Math.min(total, ofProvider.get(provider) ?? total);
}
