// Starts the embedded PostgreSQL of a data folder, prints its URL, and waits for a line on standard input to stop it again.
// Arguments: the built module, the data folder.
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';

const [built, dataDir] = process.argv.slice(2);
const { startEmbeddedPostgres } = await import(pathToFileURL(built).href);
try {
  const server = await startEmbeddedPostgres(dataDir);
  // A terminal sends Ctrl-C to the whole process group; this process survives it, as one that drains does.
  process.on('SIGINT', () => undefined);
  process.stdout.write(`${server.url}\n`);
  await once(process.stdin, 'data');
  await server.stop();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exit(1);
}
