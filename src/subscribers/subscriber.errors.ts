import type { StatusVerdict } from '#src/domain/consent/standing.js';
import { AppError } from '#src/foundation/http/app-error.js';

const REFUSALS = {
  left: 'This person has left. Only their own act, from the page behind a link of theirs, brings them back.',
  unconfirmed: 'This person has not confirmed yet; only they can.',
  suppressed: 'This address is suppressed and is never mailed.',
} as const;

/** 409 `subscriber.left`, `subscriber.unconfirmed` or `subscriber.suppressed`. */
export function refusal(reason: Exclude<StatusVerdict, 'change' | 'same'>): AppError {
  return new AppError(409, `subscriber.${reason}`, REFUSALS[reason]);
}

export function changedMeanwhile(id: string, version: number): AppError {
  return new AppError(409, 'subscriber.changed', `Subscriber ${id} has changed since; read it again.`, { version });
}
