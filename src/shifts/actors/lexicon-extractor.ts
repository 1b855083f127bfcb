import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { Extractor, type ExtractableText } from '../extractor.js';
import { Lexicon } from './lexicon.js';

/** The extractor with the lexicon in force. */
@Injectable()
export class LexiconExtractor {
  constructor(
    private readonly dataSource: DataSource,
    private readonly extractor: Extractor,
    private readonly lexicon: Lexicon,
  ) {}

  get version(): string {
    return this.extractor.version;
  }

  /** Nothing is found where there is no text to read. */
  async extract(text: ExtractableText | undefined): Promise<{ found: ShiftProposal[]; lexiconVersion: number }> {
    const { entries, version } = await this.lexicon.current(this.dataSource);
    return { found: text === undefined ? [] : this.extractor.extract(text, entries), lexiconVersion: version };
  }

  /** Whether that lexicon is in force still, and will be until the caller's transaction ends. */
  isCurrent(manager: EntityManager, lexiconVersion: number): Promise<boolean> {
    return this.lexicon.isCurrent(manager, lexiconVersion);
  }
}
