import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ShiftKind } from '#src/domain/shift/shift.schema.js';
import type { AdminClient, DemoArticle, DemoRun, DemoShift, NewArticle, NewReader } from './admin-client.js';
import type { Progress } from './progress.js';
import { SAMPLE_ARTICLES } from './sample-articles.js';
import { readArticleFile } from './article-file.js';

/** What the demo's editor confirms without a second look. */
const CLEAR_CONFIDENCE = 0.7;
const MOST_SHIFTS = 12;
const PATIENCE_SECONDS = 120;
const SAMPLES = join(import.meta.dirname, 'samples');

export type DemoResult = { number: number; run: DemoRun; isComplete: boolean };

/** The road from article to inbox, walked by one editor over the API. */
export async function runDemo(client: AdminClient, articles: NewArticle[], progress: Progress): Promise<DemoResult> {
  const readers = sampleReaders();
  let present = 0;
  for (const [index, reader] of readers.entries()) {
    progress.show(`subscribers ${index + 1}/${readers.length}`);
    if ((await client.addReader(reader)) === 'there') present += 1;
  }
  progress.done(
    `${present} subscribers in 3 languages and ${new Set(readers.map((reader) => reader.timeZone)).size} time zones`,
  );

  const shifts: DemoShift[] = [];
  for (const [index, article] of articles.entries()) {
    progress.show(`article ${index + 1}/${articles.length}: looking for shifts`);
    const added = await client.addArticle(article);
    await untilExtracted(client, added);
    shifts.push(...(await client.shifts(added.id)));
  }
  progress.done(
    `${articles.length} article${articles.length === 1 ? '' : 's'}, ${shifts.length} strategy shifts found`,
  );

  const chosen = await confirmClear(client, shifts);
  if (chosen.length === 0)
    throw new Error('No shift of a clear confidence was found in this text, so there is nothing to send.');
  progress.done(`${chosen.length} of a clear confidence confirmed`);

  const edition = await client.compose(articles[0]?.title ?? 'Demo', chosen);
  await client.approve(edition);
  progress.done(`edition ${edition.number} composed and approved, every quote found again in its article`);

  const frozenCount = await client.send(edition.id);
  const run = await untilSent(client, edition.id, frozenCount, progress);
  const accepted = run.counts['accepted'] ?? 0;
  progress.done(`${accepted} of ${frozenCount} mails accepted: ${run.outcome ?? run.state}`);
  return {
    number: edition.number,
    run,
    isComplete: run.state === 'finished' && accepted === frozenCount && frozenCount > 0,
  };
}

/** The reader's own file, or the samples. */
export async function demoArticles(file: string | undefined, locale: string | undefined): Promise<NewArticle[]> {
  if (file !== undefined) return [{ ...(await readArticleFile(file)), language: locale }];
  return Promise.all(
    SAMPLE_ARTICLES.map(async ({ file: name, locale: language, publisher, publishedAt }) => ({
      ...(await readArticleFile(join(SAMPLES, name))),
      language,
      publisher,
      publishedAt,
      sourceUrl: `https://samples.tradewind.example/${name}`,
    })),
  );
}

const readersSchema = z.array(
  z.object({ email: z.string(), name: z.string(), locale: z.string(), timeZone: z.string() }),
);

function sampleReaders(): NewReader[] {
  return readersSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'sample-readers.json'), 'utf8')));
}

async function untilExtracted(client: AdminClient, added: DemoArticle): Promise<void> {
  await until(
    async () => (await client.article(added.id)).revision.extractedWith !== null,
    `the shifts of "${added.title}"`,
  );
}

/** Changes of course come before money and people. */
const CHANGES_OF_COURSE: ReadonlySet<string> = new Set<ShiftKind>([
  'open_to_closed',
  'closed_to_open',
  'dual_track',
  'strategy_refocus',
  'reallocate',
  'reversal',
  'policy',
  'pricing',
]);

function importance({ claim }: DemoShift): number {
  return claim.confidence + (CHANGES_OF_COURSE.has(claim.kind) ? 1 : 0);
}

/** Most important first; what was confirmed in an earlier demo counts again. */
async function confirmClear(client: AdminClient, shifts: DemoShift[]): Promise<string[]> {
  const clear = shifts
    .filter((shift) => shift.claim.confidence >= CLEAR_CONFIDENCE && ['proposed', 'confirmed'].includes(shift.status))
    .sort((left, right) => importance(right) - importance(left))
    .slice(0, MOST_SHIFTS);
  return client.confirm(clear.map((shift) => shift.id));
}

async function untilSent(
  client: AdminClient,
  editionId: string,
  frozenCount: number,
  progress: Progress,
): Promise<DemoRun> {
  let run = await client.run(editionId);
  await until(async () => {
    run = await client.run(editionId);
    progress.show(`sending ${run.counts['accepted'] ?? 0}/${frozenCount}`);
    return run.state !== 'sending';
  }, 'the mails to be sent');
  return run;
}

async function until(isDone: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + PATIENCE_SECONDS * 1_000;
  while (!(await isDone())) {
    if (performance.now() > end) throw new Error(`Waited ${PATIENCE_SECONDS} s in vain for ${what}.`);
    await new Promise((done) => setTimeout(done, 150));
  }
}
