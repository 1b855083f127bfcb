import { randomUUID } from 'node:crypto';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import type { Log } from '../logging/logger.js';
import { AppError } from './app-error.js';

/** RFC 9457. `code` is the stable name, `errors` lists faulty fields. */
type Problem = { type: string; title: string; status: number; code: string; detail?: string; [extra: string]: unknown };

/** Turns everything thrown into problem+json; what nobody expected becomes a 500 with an id and no detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.describe(error);
    if (response.headersSent) {
      response.end();
      return;
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private describe(error: unknown): Problem {
    if (error instanceof AppError) {
      // Reserved members last: an extra of the same name must not become the status of the answer.
      return { ...error.extra, ...problem(error.status, error.code, error.message) };
    }
    if (error instanceof HttpException) {
      const status = error.getStatus();
      return problem(status, `http.${status}`, error.message);
    }
    if (isExposedError(error)) return problem(error.status, 'request.unreadable', error.message);
    const errorId = randomUUID();
    this.log.error('http.unexpected-error', { errorId, error });
    return { ...problem(500, 'internal', 'Something went wrong on our side.'), errorId };
  }
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: `urn:tradewind:problem:${code}`, title: code, status, code, detail };
}

/** An error of the libraries that read requests (`http-errors`); `expose` says that the message is meant for the caller. */
function isExposedError(error: unknown): error is Error & { status: number } {
  return (
    error instanceof Error &&
    'expose' in error &&
    error.expose === true &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  );
}
