import { AGENTS, type AgentClass } from './agents.data.js';

/** A longer name is no name of anything that people use, and would only cost time. */
const LONGEST_AGENT = 1_000;

/** The class of a User-Agent; the name itself is not kept. */
export function agentClassOf(userAgent: string | undefined): AgentClass {
  const name = (userAgent ?? '').slice(0, LONGEST_AGENT);
  return AGENTS.find(({ pattern }) => pattern.test(name))?.class ?? 'other';
}

/** `Purpose`, `Sec-Purpose` (Fetch), `X-Purpose` (Safari) and `X-Moz` say that nobody has asked for the page yet. */
const ANNOUNCING = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'] as const;

/** Whether a request says of itself that it runs ahead of a person. Header names are lower-case. */
export function isPrefetch(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  return ANNOUNCING.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? '')));
}
