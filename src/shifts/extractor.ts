import { Injectable } from '@nestjs/common';
import type { ActorEntry } from '#src/domain/shift/actors/actor-entry.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { EXTRACTOR_VERSION, extractShifts } from '#src/domain/shift/extract-shifts.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';

export type ExtractableText = { text: string; title: string; publishedAt?: string };

/** Finds shifts in a text. What it says is a proposal, whoever says it. */
export abstract class Extractor {
  /** Stored with a revision: another version looks again. */
  abstract readonly version: string;
  /** `lexicon`: the actors in force; the shipped ones when left out. */
  abstract extract(article: ExtractableText, lexicon?: readonly ActorEntry[]): ShiftProposal[];
}

/** The rules of src/domain/shift: no model, no network, the same answer every time. */
@Injectable()
export class RuleExtractor extends Extractor {
  override readonly version = EXTRACTOR_VERSION;

  override extract(article: ExtractableText, lexicon?: readonly ActorEntry[]): ShiftProposal[] {
    return extractShifts(article, { sha256, lexicon });
  }
}
