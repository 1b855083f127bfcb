import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids that every log line of one request or job carries. Never addresses, names or tokens. */
export type LogContext = { requestId?: string; jobId?: string; queue?: string };

export const logContext = new AsyncLocalStorage<LogContext>();
