import { Injectable } from '@nestjs/common';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import { Transport, type HandOff, type TransportConnection } from '../transport.js';
import { ConnectionPool, isFailure } from './connection-pool.js';

export interface SendPlan {
  readonly total: number;
  readonly waitMs: number | null;
  cap(provider: string): number;
  take(provider: string): string | undefined;
  end(): Promise<void>;
}
export type Line = { relay: string; connection: TransportConnection };

@Injectable()
export class Lanes {
  private faultAt = 0;
  private fault: string | null = null;
  constructor(
    private readonly pool: ConnectionPool,
    private readonly transport: Transport,
  ) {}
  plan(total: number, _providers: readonly string[]): Promise<SendPlan> {
    return Promise.resolve({
      total,
      waitMs: null,
      cap: () => total,
      take: () => this.transport.relay,
      end: () => Promise.resolve(),
    });
  }
  async acquire(relay: string, _provider: string): Promise<Line | HandOffFailure> {
    const connection = await this.pool.acquire();
    return isFailure(connection) ? connection : { relay, connection };
  }
  giveBackLine(line: Line): void {
    this.pool.giveBack(line.connection);
  }
  heard(_relay: string, _provider: string, handOff: HandOff): void {
    if (handOff.outcome !== 'failed') return;
    const { phase, code, fault, reply } = handOff;
    const isOurs = fault !== undefined || (code !== null && code >= 500 && ['connect', 'auth', 'mail'].includes(phase));
    if (isOurs) [this.faultAt, this.fault] = [performance.now(), `${phase}: ${reply}`];
  }
  faultSince(at: number): string | null {
    return this.faultAt >= at ? this.fault : null;
  }
  get width(): number {
    return this.pool.size;
  }
}
