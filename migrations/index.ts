import { CreateFoundation1764057600000 } from './1764057600000-create-foundation.js';
import { CreateAudit1764057601000 } from './1764057601000-create-audit.js';
import { CreateSubscribers1764057602000 } from './1764057602000-create-subscribers.js';
import { CreateArticles1764057603000 } from './1764057603000-create-articles.js';
import { CreateShifts1764057604000 } from './1764057604000-create-shifts.js';
import { CreateDelivery1764057605000 } from './1764057605000-create-delivery.js';
import { CreateDigests1764057606000 } from './1764057606000-create-digests.js';
import { CreateLanes1764057607000 } from './1764057607000-create-lanes.js';
import { SizeLedger1764057608000 } from './1764057608000-size-ledger.js';
import { CreateFeedback1764057609000 } from './1764057609000-create-feedback.js';
import { CreateTransactionalMail1764057610000 } from './1764057610000-create-transactional-mail.js';
import { TrackClaims1764057611000 } from './1764057611000-track-claims.js';
import { CreateImports1764057612000 } from './1764057612000-create-imports.js';
import { CreateSignup1764057614000 } from './1764057614000-create-signup.js';
import { CreatePreferences1764057615000 } from './1764057615000-create-preferences.js';
import { WidenFeedback1764057616000 } from './1764057616000-widen-feedback.js';
import { CreateSegments1764057618000 } from './1764057618000-create-segments.js';
import { CreateInboundMail1764057619000 } from './1764057619000-create-inbound-mail.js';
import { NoteMoves1764057620000 } from './1764057620000-note-moves.js';
import { CreateTracking1764057621000 } from './1764057621000-create-tracking.js';
import { SpeedImports1764057623000 } from './1764057623000-speed-imports.js';
import { TellMailable1764057624000 } from './1764057624000-tell-mailable.js';
import { CreateLeaveReasons1764057625000 } from './1764057625000-create-leave-reasons.js';
import { NoteMailRefusals1764057626000 } from './1764057626000-note-mail-refusals.js';
import { CreateSources1764057627000 } from './1764057627000-create-sources.js';
import { CreateClippers1764057628000 } from './1764057628000-create-clippers.js';
import { NoteOrigins1764057631000 } from './1764057631000-note-origins.js';
import { CreateInbox1764057632000 } from './1764057632000-create-inbox.js';
import { FindCopies1764057633000 } from './1764057633000-find-copies.js';
import { SearchArticles1764057634000 } from './1764057634000-search-articles.js';
import { ReviewShifts1764057635000 } from './1764057635000-review-shifts.js';
import { CreateLexicon1764057636000 } from './1764057636000-create-lexicon.js';
import { KeepTimelines1764057637000 } from './1764057637000-keep-timelines.js';
import { CreateCorrections1764057638000 } from './1764057638000-create-corrections.js';
import { NumberCorrections1764057639000 } from './1764057639000-number-corrections.js';
import { CreateSummaries1764057641000 } from './1764057641000-create-summaries.js';
import { CreateTranslations1764057642000 } from './1764057642000-create-translations.js';
import { CreateModelReadings1764057643000 } from './1764057643000-create-model-readings.js';
import { DefineDigests1764057650000 } from './1764057650000-define-digests.js';

/** Every migration in the order it runs; a new one is added at the end. Listed as classes, since a glob does not load in every runtime. */
export const migrations = [
  CreateFoundation1764057600000,
  CreateAudit1764057601000,
  CreateSubscribers1764057602000,
  CreateArticles1764057603000,
  CreateShifts1764057604000,
  CreateDelivery1764057605000,
  CreateDigests1764057606000,
  CreateLanes1764057607000,
  SizeLedger1764057608000,
  CreateFeedback1764057609000,
  CreateTransactionalMail1764057610000,
  TrackClaims1764057611000,
  CreateImports1764057612000,
  CreateSignup1764057614000,
  CreatePreferences1764057615000,
  WidenFeedback1764057616000,
  CreateSegments1764057618000,
  CreateInboundMail1764057619000,
  NoteMoves1764057620000,
  CreateTracking1764057621000,
  SpeedImports1764057623000,
  TellMailable1764057624000,
  CreateLeaveReasons1764057625000,
  NoteMailRefusals1764057626000,
  CreateSources1764057627000,
  CreateClippers1764057628000,
  NoteOrigins1764057631000,
  CreateInbox1764057632000,
  FindCopies1764057633000,
  SearchArticles1764057634000,
  ReviewShifts1764057635000,
  CreateLexicon1764057636000,
  KeepTimelines1764057637000,
  CreateCorrections1764057638000,
  NumberCorrections1764057639000,
  CreateSummaries1764057641000,
  CreateTranslations1764057642000,
  CreateModelReadings1764057643000,
  DefineDigests1764057650000,
];
