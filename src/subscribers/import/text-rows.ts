import { setImmediate as breathe } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import { DelimitedRecords } from './delimited-records.js';
import type { Encoding } from './encoding.js';
import { FileFault, type TableRow } from './file-fault.js';

export type TextForm = { encoding: Encoding; delimiter: string };

/**
 * Characters that are parsed at a time. Few, so that their rows are done with before the young generation is collected twice: what is older stays until
 * the whole heap is looked at, and a hundred bytes a row pile up to a hundred megabytes.
 */
const SLICE = 8 * 1024;

/**
 * Reads delimited text (RFC 4180, with mixed line ends) in constant memory; what it gives at a time are the rows of one slice. Throws
 * FileFault, after the rows before the fault.
 */
export async function* readText(bytes: AsyncIterable<Uint8Array>, form: TextForm): AsyncGenerator<TableRow[]> {
  const records = new DelimitedRecords(form.delimiter);
  let line = 0;
  const taken = (rows: TableRow[]): TableRow[] => {
    line = rows.at(-1)?.line ?? line;
    return rows;
  };
  try {
    for await (const text of decode(bytes, form.encoding)) {
      const { rows, fault } = records.take(text);
      if (rows.length > 0) yield taken(rows);
      if (fault !== undefined) throw fault;
      await breathe();
    }
    const { rows, fault } = records.end();
    if (rows.length > 0) yield taken(rows);
    if (fault !== undefined) throw fault;
  } catch (error) {
    throw faultAfter(line, error);
  }
}

/** Text without its byte-order mark, in slices. */
export async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let isFirst = true;
  for await (const chunk of bytes) {
    const text = decodeStrictly(decoder, encoding, chunk);
    for (let at = 0; at < text.length; at += SLICE) {
      const slice = text.slice(at, at + SLICE);
      yield isFirst ? slice.replace(/^\ufeff/, '') : slice;
      isFirst = false;
    }
  }
  const rest = decodeStrictly(decoder, encoding);
  if (rest !== '') yield rest;
}

function decodeStrictly(decoder: TextDecoder, encoding: Encoding, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw new FileFault('wrong-encoding', `The file is not ${encoding.toUpperCase()}`, 0, { cause });
  }
}

/** Knows the last good line, which the place of the fault did not. */
function faultAfter(line: number, error: unknown): unknown {
  if (!(error instanceof FileFault)) return error;
  const where = line === 0 ? '.' : ` after line ${line}.`;
  return new FileFault(error.code, error.message + where, line, { cause: error.cause });
}
