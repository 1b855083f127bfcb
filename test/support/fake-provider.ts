import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * What the provider does instead of taking the message. `drop` and `hang` come after the whole request, `drop-midway` after its head;
 * `early` answers without reading the body; `trickle` sends the head of an answer and then a byte now and then, for ever; `raw` are the
 * very bytes of an answer, after which the line is closed.
 */
export type ProviderMisdeed =
  | 'drop'
  | 'hang'
  | 'drop-midway'
  | 'trickle'
  | { status: number; body?: string; headers?: Record<string, string>; early?: true }
  | { raw: string };
/** `count` is how many requests came before this one, over all lines since the last `use`. */
export type ProviderPlan = (at: {
  count: number;
  connection: number;
  to: string | undefined;
}) => ProviderMisdeed | undefined;

/** A message whose whole request arrived, whatever was answered. */
export type ProviderLetter = {
  from: string;
  to: string;
  raw: string;
  messageId: string;
  deliveryId: string;
  path: string;
  headers: IncomingHttpHeaders;
};

/** A provider of mail over HTTP on loopback: `bridge` speaks the generic protocol with its look-up, `ses` the API v2 of Amazon SES. */
export async function startFakeProvider(kind: 'bridge' | 'ses', secret = 'secret') {
  const arrived: ProviderLetter[] = [];
  const accepted = new Set<string>();
  const sockets = new Map<Socket, number>();
  let connections = 0;
  let count = 0;
  let bytes = 0;
  let plan: ProviderPlan = () => undefined;

  const server = createServer((request, response) => {
    const connection = sockets.get(request.socket) ?? 0;
    if (request.method === 'GET') {
      const asked = new URL(request.url ?? '', 'http://provider').searchParams.get('message-id') ?? '';
      send(response, 200, JSON.stringify({ status: accepted.has(asked) ? 'accepted' : 'unknown' }));
      return;
    }
    const to = one(request.headers['x-envelope-to']);
    const misdeed = plan({ count: count++, connection, to });
    if (misdeed === 'drop-midway') {
      request.socket.destroy();
      return;
    }
    if (typeof misdeed === 'object' && 'early' in misdeed) {
      send(response, misdeed.status, misdeed.body ?? '', misdeed.headers);
      return;
    }
    void bodyOf(request).then((body) => {
      take(request, response, body, misdeed);
    });
  });
  server.on('connection', (socket) => {
    sockets.set(socket, ++connections);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      bytes += socket.bytesRead;
      sockets.delete(socket);
    });
  });

  function take(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    misdeed: ProviderMisdeed | undefined,
  ): void {
    const letter = kind === 'ses' ? sesLetter(request, body) : bridgeLetter(request, body);
    arrived.push(letter);
    if (misdeed !== undefined) {
      misbehave(response, misdeed);
      return;
    }
    if (kind === 'ses' && !isSignedWith(secret, request, body)) {
      const headers = { 'x-amzn-ErrorType': 'InvalidSignatureException:http://internal.amazon.com/' };
      send(response, 403, '{"message":"The request signature we calculated does not match"}', headers);
      return;
    }
    accepted.add(letter.messageId);
    if (kind === 'ses') send(response, 200, JSON.stringify({ MessageId: `ses-${arrived.length}` }));
    else send(response, 202, `kept-${arrived.length}`);
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    arrived,
    connectionCount: () => connections,
    /** Octets that arrived over all lines, of requests whole or not. */
    bytes: () => [...sockets.keys()].reduce((sum, socket) => sum + socket.bytesRead, bytes),
    /** Takes a message without one being sent, as if only the answer had been lost. */
    knows: (messageId: string) => accepted.add(messageId),
    /** Hangs up on every line, as a server does that was idle too long or starts anew. */
    hangUp(): void {
      for (const socket of sockets.keys()) socket.destroy();
    },
    use(next: ProviderPlan): void {
      plan = next;
      count = 0;
      arrived.length = 0;
    },
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets.keys()) socket.destroy();
      await closed;
    },
  };
}

export type FakeProvider = Awaited<ReturnType<typeof startFakeProvider>>;

function misbehave(response: ServerResponse, misdeed: ProviderMisdeed): void {
  const { socket } = response;
  if (misdeed === 'hang') return;
  if (misdeed === 'drop' || misdeed === 'drop-midway') socket?.destroy();
  else if (misdeed === 'trickle') {
    response.writeHead(200, { 'content-length': '100000' });
    const drip = setInterval(() => response.write('x'), 50);
    response.on('close', () => {
      clearInterval(drip);
    });
  } else if ('raw' in misdeed) socket?.end(misdeed.raw);
  else send(response, misdeed.status, misdeed.body ?? '', misdeed.headers);
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return new Promise(() => undefined);
  }
  return Buffer.concat(chunks);
}

function bridgeLetter(request: IncomingMessage, body: Buffer): ProviderLetter {
  const { headers } = request;
  return letterOf(request, utf8(one(headers['x-envelope-from'])), utf8(one(headers['x-envelope-to'])), body);
}

function sesLetter(request: IncomingMessage, body: Buffer): ProviderLetter {
  const said = JSON.parse(body.toString('utf8')) as {
    FromEmailAddress: string;
    Destination: { ToAddresses: string[] };
    Content: { Raw: { Data: string } };
  };
  const raw = Buffer.from(said.Content.Raw.Data, 'base64');
  return letterOf(request, said.FromEmailAddress, said.Destination.ToAddresses.join(), raw);
}

function letterOf(request: IncomingMessage, from: string, to: string, body: Buffer): ProviderLetter {
  const raw = body.toString('latin1');
  const messageId = /^message-id:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '';
  const deliveryId = /<d\.([0-9a-f-]{36})@/.exec(messageId)?.[1] ?? '';
  return { from, to, raw, messageId, deliveryId, path: request.url ?? '', headers: request.headers };
}

function one(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

function utf8(octets: string): string {
  return Buffer.from(octets, 'latin1').toString('utf8');
}

/** AWS Signature Version 4 from the receiver's side, out of what arrived and nothing else. */
function isSignedWith(secret: string, request: IncomingMessage, body: Buffer): boolean {
  const found =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (found === null) return false;
  const [, day = '', region = '', service = '', names = '', signature] = found;
  if (!names.split(';').includes('host') || !names.split(';').includes('x-amz-date')) return false;
  let canonical = `${request.method ?? ''}\n${request.url ?? ''}\n\n`;
  for (const name of names.split(';')) canonical += `${name}:${one(request.headers[name])}\n`;
  canonical += `\n${names}\n${createHash('sha256').update(body).digest('hex')}`;
  const scope = `${day}/${region}/${service}/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  let key: Buffer = Buffer.from(`AWS4${secret}`);
  for (const part of [day, region, service, 'aws4_request']) key = createHmac('sha256', key).update(part).digest();
  const text = `AWS4-HMAC-SHA256\n${one(request.headers['x-amz-date'])}\n${scope}\n${digest}`;
  return createHmac('sha256', key).update(text).digest('hex') === signature;
}
