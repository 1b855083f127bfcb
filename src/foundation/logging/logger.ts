import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as PinoLogger } from 'pino';
import { errorCode } from '../error-code.js';
import { logContext } from './context.js';

/**
 * One JSON line per event: `log.info('delivery.accepted', { deliveryId })`. The event word comes first, ids follow, addresses never.
 */
export class Log {
  constructor(private readonly pino: PinoLogger) {}

  debug(event: string, fields: object = {}): void {
    this.pino.debug(fields, event);
  }
  info(event: string, fields: object = {}): void {
    this.pino.info(fields, event);
  }
  warn(event: string, fields: object = {}): void {
    this.pino.warn(fields, event);
  }
  error(event: string, fields: { error?: unknown; [field: string]: unknown } = {}): void {
    const { error, ...rest } = fields;
    this.pino.error({ ...rest, ...describeError(error) }, event);
  }
}

/** Name, code and stack; not the whole object, since drivers hang parameters (addresses) on their errors. */
function describeError(error: unknown): object {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { error: typeof error };
  return { error: error.name, code: errorCode(error), stack: withoutAddresses(error.stack ?? error.message) };
}

/** Blanks what looks like a mail address (SMTP replies and driver messages repeat them). */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"'(),:;]+/g, (word) => (/.@./.test(word) ? '<address>' : word));
}

export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    messageKey: 'event',
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => ({ ...logContext.getStore() }),
  };
  return new Log(destination === undefined ? pino(options) : pino(options, destination));
}

/** Nest's own messages in the same form. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}
  log(message: unknown, ...rest: unknown[]): void {
    this.target.debug('nest', { message: String(message), context: rest.at(-1) });
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn('nest', { message: withoutAddresses(String(message)), context: rest.at(-1) });
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.target.error('nest', { message: withoutAddresses(String(message)), context: rest.at(-1) });
  }
}
