import type { Config } from '#src/foundation/config/config.js';
import type { Log } from '#src/foundation/logging/logger.js';
import type { ServerRole } from './role-modules.js';
import { startServer } from './start-server.js';
import { untilStopped } from './until-stopped.js';

/**
 * Runs a role until SIGTERM or SIGINT, then drains it: no new work, what is in flight ends. A signal that comes while it starts lets the
 * start end first, so that nothing is left half open.
 */
export async function serve(role: ServerRole, config: Config, log: Log): Promise<number> {
  const stopped = untilStopped();
  const server = await startServer(role, config, log);
  const signal = await stopped;
  log.info('role.draining', { role, signal });
  await server.close();
  log.info('role.stopped', { role });
  return 0;
}
