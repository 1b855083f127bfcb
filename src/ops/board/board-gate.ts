import type { NextFunction, Request, Response } from 'express';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { ADMIN_ACTOR, mayAdminister } from '#src/auth/index.js';

/** The board's page brings its own scripts, fonts and icons; its styles are partly inline. Nothing is loaded from elsewhere. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

type Gate = { adminToken: string; audit: AuditTrail; dataSource: DataSource };

/**
 * Stands before every path and asset of the queue board. The board is an Express app of its own, which Nest's guards do not see. A browser
 * repeats Basic credentials by itself, so a change must also come from our own page. Every change is audited.
 */
export function boardGate({ adminToken, audit, dataSource }: Gate) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    if (!mayAdminister(request, adminToken)) {
      response.setHeader('WWW-Authenticate', 'Basic realm="Tradewind queues", charset="UTF-8"');
      refuse(
        response,
        401,
        'auth.required',
        'The admin token is required: as password of any user, or as bearer token.',
      );
      return;
    }
    response.setHeader('Content-Security-Policy', CONTENT_POLICY);
    response.setHeader('Cache-Control', 'no-store');
    if (isRead(request)) {
      next();
      return;
    }
    if (isCrossSite(request)) {
      refuse(response, 403, 'auth.cross-site', 'Changes to queues are accepted from the board itself only.');
      return;
    }
    const [, action = ''] = /^\/admin\/queues\/api(\/.*)$/i.exec(request.baseUrl + request.path) ?? [];
    const [, , queue = 'all'] = action.split('/');
    await audit.record(dataSource.manager, {
      actor: ADMIN_ACTOR,
      action: 'queue.changed-on-board',
      subjectKind: 'queue',
      subjectId: queue,
      detail: { method: request.method, path: action },
    });
    next();
  };
}

function isRead(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

/** Programs send neither header; browsers send at least one of them with every request that changes something. */
function isCrossSite(request: Request): boolean {
  const site = request.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin';
  const origin = request.header('origin');
  return origin !== undefined && hostOf(origin) !== request.header('host');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function refuse(response: Response, status: number, code: string, detail: string): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:tradewind:problem:${code}`, title: code, status, code, detail }));
}
