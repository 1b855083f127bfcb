import { DataSource } from 'typeorm';
import { PreparedStatements } from '#src/foundation/database/prepared-statements.js';
import { anApiApp } from '../../support/api-app.js';

it('a connection that is lost while nobody listens to it ends no process', async () => {
  const api = await anApiApp([]);
  const { master } = api.app.get<{ driver: { master: Taking } }>(DataSource).driver;
  await api.app.get(PreparedStatements).rows('steady.one', 'SELECT 1 AS one', []);
  const { pool } = api.app.get<{ pool: Taking }>(PreparedStatements);
  for (const taking of [master, pool]) {
    const client = await taking.connect();
    // As pg does with the last words of a server, in the moment in which a pool hands the connection over.
    expect(() => client.emit('error', new Error('terminating connection'))).not.toThrow();
    client.release(true);
  }
  await api.close();
});

type Taking = { connect(): Promise<{ emit(event: 'error', error: Error): boolean; release(isBroken: boolean): void }> };
