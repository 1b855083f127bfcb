import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpsFetch } from '#src/feedback/webhooks/outside-fetch.js';

let server: Server;
let base: string;
let asked: string[] = [];
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
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

describe('what a door fetches from its provider', () => {
  it('is a small text', async () => {
    await expect(new HttpsFetch().get(`${base}/`)).resolves.toEqual({ status: 200, body: 'a certificate' });
  });

  it('is not looked for elsewhere', async () => {
    await expect(new HttpsFetch().get(`${base}/moved`)).resolves.toMatchObject({ status: 302 });
    expect(asked).toEqual(['/moved']);
  });

  it('is given up when it does not end', async () => {
    await expect(new HttpsFetch().get(`${base}/endless`)).rejects.toThrow('too long');
  });
});
