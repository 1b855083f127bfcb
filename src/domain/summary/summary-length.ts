import { displayWidth } from '../format/display-width.js';

/** Characters of a Chinese summary; an English one gets the same width on a page, which is about twice as many letters. */
export const SUMMARY_BUDGETS = [120, 240, 400] as const;
export type SummaryBudget = (typeof SUMMARY_BUDGETS)[number];

/** What a text takes of a budget: its characters in Chinese, half its columns in a Latin script. */
export function summaryLength(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return han * 2.5 >= latin ? Array.from(text).length : Math.ceil(displayWidth(text) / 2);
}
