import type { INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';

/** The API as OpenAPI, built from the zod schemas that validate it. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Tradewind')
    .setDescription(
      'Articles, strategy shifts, editions, deliveries and subscribers. Errors are problem+json (RFC 9457) with a stable `code`; ' +
        'lists are keyset pages (`cursor`, `limit` → `items`, `nextCursor`).',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The admin token (ADMIN_TOKEN).' })
    .build();
  return SwaggerModule.createDocument(app, options);
}

/** `/docs` for people, `/openapi.json` for programs. The page brings its own assets; its one inline script needs a wider policy. */
export function setUpDocs(app: NestExpressApplication): void {
  app.use('/docs', (_request: Request, response: Response, next: NextFunction) => {
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'",
    );
    next();
  });
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Tradewind API',
  });
}
