import type { ReportedRecipient } from '../bounce-report.js';
import type { FeedbackClass } from '../../feedback-class.js';
import type { ExpectedRow } from './expected-row.js';

/** What the classifier made of one file; `error` when it could not be read or the classifier broke. */
export type ClassifiedFile = {
  file: string;
  recipients: readonly Pick<ReportedRecipient, 'address' | 'class' | 'rule'>[];
  error?: string;
};
export type Tally = { hit: number; of: number };
export type FileFault = { file: string; address: string; expected: string; got: string; rule: string };

export type BounceScore = {
  files: number;
  hardPrecision: Tally;
  hardRecall: Tally;
  classAccuracy: Tally;
  /** Files of bounces whose set of addresses is exactly the expected one. */
  recipientsExact: Tally;
  /** Files that are no bounce, and those of them that were given a bounce class. */
  falseBounces: Tally;
  errors: string[];
  /** Expected class → class given → count; `none` for an address that is missing on one side. */
  confusion: Record<string, Record<string, number>>;
  faults: FileFault[];
};

const BOUNCES: readonly (FeedbackClass | null)[] = ['hard', 'soft', 'block'];
const REPORTS: readonly (FeedbackClass | null)[] = [...BOUNCES, 'delayed', 'delivered'];

/** Scores address by address; an address counts as the same whatever the case of its letters. */
export function scoreBounces(files: readonly ClassifiedFile[], expected: readonly ExpectedRow[]): BounceScore {
  const rowsOf = new Map<string, ExpectedRow[]>();
  for (const row of expected) rowsOf.set(row.file, [...(rowsOf.get(row.file) ?? []), row]);
  const score = emptyScore(files.length);
  for (const file of files) scoreFile(score, file, rowsOf.get(file.file) ?? []);
  return score;
}

function scoreFile(
  score: BounceScore,
  { file, recipients, error }: ClassifiedFile,
  rows: readonly ExpectedRow[],
): void {
  if (error !== undefined) score.errors.push(`${file}: ${error}`);
  const open = new Map(recipients.map((recipient) => [recipient.address.toLowerCase(), recipient]));
  const isBounce = rows.some((row) => REPORTS.includes(row.class));
  for (const row of rows) {
    if (row.class === null) continue;
    const key =
      row.address?.toLowerCase() ??
      [...open].find(([, { class: given }]) => given === row.class)?.[0] ??
      [...open.keys()][0];
    const found = key === undefined ? undefined : open.get(key);
    if (key !== undefined) open.delete(key);
    count(score, {
      file,
      address: row.address ?? '',
      expected: row.class,
      got: found?.class ?? 'none',
      rule: found?.rule ?? '',
    });
  }
  for (const { address, class: got, rule } of open.values()) {
    if (isBounce || BOUNCES.includes(got)) count(score, { file, address, expected: 'none', got, rule });
  }
  if (!isBounce) {
    add(
      score.falseBounces,
      recipients.some(({ class: given }) => BOUNCES.includes(given)),
    );
    return;
  }
  const wanted = rows.flatMap(({ address }) => address?.toLowerCase() ?? []);
  if (wanted.length > 0)
    add(
      score.recipientsExact,
      isSameSet(
        wanted,
        recipients.map(({ address }) => address.toLowerCase()),
      ),
    );
}

function count(score: BounceScore, fault: FileFault): void {
  const { expected, got } = fault;
  if (got === 'hard') add(score.hardPrecision, expected === 'hard');
  if (expected === 'hard') add(score.hardRecall, got === 'hard');
  if (expected !== 'none') add(score.classAccuracy, expected === got);
  const row = (score.confusion[expected] ??= {});
  row[got] = (row[got] ?? 0) + 1;
  if (expected !== got) score.faults.push(fault);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const set = new Set(one);
  return set.size === new Set(other).size && other.every((each) => set.has(each));
}

function add(tally: Tally, isHit: boolean): void {
  tally.of += 1;
  if (isHit) tally.hit += 1;
}

function emptyScore(files: number): BounceScore {
  const tally = (): Tally => ({ hit: 0, of: 0 });
  return {
    files,
    hardPrecision: tally(),
    hardRecall: tally(),
    classAccuracy: tally(),
    recipientsExact: tally(),
    falseBounces: tally(),
    errors: [],
    confusion: {},
    faults: [],
  };
}

/** The bar of the project; a share of nothing counts as met. */
export function meetsBar({ hardPrecision, hardRecall, recipientsExact, falseBounces, errors }: BounceScore): boolean {
  return (
    share(hardPrecision) >= 0.95 &&
    share(hardRecall) >= 0.85 &&
    share(recipientsExact) >= 0.95 &&
    falseBounces.hit === 0 &&
    errors.length === 0
  );
}

export function share({ hit, of }: Tally): number {
  return of === 0 ? 1 : hit / of;
}
