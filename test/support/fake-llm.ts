import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Body = {
  response_format?: { type: string };
  tools?: { function: { name: string } }[];
  messages: { role: string; content: string }[];
};
export type ChatRequest = { headers: IncomingMessage['headers']; body: Body; raw: string };
/** What the server does with one request: answers with JSON, or whatever else to the response. */
export type Behaviour = (request: ChatRequest, response: ServerResponse) => unknown;

export type FakeLlm = {
  url: string;
  requests: ChatRequest[];
  /** How it answers questions; probes are answered by what it `supports`. */
  behave: Behaviour;
  supports: { rungs: readonly ('json_schema' | 'tool' | 'json_object')[]; refusal: 'status-400' | 'ignore' };
  questions(): ChatRequest[];
  close(): Promise<void>;
};

/** An OpenAI-compatible server on loopback that misbehaves on demand. */
export async function aFakeLlm(): Promise<FakeLlm> {
  const fake: FakeLlm = {
    url: '',
    requests: [],
    behave: () => ({ count: 0, shifts: [] }),
    supports: { rungs: ['json_schema', 'tool', 'json_object'], refusal: 'status-400' },
    questions: () => fake.requests.filter(({ raw }) => !isProbe(raw)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const chat = { headers: request.headers, body: JSON.parse(raw) as Body, raw };
      fake.requests.push(chat);
      const rung = rungOf(chat.body);
      if (!fake.supports.rungs.includes(rung)) {
        if (fake.supports.refusal === 'status-400') {
          sendStatus(response, 400, { error: { message: 'This response_format type is unavailable now' } });
          return;
        }
        sendChat(response, 'Here is what I think about it: all is well.');
        return;
      }
      if (isProbe(raw)) {
        sendAnswer(response, rung, { harbour: 'tradewind', berth: 7 });
        return;
      }
      const answer = fake.behave(chat, response);
      if (answer !== undefined && !response.headersSent && !response.writableEnded) sendAnswer(response, rung, answer);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return fake;
}

const isProbe = (raw: string): boolean => raw.includes('You are being tested.');

function rungOf(body: Body): 'json_schema' | 'tool' | 'json_object' {
  if (body.tools !== undefined) return 'tool';
  return body.response_format?.type === 'json_schema' ? 'json_schema' : 'json_object';
}

/** The text that stands between the marks of a prompt. */
export function givenText({ body }: ChatRequest): string {
  const user = body.messages.find(({ role }) => role === 'user')?.content ?? '';
  return user.split('\n').slice(1, -1).join('\n');
}

export function sendStatus(
  response: ServerResponse,
  status: number,
  body: object = {},
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function sendChat(response: ServerResponse, content: string | null, rest: object = {}, finish = 'stop'): void {
  sendStatus(response, 200, {
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content, ...rest } }],
  });
}

function sendAnswer(response: ServerResponse, rung: string, answer: unknown): void {
  const json = typeof answer === 'string' ? answer : JSON.stringify(answer);
  if (rung !== 'tool') {
    sendChat(response, json);
    return;
  }
  sendChat(response, null, { tool_calls: [{ id: '1', type: 'function', function: { name: 'x', arguments: json } }] });
}
