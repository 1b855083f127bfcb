import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code.js';
import { configSchema, type RawConfig } from './config.schema.js';
import { modelContradictions } from './model-settings.js';

/** Settings as the program uses them: what may be left out has been filled in. */
export type Config = RawConfig & {
  ADMIN_TOKEN: string;
  TOKEN_KEYS: string;
  PUBLIC_URL: string;
  SMTP_URL: string;
  /** True while mail goes to the development inbox of the api role. */
  usesInbox: boolean;
};

/** Injection token of the one {@link Config}. */
export const CONFIG = Symbol('config');

/** All faults of the settings at once, one line each: `NAME: what is wrong`. */
export class ConfigError extends Error {
  readonly code = 'config.invalid';
  constructor(readonly faults: string[]) {
    super(`Settings that need attention:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/**
 * Reads the settings from an environment. `<NAME>_FILE` is honoured for secrets. Without DATABASE_URL the missing secrets are generated
 * once and kept in DATA_DIR, so that a second start can read what the first one signed.
 */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const { values, faults } = collect(environment);
  const parsed = configSchema.safeParse(values);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  if (values['DATABASE_URL'] !== undefined) faults.push(...missingSecrets(values));
  if (values['SMTP_URL'] !== undefined || values['RELAYS'] !== undefined) faults.push(...missingIdentity(values));
  if (parsed.success) faults.push(...contradictions(parsed.data));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const raw = parsed.data;
  const secrets = raw.DATABASE_URL === undefined ? localSecrets(raw) : givenSecrets(raw);
  return {
    ...raw,
    ...secrets,
    PUBLIC_URL: (raw.PUBLIC_URL ?? `http://127.0.0.1:${raw.PORT}`).replace(/\/+$/, ''),
    SMTP_URL: raw.SMTP_URL ?? `smtp://127.0.0.1:${raw.INBOX_PORT}`,
    usesInbox: raw.SMTP_URL === undefined && raw.RELAYS === undefined,
  };
}

function collect(environment: NodeJS.ProcessEnv): { values: Record<string, string>; faults: string[] } {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const [name, field] of Object.entries(configSchema.shape)) {
    const value = environment[name];
    const file = field.meta()?.['secret'] === true ? environment[`${name}_FILE`] : undefined;
    if (value !== undefined && value !== '') values[name] = value;
    else if (file !== undefined && file !== '') {
      try {
        values[name] = readFileSync(file, 'utf8').trim();
      } catch (error) {
        faults.push(`${name}_FILE: ${error instanceof Error ? error.message : 'cannot be read'}`);
      }
    }
  }
  return { values, faults };
}

/** Several machines must agree on them, so nothing is made up when there is a database of one's own. */
function missingSecrets(values: Record<string, string>): string[] {
  return [
    ...(values['ADMIN_TOKEN'] === undefined
      ? ['ADMIN_TOKEN: required when DATABASE_URL is set (openssl rand -base64 32)']
      : []),
    ...(values['TOKEN_KEYS'] === undefined
      ? ['TOKEN_KEYS: required when DATABASE_URL is set, e.g. k1:<32 bytes in base64url>']
      : []),
  ];
}

/** What readers of real mail see must be the operator's own, never a placeholder. */
function missingIdentity(values: Record<string, string>): string[] {
  return ['PUBLIC_URL', 'MAIL_FROM', 'POSTAL_ADDRESS']
    .filter((name) => values[name] === undefined)
    .map((name) => `${name}: required when SMTP_URL or RELAYS is set, since it stands in every mail`);
}

function contradictions(raw: RawConfig): string[] {
  const faults: string[] = [];
  if (raw.DELIVERY_LEASE_SECONDS <= raw.SMTP_FINAL_TIMEOUT_SECONDS)
    faults.push(
      'DELIVERY_LEASE_SECONDS: must be longer than SMTP_FINAL_TIMEOUT_SECONDS, or a hand-off outlives its claim',
    );
  if (raw.BOUNCE_SMTP_PORT !== undefined && raw.BOUNCE_DOMAIN === undefined)
    faults.push('BOUNCE_SMTP_PORT: BOUNCE_DOMAIN must say which domain it takes mail for');
  if ((raw.BOUNCE_TLS_CERT === undefined) !== (raw.BOUNCE_TLS_KEY === undefined))
    faults.push('BOUNCE_TLS_CERT: needs BOUNCE_TLS_KEY beside it, and the other way round');
  if (raw.SMTP_URL !== undefined && raw.RELAYS !== undefined)
    faults.push('RELAYS: there is SMTP_URL as well; a single relay is one entry of RELAYS, so set one of the two');
  faults.push(...modelContradictions(raw));
  return faults;
}

function givenSecrets(raw: RawConfig): { ADMIN_TOKEN: string; TOKEN_KEYS: string } {
  return { ADMIN_TOKEN: raw.ADMIN_TOKEN ?? '', TOKEN_KEYS: raw.TOKEN_KEYS ?? '' };
}

const secretsFile = z.object({ ADMIN_TOKEN: z.string(), TOKEN_KEYS: z.string() });

function localSecrets(raw: RawConfig): { ADMIN_TOKEN: string; TOKEN_KEYS: string } {
  const path = join(raw.DATA_DIR, 'secrets.json');
  const kept = readSecrets(path);
  const secrets = {
    ADMIN_TOKEN: raw.ADMIN_TOKEN ?? kept?.ADMIN_TOKEN ?? randomBytes(24).toString('base64url'),
    TOKEN_KEYS: raw.TOKEN_KEYS ?? kept?.TOKEN_KEYS ?? `k1:${randomBytes(32).toString('base64url')}`,
  };
  if (kept === undefined) {
    try {
      // 0711: the operating-system user of the embedded PostgreSQL must be able to pass through.
      mkdirSync(raw.DATA_DIR, { recursive: true, mode: 0o711 });
      writeFileSync(path, JSON.stringify(secrets), { mode: 0o600 });
    } catch (error) {
      throw new ConfigError([`DATA_DIR: ${error instanceof Error ? error.message : 'cannot be written'}`]);
    }
  }
  return secrets;
}

function readSecrets(path: string): z.infer<typeof secretsFile> | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new ConfigError([
      `DATA_DIR: ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
  try {
    return secretsFile.parse(JSON.parse(text));
  } catch (error) {
    throw new ConfigError([`DATA_DIR: ${path} is damaged: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
