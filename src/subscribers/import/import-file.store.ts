import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import type { FileBytes } from './file-bytes.js';
import { FileFault } from './file-fault.js';

/** Every piece but the last one has this size, so the place of a byte says in which piece it is. */
const CHUNK_BYTES = 256 * 1024;
/** Read at a time. The driver makes a text of twice the size of it, which should be short-lived garbage. */
const READ_BYTES = 32 * 1024;

/** Uploaded files, in pieces in the database: whichever process runs the import reads them from there. */
@Injectable()
export class ImportFileStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores a stream; `onBytes` sees every piece. FileFault `too-large` or `cut-off`. Gives the size. */
  async write(
    importId: string,
    part: number,
    source: AsyncIterable<Uint8Array>,
    { maxBytes, onBytes }: { maxBytes: number; onBytes: (piece: Buffer) => void },
  ): Promise<number> {
    let waiting: Buffer[] = [];
    let waitingBytes = 0;
    let bytes = 0;
    let seq = 0;
    const flush = async (isLast: boolean): Promise<void> => {
      const joined = Buffer.concat(waiting);
      let at = 0;
      for (; joined.length - at >= CHUNK_BYTES; at += CHUNK_BYTES)
        await this.insert(importId, part, seq++, joined.subarray(at, at + CHUNK_BYTES));
      const rest = joined.subarray(at);
      if (isLast && rest.length > 0) await this.insert(importId, part, seq++, rest);
      waiting = [Buffer.from(rest)];
      waitingBytes = rest.length;
    };
    for await (const chunk of source) {
      const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      bytes += piece.length;
      if (bytes > maxBytes) throw new FileFault('too-large', `The file is larger than ${maxBytes} bytes.`);
      onBytes(piece);
      waiting.push(piece);
      waitingBytes += piece.length;
      if (waitingBytes >= CHUNK_BYTES) await flush(false);
    }
    await flush(true);
    return bytes;
  }

  open(importId: string, part: number, size: number): FileBytes {
    return {
      size,
      read: (start = 0, end = size) => this.read(importId, part, start, Math.min(end, size)),
    };
  }

  async removePart(importId: string, part: number): Promise<void> {
    await this.dataSource.query(`DELETE FROM subscriber_import_chunk WHERE import_id = $1 AND part = $2`, [
      importId,
      part,
    ]);
  }

  private async *read(importId: string, part: number, start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end;) {
      const seq = Math.floor(at / CHUNK_BYTES);
      const from = at - seq * CHUNK_BYTES;
      const length = Math.min(READ_BYTES, CHUNK_BYTES - from, end - at);
      const [row] = await selectRows<{ bytes: Buffer }>(
        this.dataSource,
        `SELECT substring(bytes FROM $4::int FOR $5::int) AS bytes FROM subscriber_import_chunk
         WHERE import_id = $1 AND part = $2 AND seq = $3`,
        [importId, part, seq, from + 1, length],
      );
      if (row === undefined) throw new FileFault('empty', 'The file is no longer there.');
      yield row.bytes;
      at += length;
    }
  }

  private async insert(importId: string, part: number, seq: number, bytes: Buffer): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO subscriber_import_chunk (import_id, part, seq, bytes) VALUES ($1, $2, $3, $4)`,
      [importId, part, seq, bytes],
    );
  }
}
