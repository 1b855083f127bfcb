import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '#src/foundation/paths/project-root.js';

/**
 * The audit that works without a network: what is locked is compared with a list of versions known to be unsafe. It knows less than
 * `npm audit`, which a connected CI should run too; it is for what concerns this program and must never come back.
 */
const floor = z
  .strictObject({
    affected: z.array(
      z.strictObject({ package: z.string(), from: z.string(), below: z.string(), id: z.string(), why: z.string() }),
    ),
    never: z.array(z.strictObject({ package: z.string(), why: z.string() })),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'floor.json'), 'utf8')));

const lock = z
  .object({ packages: z.record(z.string(), z.object({ version: z.string().optional(), name: z.string().optional() })) })
  .parse(JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')));

const locked = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, { name, version }]) => ({
    name: name ?? path.split('node_modules/').at(-1)!,
    version: version ?? '0',
    path,
  }));

/** Semantic order; a pre-release comes before its release. */
function isBelow(version: string, limit: string): boolean {
  const [left, right] = [version, limit].map((text) => {
    const [release = '', preRelease] = text.split('+')[0]!.split(/-(.*)/);
    const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number);
    return [major, minor, patch, preRelease === undefined ? 1 : 0];
  }) as [number[], number[]];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at !== -1 && left[at]! < right[at]!;
}

describe('the order of versions', () => {
  it.each([
    ['1.9.9', '1.10.0', true],
    ['2.0.0', '2.0.0', false],
    ['2.0.0-alpha.9', '2.0.0', true],
    ['2.0.1-rc.1', '2.0.0', false],
    ['10.0.0', '9.9.9', false],
    ['3.1.0+build', '3.1.0', false],
  ])('%s is below %s: %s', (version, limit, expected) => {
    expect(isBelow(version, limit)).toBe(expected);
  });
});

describe('what package-lock.json installs', () => {
  it('is listed at all', () => {
    expect(locked.length).toBeGreaterThan(300);
    expect(locked.find(({ name }) => name === '@nestjs/core')).toBeDefined();
  });

  it.each(floor.affected)('has no $package from $from below $below: $why ($id)', ({ package: name, from, below }) => {
    const unsafe = locked.filter(
      (entry) => entry.name === name && !isBelow(entry.version, from) && isBelow(entry.version, below),
    );
    expect(unsafe).toEqual([]);
  });

  it.each(floor.never)('has no $package: $why', ({ package: name }) => {
    expect(locked.filter((entry) => entry.name === name)).toEqual([]);
  });

  it('has one version of each framework, since two of them do not know each other', () => {
    for (const name of [
      '@nestjs/common',
      '@nestjs/core',
      '@bull-board/api',
      'bullmq',
      'typeorm',
      'zod',
      'pg',
      'ioredis',
      'reflect-metadata',
    ]) {
      const versions = new Set(locked.filter((entry) => entry.name === name).map(({ version }) => version));
      expect([name, ...versions]).toHaveLength(2);
    }
  });

  it('names no registry, so that it installs from any', () => {
    expect(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http');
  });
});
