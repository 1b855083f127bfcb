import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SiteAnswer = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on loopback whose pages a test writes; it keeps what it was asked for. */
export class WebSite {
  readonly requests: { path: string; host: string; headers: IncomingMessage['headers']; at: number }[] = [];
  private readonly pages = new Map<string, SiteAnswer>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<WebSite> {
    const server = createServer((request, response) => {
      site.answer(request, response);
    });
    const site = new WebSite(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return site;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(path = '/', host = '127.0.0.1'): string {
    return `http://${host}:${this.port}${path}`;
  }

  on(path: string, answer: SiteAnswer): this {
    this.pages.set(path, answer);
    return this;
  }

  /** A page that is always there. */
  page(path: string, body: string | Buffer, headers: Record<string, string> = {}): this {
    return this.on(path, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
    });
  }

  redirect(path: string, to: string, status = 302): this {
    return this.on(path, (_request, response) => response.writeHead(status, { location: to }).end());
  }

  hits(path: string): number {
    return this.requests.filter((request) => request.path === path).length;
  }

  forget(): void {
    this.requests.length = 0;
    this.pages.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '/';
    this.requests.push({ path, host: request.headers.host ?? '', headers: request.headers, at: performance.now() });
    const page = this.pages.get(path) ?? this.pages.get('*');
    if (page === undefined) response.writeHead(404).end('none');
    else page(request, response);
  }
}
