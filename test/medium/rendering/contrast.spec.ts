import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#src/foundation/paths/project-root.js';

const css = readFileSync(join(projectRoot, 'templates/partials/head.mjml'), 'utf8');
const dark = css.slice(css.indexOf('prefers-color-scheme: dark'), css.indexOf('[data-ogsb]'));
const light = css.slice(0, css.indexOf('<mj-style>'));

/** The last value that a class is given in a style sheet. */
function value(sheet: string, name: string, property: 'color' | 'background'): string {
  const rule = new RegExp(String.raw`\.${name}\b[^{}]*\{[^}]*?(?:^|[\s;{])${property}: (#[0-9a-f]{6})`, 'm').exec(
    sheet,
  );
  if (rule?.[1] === undefined) throw new Error(`no ${property} of .${name}`);
  return rule[1];
}

/** WCAG 2.2 contrast ratio. */
function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const texts = ['issue', 'since', 'label', 'num', 'kind', 'key', 'said', 'acc', 'source', 'link', 'foot', 'arrow'];
const stages = ['rumoured', 'announced', 'in_force', 'abandoned'];

test.each([
  ['light', light, '#ffffff', '#1b2126'],
  ['dark', dark, '#191d21', '#e9e6df'],
])('every text in %s has a contrast of at least 4.5', (_, sheet, paper, ink) => {
  const impact = value(sheet, 'impact', 'background');
  const pairs = [
    ...texts.map((name) => [name, value(sheet, name, 'color'), paper]),
    ...stages.map((name) => [name, value(sheet, name, 'color'), value(sheet, name, 'background')]),
    ['ink', ink, paper],
    ['ink on impact', ink, impact],
    ['label on impact', value(sheet, 'acc', 'color'), impact],
  ] as [string, string, string][];
  expect(pairs.filter(([, text, ground]) => contrast(text, ground) < 4.5)).toEqual([]);
});
