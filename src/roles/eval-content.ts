import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  articleFloors, formatArticles, formatBins, formatFloors, formatProbes, formatValues, isMet, probeFloors, type ArticleSet, type Floor,
} from '../domain/shift/eval/content-report.js'; // prettier-ignore
import { parseProbes, scoreProbe, type ProbeResult } from '../domain/shift/eval/probe.js';
import { parseValues, scoreAmounts, scoreDates } from '../domain/shift/eval/value-table.js';
import { extractShifts } from '../domain/shift/extract-shifts.js';
import { sha256 } from '../foundation/tokens/sha256.js';
import { evalShifts, readGold } from './eval-shifts.js';
import { readTextFile, TextFileError } from './text-file.js';

export interface EvalContentOptions {
  fixtures: string;
  /** Name every miss (of the texts that rules may be written from). */
  misses?: boolean | undefined;
  article?: string | undefined;
  gold?: string | undefined;
}

/** The day on which the sentences of the probe and date tables are taken to be published. */
const TODAY = '2026-11-20';

/** What the rules must not fall below; the aims are in docs/extraction.md. */
const DEV_FLOORS = { recall: 0.9, precision: 0.88, sureRecall: 0.7, surePrecision: 0.9, amounts: 0.85 };
const HELD_OUT_FLOORS = { recall: 0.6, precision: 0.7, sureRecall: 0.5, surePrecision: 0.8, amounts: 0.55 };
const PROBE_FLOORS = { found: 0.93, quiet: 0.92, detail: 0.88 };

/**
 * Scores the extractor on the project's own annotated articles, probe sentences and tables, prints one report, and scores an article of the
 * caller besides. Exit code 0 when no floor is missed, else 1; a file that cannot be used gives one line on stderr and 1.
 */
export async function evalContent(options: EvalContentOptions): Promise<number> {
  try {
    const floors: Floor[] = [];
    const isTold = options.misses === true;
    for (const set of [
      await readArticles(options.fixtures, 'early', '.', DEV_FLOORS, isTold),
      await readArticles(options.fixtures, 'dev', 'dev', DEV_FLOORS, isTold),
      await readArticles(options.fixtures, 'held-out', 'held-out', HELD_OUT_FLOORS, false),
    ]) {
      console.log(`${formatArticles(set)}\n${formatBins(set.articles)}\n`);
      floors.push(...articleFloors(set));
    }
    const results = await readProbes(join(options.fixtures, 'probes'));
    console.log(`${formatProbes(results, isTold)}\n`);
    floors.push(...probeFloors(results, PROBE_FLOORS), ...(await valueFloors(options.fixtures, isTold)));
    console.log(formatFloors(floors));
    const own = options.article === undefined || options.gold === undefined ? 0 : await scoreOwn(options.article, options.gold); // prettier-ignore
    return floors.every(isMet) ? own : 1;
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function scoreOwn(article: string, gold: string): Promise<number> {
  console.log(`\n${basename(article)}`);
  return await evalShifts({ article, gold });
}

async function filesIn(folder: string, end: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(end)).sort();
  } catch (error) {
    throw new TextFileError(`${folder}: no such folder; give the one of the annotated articles with --fixtures`, {
      cause: error,
    });
  }
}

async function readArticles(
  root: string,
  name: string,
  folder: string,
  floors: ArticleSet['floors'],
  isTold: boolean,
): Promise<ArticleSet> {
  const path = join(root, folder);
  const articles = await Promise.all(
    (await filesIn(path, '.gold.json')).map(async (file) => {
      const article = file.slice(0, -'.gold.json'.length);
      const gold = await readGold(join(path, file));
      const text = await readTextFile(join(path, `${article}.txt`));
      return {
        name: article,
        gold,
        proposals: extractShifts({ text, publishedAt: gold.source?.publishedAt ?? null }, { sha256 }),
      };
    }),
  );
  return { name, articles, floors, isTold };
}

async function readProbes(folder: string): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const file of await filesIn(folder, '.tsv')) {
    for (const probe of parseProbes(await readTextFile(join(folder, file)))) {
      results.push(scoreProbe(probe, extractShifts({ text: probe.sentence, publishedAt: TODAY }, { sha256 })));
    }
  }
  return results;
}

async function valueFloors(root: string, isTold: boolean): Promise<Floor[]> {
  const amounts = scoreAmounts(parseValues(await readTextFile(join(root, 'values/amounts.tsv'))));
  const dates = scoreDates(parseValues(await readTextFile(join(root, 'values/dates.tsv'))), TODAY);
  if (isTold) console.log(`${formatValues('amounts', amounts)}\n${formatValues('dates', dates)}\n`);
  return [
    { label: 'amounts: found', tally: amounts.found, floor: 0.98, aim: 0.98 },
    { label: 'amounts: rows exact', tally: amounts.exact, floor: 0.95, aim: 1 },
    { label: 'dates: found', tally: dates.found, floor: 0.98, aim: 0.98 },
    { label: 'dates: rows exact', tally: dates.exact, floor: 0.95, aim: 1 },
  ];
}
