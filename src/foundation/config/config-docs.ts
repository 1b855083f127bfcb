import type { z } from 'zod';
import { configSchema } from './config.schema.js';

type Setting = { name: string; description: string; fallback: string | undefined; isSecret: boolean };

/** `.env.example`: every setting, commented out at its default. */
export function envExample(): string {
  const blocks = settings().map(({ name, description, fallback, isSecret }) => {
    const file = isSecret ? ` A secret: ${name}_FILE may name a file that holds it.` : '';
    return [...wrap(`${description}${file}`), `#${name}=${quote(fallback ?? '')}`].join('\n');
  });
  const head = [
    '# Settings of Tradewind, made from src/foundation/config/config.schema.ts by `npm run generate`; do not edit.',
    '# A line without its # sets a value; what is shown is the default, or empty where there is none.',
  ].join('\n');
  return `${[head, ...blocks].join('\n\n')}\n`;
}

/** `docs/configuration.md`. */
export function configPage(): string {
  const rows = settings().map(({ name, description, fallback, isSecret }) => {
    const shown = fallback === undefined ? '–' : `\`${fallback}\``;
    return `| \`${name}\` | ${cell(shown)} | ${isSecret ? `yes, or \`${name}_FILE\`` : ''} | ${cell(description)} |`;
  });
  return [
    '# Settings',
    '',
    '<!-- Made from src/foundation/config/config.schema.ts by `npm run generate`; do not edit. -->',
    '',
    'Everything is set by environment variables, read once at the start. All faults are listed together, and the program does not start.',
    'A secret never appears in a log; it may also be given as a file (`ADMIN_TOKEN_FILE=/run/secrets/admin-token`).',
    'Without `DATABASE_URL` the program keeps a PostgreSQL of its own in `DATA_DIR` and generates the secrets that are missing.',
    '',
    '| setting | default | secret | meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function settings(): Setting[] {
  return Object.entries<z.ZodType>(configSchema.shape).map(([name, field]) => {
    const empty = field.safeParse(undefined).data;
    return {
      name,
      description: field.description ?? '',
      fallback: typeof empty === 'string' ? empty : empty === undefined ? undefined : JSON.stringify(empty),
      isSecret: field.meta()?.['secret'] === true,
    };
  });
}

function wrap(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > 110) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `# ${line}`);
}

/** Values with blanks or signs of a shell are quoted, so that the file can also be sourced. */
function quote(value: string): string {
  return /^[\w@:/.,+-]*$/.test(value) ? value : `"${value}"`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
