import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { Idempotency } from '#src/foundation/http/idempotency.js';
import { EncodingSniffer } from './encoding.js';
import { FileFault } from './file-fault.js';
import { kindOf } from './file-kind.js';
import { ImportFileStore } from './import-file.store.js';
import { ImportReading } from './import-reading.js';
import { ImportRepository, type UploadedTable } from './import.repository.js';

/** Whose file it is. `key`: the Idempotency-Key it came with. */
export type GivenUpload = { fileName: string | null; actor: string; key?: string | undefined };
type Stored = { bytes: number; encoding: ReturnType<EncodingSniffer['end']> };

/** Takes files in. A ZIP is unpacked at once, so that whoever reads the import meets a table and nothing else. */
@Injectable()
export class ImportUploader {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly imports: ImportRepository,
    private readonly files: ImportFileStore,
    private readonly reading: ImportReading,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The id: of the first upload, when this one repeats it under the same key. FileFault for what we do not read, 422
   * `idempotency.other-request` for another file under a key; then nothing stays. Does not destroy `source`.
   */
  async upload(source: Readable, given: GivenUpload): Promise<string> {
    const { fileName, actor, key } = given;
    const id = await this.imports.insert(actor, fileName);
    try {
      const hash = createHash('sha256');
      const uploaded = await this.store(id, 0, withoutEnding(source), (piece) => hash.update(piece));
      const table = await this.unpacked(id, uploaded);
      const sha256 = hash.digest('hex');
      // Only now is it known what the request is, so a repeat is read to its end as well.
      const answer = await this.idempotency.once('import.upload', key, { sha256, fileName }, (manager) =>
        this.accept(manager, { ...table, sha256 }, actor),
      );
      if (answer !== id) await this.imports.discard(id);
      return answer;
    } catch (error) {
      await this.imports.discard(id);
      throw error;
    }
  }

  private async accept(manager: EntityManager, table: UploadedTable, actor: string): Promise<string> {
    const { id, format, encoding, bytes } = table;
    if (!(await this.imports.uploaded(manager, id, table))) throw new FileFault('cut-off', 'The upload took too long.');
    const detail = { format, encoding, bytes };
    await this.audit.record(manager, {
      actor,
      action: 'import.uploaded',
      subjectKind: 'import',
      subjectId: id,
      detail,
    });
    return id;
  }

  private async unpacked(id: string, uploaded: Stored) {
    const kind = await kindOf(this.files.open(id, 0, uploaded.bytes), this.reading.maxUnpackedBytes);
    if (kind.kind !== 'zip') return this.judged(id, 0, kind.kind, uploaded);
    const table = await this.store(id, 1, kind.unpack());
    await this.files.removePart(id, 0);
    const inner = await kindOf(this.files.open(id, 1, table.bytes), this.reading.maxUnpackedBytes);
    if (inner.kind === 'zip') throw new FileFault('archive', 'The archive holds another archive.');
    return this.judged(id, 1, inner.kind, table);
  }

  /** Opens a workbook once, so that a broken one is refused now and not at the start. */
  private async judged(id: string, part: number, format: 'text' | 'xlsx', { bytes, encoding }: Stored) {
    const table = { id, format, part, bytes, encoding: format === 'text' ? (encoding ?? null) : null };
    await this.reading.table(table).sheetNames();
    return table;
  }

  private async store(
    id: string,
    part: number,
    source: AsyncIterable<Uint8Array>,
    watch: (piece: Buffer) => void = () => undefined,
  ): Promise<Stored> {
    const sniffer = new EncodingSniffer();
    const bytes = await this.files.write(id, part, source, {
      maxBytes: this.reading.maxBytes,
      onBytes: (piece) => {
        sniffer.take(piece);
        watch(piece);
      },
    });
    return { bytes, encoding: sniffer.end() };
  }
}

/** The source is never destroyed: whoever owns it may still have to answer over the same socket. */
async function* withoutEnding(source: Readable): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = source.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const next = await chunks.next().catch((cause: unknown) => {
        throw new FileFault('cut-off', 'The file was cut off on its way.', 0, { cause });
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}
