import type { Fault, FaultPlan, SmtpPhase } from './fault-smtp.js';

/** Numbers in [0, 1). */
export type Chance = () => number;
type At = Parameters<FaultPlan>[0];

/** The first of several plans that has something to say. */
export function firstOf(...plans: FaultPlan[]): FaultPlan {
  return (at) => {
    for (const plan of plans) {
      const fault = plan(at);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
}

/** smtp-sink -r, -q, -Q …: that share of the times this phase is reached, the server does that instead. */
export function sometimes(chance: Chance, share: number, phases: readonly SmtpPhase[], fault: Fault): FaultPlan {
  return ({ phase }) => (phases.includes(phase) && chance() < share ? fault : undefined);
}

/** smtp-sink -R, -M: the first `tries` times a recipient is named he is refused for now. */
export function greylist(tries: number, reply: `4${string}`): FaultPlan & { seen: Map<string, number[]> } {
  const seen = new Map<string, number[]>();
  const plan = ({ phase, to }: At): Fault | undefined => {
    if (phase !== 'rcpt' || to === undefined) return undefined;
    const times = seen.get(to) ?? [];
    seen.set(to, [...times, performance.now()]);
    return times.length < tries ? reply : undefined;
  };
  return Object.assign(plan, { seen });
}

/** smtp-sink -T with a count: 421 and goodbye once a line has carried so many messages. */
export function goodbyeAfter(messages: number): FaultPlan {
  const carried = new Map<number, number>();
  return ({ phase, connection }) => {
    const count = carried.get(connection) ?? 0;
    if (phase === 'dot') carried.set(connection, count + 1);
    return phase === 'mail' && count >= messages ? { reply: '421 4.7.0 that is enough', thenDrop: true } : undefined;
  };
}

/** More recipients in a second than that are told to slow down. */
export function throttle(perSecond: number, reply: `4${string}`): FaultPlan & { refused: number[] } {
  const refused: number[] = [];
  let tokens = perSecond;
  let filledAt = performance.now();
  const plan = ({ phase }: At): Fault | undefined => {
    if (phase !== 'rcpt') return undefined;
    const now = performance.now();
    tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1_000) * perSecond);
    filledAt = now;
    if (tokens >= 1) {
      tokens -= 1;
      return undefined;
    }
    refused.push(now);
    return reply;
  };
  return Object.assign(plan, { refused });
}

/** smtp-sink -m: the line beyond that many is turned away. `open` is asked for how many there are. */
export function atMostLines(limit: number, open: () => number): FaultPlan {
  return ({ phase }) =>
    phase === 'greeting' && open() > limit ? { reply: '421 4.7.0 too many connections', thenDrop: true } : undefined;
}

/** smtp-sink -w: some lines take that long for every reply. */
export function slowLines(connections: readonly number[], delayMs: number): FaultPlan {
  return ({ connection }) => (connections.includes(connection) ? { delayMs } : undefined);
}
