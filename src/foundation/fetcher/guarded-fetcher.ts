import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request as send, type Dispatcher } from 'undici';
import { CONFIG, type Config } from '../config/config.js';
import { Log } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { AddressGuard } from './address-guard.js';
import { readBody } from './body-reader.js';
import { failureOf } from './failure-of.js';
import { readFetchAllow } from './fetch-allow.js';
import { FetchMetrics } from './fetch-metrics.js';
import {
  Fetcher,
  type Answer,
  type Block,
  type Failure,
  type FetchedHeaders,
  type FetchOutcome,
  type FetchRequest,
  type Hop,
} from './fetch-outcome.js';
import { guardedConnector } from './guarded-connector.js';
import { NameResolver } from './name-resolver.js';
import { faultOfUrl, readUrl } from './url-guard.js';

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 5_000_000;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

type Step = { answer: Answer } | { to: URL; status: number } | { block: Block } | { failure: Failure; status?: number };
type Seen = { hops: Hop[]; begun: number };

/** The guarded way out (see docs/sources.md): public places only, by their address, at every hop; bounded in time and size. */
@Injectable()
export class GuardedFetcher extends Fetcher implements OnApplicationShutdown {
  private readonly guard: AddressGuard;
  private readonly agent: Agent;
  private readonly userAgent: string;
  private readonly metrics: FetchMetrics;

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'FETCH_ALLOW' | 'PUBLIC_URL'>,
    resolver: NameResolver,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    super();
    this.guard = new AddressGuard(readFetchAllow(config.FETCH_ALLOW ?? '') ?? []);
    this.userAgent = `Tradewind/1.0 (+${config.PUBLIC_URL})`;
    this.metrics = new FetchMetrics(metrics);
    this.agent = new Agent({
      connect: guardedConnector(this.guard, resolver),
      keepAliveTimeout: 1_000,
      keepAliveMaxTimeout: 5_000,
      maxHeaderSize: 32_768,
      pipelining: 1,
    });
  }

  override async fetch(request: FetchRequest): Promise<FetchOutcome> {
    const seen: Seen = { hops: [], begun: performance.now() };
    const outcome = await this.follow(request, seen);
    this.metrics.note(outcome);
    if (outcome.kind === 'blocked')
      this.log.warn('fetch.blocked', { reason: outcome.reason, host: readUrl(outcome.url)?.hostname });
    return outcome;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private async follow(request: FetchRequest, seen: Seen): Promise<FetchOutcome> {
    const deadline = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
    const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]);
    let url = readUrl(request.url);
    if (url === undefined) return ended({ block: 'url' }, request.url, seen);
    for (;;) {
      const step = await this.step(url, request, signal, deadline, seen);
      if (!('to' in step)) return ended(step, url.href, seen);
      if (seen.hops.length >= (request.maxRedirects ?? MAX_REDIRECTS))
        return ended({ failure: 'redirects', status: step.status }, url.href, seen);
      seen.hops.push({ status: step.status, from: url.href, to: step.to.href });
      if (url.protocol === 'https:' && step.to.protocol === 'http:')
        return ended({ block: 'downgrade' }, step.to.href, seen);
      url = step.to;
    }
  }

  private async step(
    url: URL,
    request: FetchRequest,
    signal: AbortSignal,
    deadline: AbortSignal,
    seen: Seen,
  ): Promise<Step> {
    const block =
      faultOfUrl(url, this.guard) ?? (request.isHttpsOnly === true && url.protocol !== 'https:' && 'scheme');
    if (block !== false) return { block };
    try {
      const response = await send(url, {
        dispatcher: this.agent,
        signal,
        headers: this.headersFor(url, request, seen),
        headersTimeout: request.timeoutMs ?? TIMEOUT_MS,
        bodyTimeout: request.timeoutMs ?? TIMEOUT_MS,
      });
      return await this.read(url, response, request, seen);
    } catch (error) {
      if (deadline.aborted) return { failure: 'timeout' };
      if (signal.aborted) return { failure: 'aborted' };
      const failure = failureOf(error);
      return typeof failure === 'string' ? { failure } : failure;
    }
  }

  /** What was meant for the first host (validators above all) is not told to another one. */
  private headersFor(url: URL, request: FetchRequest, { hops }: Seen): Record<string, string> {
    const first = hops[0]?.from;
    const isFirstHost = first === undefined || readUrl(first)?.origin === url.origin;
    return {
      'user-agent': this.userAgent,
      'accept-encoding': 'gzip, br',
      accept: '*/*',
      ...(isFirstHost ? request.headers : {}),
    };
  }

  private async read(url: URL, response: Dispatcher.ResponseData, request: FetchRequest, seen: Seen): Promise<Step> {
    const { statusCode: status, body: stream } = response;
    const headers = plainHeaders(response.headers);
    // A body that is not read is thrown away with its connection.
    const leave = (): void => void stream.on('error', () => undefined).destroy();
    const location = headers['location'];
    if (REDIRECTS.has(status) && location !== undefined && request.maxRedirects !== 0) {
      leave();
      const to = readUrl(location, url.href);
      return to === undefined ? { block: 'url' } : { to: withFragment(to, url), status };
    }
    const type = headers['content-type'];
    if (status === 200 && !isWantedType(type, request.types)) {
      leave();
      return { failure: 'type', status };
    }
    const maxBytes = request.maxBytes ?? MAX_BYTES;
    if (Number(headers['content-length'] ?? 0) > maxBytes) {
      leave();
      return { failure: 'too-large', status };
    }
    const read = await readBody(stream, headers['content-encoding'] ?? '', maxBytes);
    if ('fault' in read) {
      leave();
      return { failure: read.fault, status };
    }
    const milliseconds = elapsed(seen);
    return { answer: { kind: 'answer', status, url: url.href, headers, ...read, hops: seen.hops, milliseconds } };
  }
}

function ended(step: Exclude<Step, { to: URL }>, url: string, seen: Seen): FetchOutcome {
  if ('answer' in step) return step.answer;
  const { hops } = seen;
  const milliseconds = elapsed(seen);
  if ('block' in step) return { kind: 'blocked', reason: step.block, url, hops, milliseconds };
  return { kind: 'failed', reason: step.failure, url, hops, milliseconds, status: step.status ?? null };
}

function elapsed({ begun }: Seen): number {
  return Math.round(performance.now() - begun);
}

/** RFC 9110 §10.2.2: a redirect without a fragment keeps that of the URL before. */
function withFragment(to: URL, from: URL): URL {
  if (to.hash === '') to.hash = from.hash;
  return to;
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): FetchedHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function isWantedType(header: string | undefined, types: readonly string[] | undefined): boolean {
  const type = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || types === undefined) return true;
  return types.some((wanted) => (wanted.endsWith('/*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted));
}
