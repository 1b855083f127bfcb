import type { Span } from '../../text/block.js';
import type { DateMention } from '../date/date-mention.js';
import type { Cue } from '../cues/cue.js';
import type { Reading } from '../reading/reading.js';
import type { Amount, Modality } from '../shift.schema.js';
import type { Subject } from '../subject/subject.js';

/** What one cue in one sentence claims, before claims are weighed against each other and merged. Offsets count from the sentence. */
export interface Claim {
  reading: Reading;
  /** Number of the sentence in the article. */
  index: number;
  cue: Cue;
  span: Span;
  /** Where the cue's own words are, without the slots that follow. */
  head: Span;
  subject: Subject;
  object: string | null;
  from: string | null;
  to: string | null;
  counterparty: string[];
  amounts: Amount[];
  date: DateMention | null;
  modality: Modality;
  confidence: number;
}
