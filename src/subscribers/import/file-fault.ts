/** Why a file cannot be read; stable words of the API (`import.<word>`). */
export const FILE_FAULTS = [
  'empty',
  'cut-off',
  'too-large',
  'broken',
  'unknown-format',
  'unknown-encoding',
  'wrong-encoding',
  'archive',
  'columns',
  'sheet',
] as const;
export type FileFaultCode = (typeof FILE_FAULTS)[number];

/** Reading ended before the end of the file, after `line` (0: before the first one); the rows before it are good. */
export class FileFault extends Error {
  constructor(
    readonly code: FileFaultCode,
    message: string,
    readonly line = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** One record of a table. `line` counts from 1 as an editor or Excel does, the header included; of a record of several lines it is the last. */
export type TableRow = { line: number; fields: string[] };

/** Longest record, in characters: what is longer is a quote that was never closed, or an attack. */
export const MAX_RECORD_CHARACTERS = 64 * 1024;
export const MAX_COLUMNS = 500;
