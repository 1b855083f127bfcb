/** Why a request was not made, or not followed any further. Nothing was sent to the place that is meant. */
export const BLOCKS = ['url', 'scheme', 'userinfo', 'port', 'address', 'downgrade'] as const;
export type Block = (typeof BLOCKS)[number];

/** Why no answer came that could be used. */
export const FAILURES = [
  'name', 'connect', 'tls', 'reset', 'protocol', 'timeout', 'aborted', 'too-large', 'ratio', 'encoding', 'type', 'redirects',
] as const; // prettier-ignore
export type Failure = (typeof FAILURES)[number];

/** One redirect that was followed. */
export type Hop = { status: number; from: string; to: string };

/** Names in lower case; a header that came several times is joined by a comma. */
export type FetchedHeaders = Readonly<Record<string, string>>;

/** Any status, also 404 and 500. `body` is unpacked; `wireBytes` is what came over the line. */
export type Answer = {
  kind: 'answer';
  status: number;
  url: string;
  headers: FetchedHeaders;
  body: Buffer;
  wireBytes: number;
  hops: Hop[];
  milliseconds: number;
};

/** What became of a request. `url` is where it ended, after the redirects in `hops`. */
export type FetchOutcome =
  | Answer
  | { kind: 'blocked'; reason: Block; url: string; hops: Hop[]; milliseconds: number }
  | { kind: 'failed'; reason: Failure; url: string; hops: Hop[]; milliseconds: number; status: number | null };

export type FetchRequest = {
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Media types that may be read, such as `text/html` or `text/*`; an answer without a type is read. Left out: any. */
  types?: readonly string[];
  /** Most bytes of the body, packed and unpacked. */
  maxBytes?: number;
  timeoutMs?: number;
  /** 0: a redirect is the answer. */
  maxRedirects?: number;
  isHttpsOnly?: boolean;
  signal?: AbortSignal | undefined;
};

/** Every fetch of the program from the outside world. Never throws for what the world does. */
export abstract class Fetcher {
  abstract fetch(request: FetchRequest): Promise<FetchOutcome>;
}
