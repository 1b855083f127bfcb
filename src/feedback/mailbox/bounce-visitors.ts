import ipaddr from 'ipaddr.js';

/** Of one host, IPv6 by its /64: connections at once, messages and bytes in a minute. */
export type VisitorLimits = { connections: number; messagesPerMinute: number; bytesPerMinute: number };

type Visitor = { open: number; messages: number; bytes: number; countedUntil: number };

const MINUTE_MS = 60_000;
/** Hosts of the last minute that are remembered before those of earlier ones are looked for. */
const MANY = 10_000;

/**
 * What each host has sent to the port for bounces of late, in this process. A count begins with the first message and is over a minute later,
 * so a host that is told to come again later gets through then.
 */
export class BounceVisitors {
  private readonly visitors = new Map<string, Visitor>();
  private readonly hostOf = new Map<string, string>();

  constructor(
    private readonly limits: VisitorLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** False when the host has as many connections as it may; the session then counts for nothing. */
  enter(session: string, ip: string): boolean {
    const host = networkOf(ip);
    const visitor = this.of(host);
    if (visitor.open >= this.limits.connections) return false;
    visitor.open += 1;
    this.hostOf.set(session, host);
    return true;
  }

  leave(session: string): void {
    const host = this.hostOf.get(session);
    if (host === undefined) return;
    this.hostOf.delete(session);
    this.of(host).open -= 1;
  }

  /** Whether the host may send another message now; if so, it is counted. */
  mayMail(ip: string): boolean {
    const visitor = this.of(networkOf(ip));
    const { messagesPerMinute, bytesPerMinute } = this.limits;
    if (visitor.messages >= messagesPerMinute || visitor.bytes >= bytesPerMinute) return false;
    visitor.messages += 1;
    return true;
  }

  /** Of a message that has come, whatever became of it. */
  tookBytes(ip: string, bytes: number): void {
    this.of(networkOf(ip)).bytes += bytes;
  }

  private of(host: string): Visitor {
    const now = this.now();
    const known = this.visitors.get(host);
    if (known !== undefined) {
      if (known.countedUntil <= now) Object.assign(known, { messages: 0, bytes: 0, countedUntil: now + MINUTE_MS });
      return known;
    }
    if (this.visitors.size >= MANY) this.forget(now);
    const visitor = { open: 0, messages: 0, bytes: 0, countedUntil: now + MINUTE_MS };
    this.visitors.set(host, visitor);
    return visitor;
  }

  private forget(now: number): void {
    for (const [host, { open, countedUntil }] of this.visitors)
      if (open === 0 && countedUntil <= now) this.visitors.delete(host);
  }
}

function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(':') : address.toString();
}
