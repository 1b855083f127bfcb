import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { CONFIG, type Config } from '../config/config.js';
import { Log } from '../logging/logger.js';
import { ProblemFilter } from './problem.filter.js';
import { requestContext } from './request-context.js';
import { schemaPipe } from './schema.pipe.js';

/** Largest JSON body of the admin API; an article of two million characters of Han text takes six bytes for each when escaped. */
const MAX_ADMIN_BODY = '16mb';

/** Largest JSON body that anybody may send. */
const MAX_BODY = '64kb';

/** Largest webhook. Its bytes are kept as they came, since they are what is signed. */
const MAX_WEBHOOK = '2mb';

/**
 * What every HTTP face of the program shares: request ids, safe headers, validation by schema, problem+json. Bodies of other types than
 * JSON stay unread, so that an import can stream and a page can answer in its own way.
 */
export function configureHttp(app: NestExpressApplication): void {
  const log = app.get(Log);
  app.disable('x-powered-by');
  const proxies = trustedProxies(app.get<Pick<Config, 'TRUST_PROXY'>>(CONFIG));
  app.set('trust proxy', proxies);
  if (proxies === false) app.use(warnOfProxy(log));
  app.use(requestContext(log));
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  app.useBodyParser('raw', {
    type: (request: IncomingMessage) => isBelow('/hooks/', request),
    limit: MAX_WEBHOOK,
    inflate: false,
  });
  // The first one that finds its type has read the body for good.
  app.useBodyParser('json', {
    type: (request: IncomingMessage) => isBelow('/api/admin/', request) && isJson(request),
    limit: MAX_ADMIN_BODY,
  });
  app.useBodyParser('json', { type: isJson, limit: MAX_BODY });
  app.useGlobalPipes(schemaPipe());
  app.useGlobalFilters(new ProblemFilter(log));
}

/** Routes are found whatever their case. */
function isBelow(path: string, { url = '' }: IncomingMessage): boolean {
  return url.slice(0, path.length).toLowerCase() === path;
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** Nobody is believed unless the settings say so: anyone can write an X-Forwarded-For. */
function trustedProxies({ TRUST_PROXY: proxies }: Pick<Config, 'TRUST_PROXY'>): false | number | string[] {
  if (proxies === undefined) return false;
  return /^\d$/.test(proxies) ? Number(proxies) : proxies.split(',').map((entry) => entry.trim());
}

/** Once: behind a proxy that is not believed, all visitors share the limits of one. */
function warnOfProxy(log: Log) {
  let isWarned = false;
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (!isWarned && request.headers['x-forwarded-for'] !== undefined) {
      isWarned = true;
      log.warn('http.proxy-not-trusted', { hint: 'set TRUST_PROXY if a reverse proxy stands in front' });
    }
    next();
  };
}
