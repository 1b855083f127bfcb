// `npm ci` builds the program, so that `npx tradewind` works at once; an install without the build tools (an image's runtime stage) skips it.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

if (existsSync('node_modules/@nestjs/cli') && existsSync('src/main.ts')) {
  const { status } = spawnSync('npx', ['nest', 'build'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
