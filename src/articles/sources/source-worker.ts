import { Injectable } from '@nestjs/common';
import { Log } from '#src/foundation/logging/logger.js';
import { HostBook } from './host-book.js';
import { SourceClaims } from './source-claims.js';
import type { ClaimedSource } from './source-rows.js';
import { SourceVisitor } from './source-visitor.js';
import { VisitSettler } from './visit-settler.js';

/** Visits one claimed source and writes what it brought. */
@Injectable()
export class SourceWorker {
  constructor(
    private readonly claims: SourceClaims,
    private readonly hosts: HostBook,
    private readonly visitor: SourceVisitor,
    private readonly settler: VisitSettler,
    private readonly log: Log,
  ) {}

  async work(source: ClaimedSource, token: string): Promise<void> {
    if ((await this.hosts.take(source.host, token)) === undefined) {
      await this.claims.releaseSource(source.id, token);
      return;
    }
    let askedSeconds: number | undefined;
    try {
      const { etag, lastModified, validatorsOf: of, validatorsSince: since } = source;
      const visit = await this.visitor.visit({ ...source, validators: { etag, lastModified, of, since } });
      ({ askedSeconds } = visit);
      const isOurs = await this.settler.settle(source, token, visit);
      const { outcome, code, status, bytes, milliseconds } = visit;
      this.log.info('source.visited', { sourceId: source.id, outcome, code, status, bytes, milliseconds, isOurs });
    } finally {
      await this.hosts.leave(source.host, token, askedSeconds);
    }
  }
}
