import { Client, type ClientConfig } from 'pg';

/**
 * A connection whose loss never ends the process. Between a pool that has just let it go and whoever takes it nobody listens, and a server
 * that ends it in that moment would be an unhandled `error`. Whoever uses it is told by their query.
 */
export class SteadyClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
