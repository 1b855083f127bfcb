import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { Log } from '../logging/logger.js';
import { ProblemFilter } from './problem.filter.js';
import { requestContext } from './request-context.js';
import { schemaPipe } from './schema.pipe.js';

/** Largest JSON or form body; an article of two million characters of Han text takes six bytes for each when escaped. */
const MAX_BODY = '16mb';

/** Largest webhook. Its bytes are kept as they came, since they are what is signed. */
const MAX_WEBHOOK = '2mb';

/**
 * What every HTTP face of the program shares: request ids, safe headers, validation by schema, problem+json. Bodies of other types than
 * JSON and forms stay unread, so that an import can stream.
 */
export function configureHttp(app: NestExpressApplication): void {
  const log = app.get(Log);
  app.disable('x-powered-by');
  app.use(requestContext(log));
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  app.useBodyParser('raw', {
    type: (request: IncomingMessage) => request.url?.startsWith('/hooks/') === true,
    limit: MAX_WEBHOOK,
    inflate: false,
  });
  app.useBodyParser('json', { limit: MAX_BODY });
  app.useBodyParser('urlencoded', { limit: '64kb', extended: false });
  app.useGlobalPipes(schemaPipe());
  app.useGlobalFilters(new ProblemFilter(log));
}
