import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { configSchema } from '#src/foundation/config/config.schema.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';

const read = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');

/** The part of the Compose specification that this project uses; a misspelt key fails here as it would in the engine. */
const duration = z.string().regex(/^(\d+(h|m|s|ms))+$/);
const condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully']);
const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
    interval: duration,
    timeout: duration,
    start_period: duration.optional(),
    retries: z.number().int(),
  }),
]);
const service = z.strictObject({
  image: z.string().regex(/^[\w./-]+:[\w.-]+$/),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck,
  depends_on: z.record(z.string(), z.strictObject({ condition })).optional(),
  restart: z.enum(['no', 'unless-stopped']),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  stop_grace_period: duration.optional(),
  shm_size: z.string().optional(),
});
const composeFile = z.looseObject({
  name: z.string(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const source = read('docker-compose.yml');
const compose = composeFile.parse(parse(source, { merge: true }));
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);

describe('docker-compose.yml', () => {
  it('has no key at the top that Compose does not know', () => {
    expect(Object.keys(compose).filter((key) => !key.startsWith('x-'))).toEqual(['name', 'services', 'volumes']);
  });

  it('runs the whole: database, queue, mail catcher, migration and the three roles', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'api',
      'mailpit',
      'migrate',
      'postgres',
      'redis',
      'scheduler',
      'worker',
    ]);
    expect(ours.map(([name, { command }]) => [name, command])).toEqual(
      ['migrate', 'api', 'worker', 'scheduler'].map((role) => [role, [role]]),
    );
  });

  it.each(ours)('gives %s a command that the program knows', (_name, { command }) => {
    const main = read('src/main.ts');
    expect(main.includes(`['${command![0]}', '`) || main.includes(`role('${command![0]}', '`)).toBe(true);
  });

  it.each(ours)('gives %s settings that the program knows, with everything it asks for', (_name, { environment }) => {
    const given = Object.keys(environment!);
    expect(given.filter((name) => !(name in configSchema.shape))).toEqual([]);
    expect(given).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'QUEUE_URL', 'ADMIN_TOKEN', 'TOKEN_KEYS', 'SMTP_URL']),
    );
  });

  it.each(ours)(
    'gives %s settings that the program accepts once the variables are filled in',
    (_name, { environment }) => {
      const variables: Record<string, string> = {
        ADMIN_TOKEN: 'a'.repeat(48),
        TOKEN_KEYS: `k1:${'A'.repeat(43)}`,
        MAIL_FROM: 'digest@shop.example',
        POSTAL_ADDRESS: '1 Street',
        POSTGRES_PASSWORD: 'p',
        REDIS_PASSWORD: 'r',
      };
      const filled = Object.fromEntries(
        Object.entries(environment!).map(([name, value]) => [
          name,
          value.replace(
            /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
            (_all, variable: string, fallback = '') => variables[variable] ?? String(fallback),
          ),
        ]),
      );
      expect(configSchema.safeParse(filled).error?.issues ?? []).toEqual([]);
    },
  );

  it.each(services)(
    'watches over %s, and waits only for services that exist and can be waited for',
    (_name, { depends_on: needs }) => {
      for (const [needed, { condition: state }] of Object.entries(needs ?? {})) {
        const target = compose.services[needed];
        expect(target).toBeDefined();
        if (state === 'service_healthy') expect(target!.healthcheck).toHaveProperty('test');
        if (state === 'service_completed_successfully') expect(target!.restart).toBe('no');
      }
    },
  );

  it('starts no role before the migration has ended', () => {
    for (const [name, { depends_on: needs, healthcheck: check }] of ours) {
      if (name === 'migrate') continue;
      expect(needs!['migrate']).toEqual({ condition: 'service_completed_successfully' });
      expect(JSON.stringify(check)).toContain('/health/ready');
    }
    expect(compose.services['migrate']!.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  });

  it('runs a Redis that loses and evicts nothing, and asks for a password', () => {
    const command = compose.services['redis']!.command!;
    const flag = (name: string) => command[command.indexOf(`--${name}`) + 1];
    expect([flag('appendonly'), flag('maxmemory-policy')]).toEqual(['yes', 'noeviction']);
    expect(flag('requirepass')).toMatch(/^\$\{REDIS_PASSWORD:\?/);
  });

  it('pins every image to a version', () => {
    for (const [, { image }] of services) expect(image).toMatch(/:v?\d/);
  });

  it('holds no secret, and refuses to start without one', () => {
    for (const variable of [
      'POSTGRES_PASSWORD',
      'REDIS_PASSWORD',
      'ADMIN_TOKEN',
      'TOKEN_KEYS',
      'MAIL_FROM',
      'POSTAL_ADDRESS',
    ]) {
      const uses = source.match(new RegExp(`\\$\\{${variable}(?!\\w)[^}]*\\}`, 'g')) ?? [];
      expect(uses.length).toBeGreaterThan(0);
      for (const use of uses) expect(use).toMatch(/:\?.+\}$/);
    }
  });

  it('keeps its data in volumes that are declared', () => {
    const used = services.flatMap(([, { volumes }]) => (volumes ?? []).map((mount) => mount.split(':')[0]));
    expect(used.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('publishes ports to this machine only', () => {
    for (const [, { ports }] of services) for (const port of ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('Dockerfile', () => {
  const instructions = read('Dockerfile')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const runtime = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
  const argument = (name: string) => runtime.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);

  it('builds in stages, on a Node that the program supports', () => {
    const [major] = /node:(\d+)/.exec(instructions[0]!)!.slice(1);
    expect(Number(major)).toBe(20);
    expect(instructions.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' AS ')[1])).toEqual([
      'build',
      'dependencies',
      'runtime',
    ]);
  });

  it('copies only what exists, and what the build context lets through', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1).replace(/\/$/, ''));
    for (const entry of allowed) expect([entry, existsSync(join(projectRoot, entry))]).toEqual([entry, true]);
    for (const line of instructions.filter((text) => text.startsWith('COPY ') && !text.includes('--from='))) {
      for (const path of line
        .split(/\s+/)
        .slice(1, -1)
        .filter((name) => name !== '.'))
        expect(allowed).toContain(path);
    }
  });

  it('takes along what the program reads beside its code', () => {
    const copied = runtime.filter((line) => line.startsWith('COPY ')).map((line) => line.split(/\s+/).at(-1));
    expect(copied).toEqual(expect.arrayContaining(['./node_modules', './dist', './templates', './']));
  });

  it('does not run as root, and starts the program directly, so that signals reach it', () => {
    expect(argument('USER')).toBe('node');
    expect(JSON.parse(argument('ENTRYPOINT')!)).toEqual(['node', 'dist/src/main.js']);
    expect(JSON.parse(argument('CMD')!)).toEqual(['api']);
    expect(argument('HEALTHCHECK')).toContain('/health/ready');
  });
});
