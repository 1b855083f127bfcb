import { rmSync } from 'node:fs';

export default async function globalTeardown() {
  const { server, folder } = globalThis.__tradewindTestPostgres ?? {};
  await server?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
