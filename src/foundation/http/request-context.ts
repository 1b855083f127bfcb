import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { logContext } from '../logging/context.js';
import type { Log } from '../logging/logger.js';

/** Gives every request an id (taken from X-Request-Id when it is harmless), logs its end without query strings or tokens. */
export function requestContext(log: Log) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.header('x-request-id');
    const requestId = given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    response.setHeader('X-Request-Id', requestId);
    if (isProbe(request.path)) {
      next();
      return;
    }
    const startedAt = process.hrtime.bigint();
    logContext.run({ requestId }, () => {
      response.on('finish', () => {
        const milliseconds = Number((process.hrtime.bigint() - startedAt) / 1_000_000n);
        log.debug('http.request', { method: request.method, status: response.statusCode, milliseconds });
      });
      next();
    });
  };
}

/**
 * A probe needs no context, and the first one that a process opens makes every promise in it slower (Node 20 hooks them all): a worker that
 * is only asked for its health stays fast.
 */
function isProbe(path: string): boolean {
  return path.startsWith('/health/') || path === '/metrics';
}
