import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { escapeMarkup } from '#src/domain/text/escape-markup.js';

const PARTIALS = ['head', 'masthead', 'shift', 'correction', 'footer'] as const;
const PAGES = ['digest', 'block'] as const;
const SYSTEM = ['notice'] as const;
export type TemplateName = (typeof PARTIALS)[number] | (typeof PAGES)[number] | (typeof SYSTEM)[number];

/**
 * The MJML templates, read once. Every `<%= value %>` is escaped, before MJML sees it; MJML's own includes stay off, partials are Eta's.
 */
export class Templates {
  private readonly eta = new Eta({
    autoEscape: true,
    escapeFunction: (value) => escapeMarkup(String(value)),
    // Templates are code that ships with the program; nothing is read while rendering.
    cache: true,
  });

  constructor(folder = join(projectRoot, 'templates')) {
    for (const name of PARTIALS) this.load(name, join(folder, 'partials', `${name}.mjml`));
    for (const name of PAGES) this.load(name, join(folder, 'digest', `${name}.mjml`));
    for (const name of SYSTEM) this.load(name, join(folder, 'system', `${name}.mjml`));
  }

  render(name: TemplateName, values: object): string {
    return this.eta.render(`@${name}`, values);
  }

  private load(name: TemplateName, file: string): void {
    this.eta.loadTemplate(`@${name}`, readFileSync(file, 'utf8'));
  }
}
