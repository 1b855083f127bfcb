import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpsFetch } from '#src/feedback/webhooks/outside-fetch.js';
import type { FetchRequest } from '#src/foundation/fetcher/fetch-outcome.js';
import { GuardedFetcher } from '#src/foundation/fetcher/guarded-fetcher.js';
import { SystemResolver } from '#src/foundation/fetcher/name-resolver.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import { silentLog } from '../../support/database.js';

let server: Server;
let base: string;
let asked: string[] = [];
let guarded: GuardedFetcher;
/** With plain HTTP and loopback allowed, which the program's own is not. */
const aDoorsFetch = () =>
  new HttpsFetch({ fetch: (request: FetchRequest) => guarded.fetch({ ...request, isHttpsOnly: false }) });

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/moved') response.writeHead(302, { Location: '/elsewhere' }).end();
    else if (request.url === '/endless') {
      const more = (): void => {
        while (response.write(Buffer.alloc(16_384)));
        response.once('drain', more);
      };
      more();
    } else response.end('a certificate');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeAll(() => {
  const config = { FETCH_ALLOW: '127.0.0.1:*', PUBLIC_URL: 'https://news.example' };
  guarded = new GuardedFetcher(config, new SystemResolver(), silentLog, new Metrics());
});
afterAll(async () => {
  await guarded.onApplicationShutdown();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

describe('what a door fetches from its provider', () => {
  it('is a small text', async () => {
    await expect(aDoorsFetch().get(`${base}/`)).resolves.toEqual({ status: 200, body: 'a certificate' });
  });

  it('is not looked for elsewhere', async () => {
    await expect(aDoorsFetch().get(`${base}/moved`)).resolves.toMatchObject({ status: 302 });
    expect(asked).toEqual(['/moved']);
  });

  it('is given up when it does not end', async () => {
    await expect(aDoorsFetch().get(`${base}/endless`)).rejects.toThrow('too-large');
  });

  it('is neither private nor plain', async () => {
    await expect(new HttpsFetch(guarded).get(`${base}/`)).rejects.toThrow('blocked, scheme');
    await expect(aDoorsFetch().get('http://169.254.169.254/')).rejects.toThrow('blocked, address');
    expect(asked).toEqual([]);
  });
});
