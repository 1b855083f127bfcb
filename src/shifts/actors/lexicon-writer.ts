import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ActorRecord } from '#src/domain/actor/actor-record.schema.js';
import { convertScript } from '#src/domain/format/convert-script.js';
import type { ActorEntry } from '#src/domain/shift/actors/actor-entry.js';
import { ActorRepository } from './actor.repository.js';
import { Lexicon } from './lexicon.js';

type Kept = {
  change: { version: number; before: ActorRecord | null; after: ActorRecord; isRetired: boolean; actor: string };
  /** Names whose articles must be read again. */
  terms: readonly string[];
  formerKeys: readonly string[];
};

/** Writes the next version of the lexicon, and what follows from it, in the caller's transaction. */
@Injectable()
export class LexiconWriter {
  constructor(
    private readonly actors: ActorRepository,
    private readonly lexicon: Lexicon,
  ) {}

  /** Takes the next version first: whoever changes the lexicon too waits, and then reads what this one wrote. */
  begin(manager: EntityManager): Promise<number> {
    return this.actors.nextVersion(manager);
  }

  async conflictsOf<T>(
    manager: EntityManager,
    record: ActorRecord,
    judge: (record: ActorRecord, entries: readonly ActorEntry[]) => T,
  ): Promise<T> {
    return judge(record, (await this.lexicon.current(manager)).entries);
  }

  async keep(manager: EntityManager, { change, terms, formerKeys }: Kept): Promise<void> {
    await this.actors.keep(manager, change);
    if (formerKeys.length > 0) await this.actors.rekey(manager, change.after.slug, formerKeys);
    if (terms.length > 0) await this.actors.openRerun(manager, change.version, patternsOf(terms));
  }
}

/** Texts are stored in their own script, so a Chinese name is looked for in both. */
function patternsOf(terms: readonly string[]): string[] {
  const all = terms.flatMap((term) => [term, convertScript(term, 'zh-CN'), convertScript(term, 'zh-TW')]);
  return [...new Set(all)].map((term) => `%${term.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
}
