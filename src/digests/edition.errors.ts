import type { ItemFault } from '#src/domain/edition/item-faults.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { statesFor, type EditionCommand } from '#src/domain/edition/edition.schema.js';
import type { EditionRow } from './edition.repository.js';

/** 409 unless the edition is in a state that allows the command. */
export function assertOpenFor(command: EditionCommand, edition: EditionRow): void {
  const states = statesFor(command);
  if (states.includes(edition.state)) return;
  throw new AppError(
    409,
    `edition.not-${states[0] ?? 'open'}`,
    `An edition that is ${edition.state} cannot be changed this way.`,
    {
      state: edition.state,
      allowedStates: states,
    },
  );
}

export function assertVersion(edition: EditionRow, version: number): void {
  if (edition.version !== version) throw editionChanged(edition.version);
}

export function editionChanged(version: number): AppError {
  return new AppError(409, 'edition.changed', 'Somebody changed this edition in the meantime; read it again.', {
    version,
  });
}

/** 409 with everything that keeps the edition from being mailed, so that an editor sees the whole list at once. */
export function assertSendable(faults: ItemFault[]): void {
  if (faults.length === 0) return;
  const isQuote = faults.some((fault) => fault.reason === 'broken-quote');
  const code = isQuote ? 'edition.broken-quotes' : 'edition.faulty-items';
  throw new AppError(409, code, 'Some shifts cannot be mailed as they are.', { faults });
}
