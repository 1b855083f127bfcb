import { Body, Controller, ForbiddenException, Get, Header, Post, Query, Res } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Response } from 'express';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { z } from 'zod';
import { AuthApiModule } from '#src/auth/auth-api.module.js';
import { Public } from '#src/auth/index.js';
import { CONFIG } from '#src/foundation/config/config.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { configureHttp } from '#src/foundation/http/http-app.js';
import { createLog, Log } from '#src/foundation/logging/logger.js';
import { TEST_ADMIN_TOKEN } from '../../support/api-app.js';

const person = z.strictObject({
  name: z.string().min(1),
  address: z.strictObject({ city: z.string() }),
  tags: z.array(z.number()),
});
const page = z.strictObject({ limit: z.coerce.number().int().max(100) });

@Public()
@Controller('public')
class PublicController {
  @Get('app-error')
  appError(): never {
    throw new AppError(409, 'edition.not-approved', 'The edition is not approved.', { editionId: 'e1' });
  }
  @Get('not-found')
  notFound(): never {
    throw new NotFoundError('edition', 'e9');
  }
  @Get('http-exception')
  httpException(): never {
    throw new ForbiddenException('not you');
  }
  @Get('unknown')
  unknown(): never {
    throw new Error('550 <reader@private.example> rejected by mx.private.example');
  }
  @Get('unreadable')
  unreadable(): never {
    throw Object.assign(new Error('request aborted'), { status: 400, expose: true });
  }
  @Get('status-of-another')
  statusOfAnother(): never {
    throw Object.assign(new Error('upstream says reader@private.example'), { status: 404 });
  }
  @Get('not-an-error')
  notAnError(): never {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw 'a string with reader@private.example';
  }
  @Get('late')
  late(@Res() response: Response): never {
    response.write('begun');
    throw new Error('after the first byte');
  }
  @Get('page')
  @Header('Content-Security-Policy', "default-src 'self'")
  page(): string {
    return 'x';
  }
  @Post('person')
  person(@Body({ schema: person }) body: z.infer<typeof person>): z.infer<typeof person> {
    return body;
  }
  @Get('list')
  list(@Query({ schema: page }) query: z.infer<typeof page>): z.infer<typeof page> {
    return query;
  }
}

@Controller('closed')
class ClosedController {
  @Get()
  read(): string {
    return 'secret';
  }
  @Public()
  @Get('open')
  open(): string {
    return 'open';
  }
}

let app: NestExpressApplication;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  const log = createLog('debug', { write: (line) => lines.push(JSON.parse(line)) });
  const module = await Test.createTestingModule({
    imports: [
      {
        module: class Settings {},
        global: true,
        providers: [
          { provide: CONFIG, useValue: { ADMIN_TOKEN: TEST_ADMIN_TOKEN } },
          { provide: Log, useValue: log },
        ],
        exports: [CONFIG, Log],
      },
      AuthApiModule,
    ],
    controllers: [PublicController, ClosedController],
  }).compile();
  app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureHttp(app);
  await app.init();
});
afterAll(() => app.close());
beforeEach(() => (lines.length = 0));

const get = (path: string) => request(app.getHttpServer()).get(path);
const post = (path: string) => request(app.getHttpServer()).post(path);

describe('an error', () => {
  it('of the program’s own kind keeps its status, its code and what it adds', async () => {
    const { body, headers } = await get('/public/app-error').expect(409);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toEqual({
      type: 'urn:tradewind:problem:edition.not-approved',
      title: 'edition.not-approved',
      status: 409,
      code: 'edition.not-approved',
      detail: 'The edition is not approved.',
      editionId: 'e1',
    });
    expect((await get('/public/not-found').expect(404)).body).toMatchObject({ code: 'edition.not-found' });
  });

  it('of the framework keeps its status', async () => {
    expect((await get('/public/http-exception').expect(403)).body).toMatchObject({
      code: 'http.403',
      detail: 'not you',
    });
    expect((await get('/nowhere').expect(404)).body).toMatchObject({ code: 'http.404' });
  });

  it('that nobody expected gives an id and no detail, and is logged under that id without addresses', async () => {
    const { body } = await get('/public/unknown').expect(500);
    expect(body).toEqual({
      type: 'urn:tradewind:problem:internal',
      title: 'internal',
      status: 500,
      code: 'internal',
      detail: 'Something went wrong on our side.',
      errorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const line = lines.find(({ event }) => event === 'http.unexpected-error');
    expect(line).toMatchObject({ level: 'error', errorId: body.errorId, error: 'Error' });
    expect(line!['stack']).toContain('550 <<address>> rejected');
    expect(JSON.stringify(lines)).not.toContain('reader@private.example');
  });

  it('that is not even an error is treated alike', async () => {
    expect((await get('/public/not-an-error').expect(500)).body).toHaveProperty('errorId');
    expect(JSON.stringify(lines)).not.toContain('reader@private.example');
  });

  it('of a reader of streams is the caller’s only when it is meant for the caller', async () => {
    expect((await get('/public/unreadable').expect(400)).body).toMatchObject({ code: 'request.unreadable' });
    expect((await get('/public/status-of-another').expect(500)).text).not.toContain('upstream');
  });

  it('after the first byte ends the answer and nothing else', async () => {
    const response = await get('/public/late').expect(200);
    expect(response.text).toBe('begun');
    await get('/public/page').expect(200);
  });

  it.each([
    ['JSON that is none', 'application/json', '{"name":', 400],
    ['JSON that is no object', 'application/json', '"text"', 400],
    ['a charset nobody knows', 'application/json; charset=x-unknown', '{}', 415],
    ['a body that is too large', 'application/json', JSON.stringify({ name: 'x'.repeat(65 * 1024) }), 413],
  ])('of the body parser (%s) is the caller’s', async (_what, type, body, status) => {
    const response = await post('/public/person').set('Content-Type', type).send(body).expect(status);
    expect(response.body).toMatchObject({ code: `http.${status}`, status });
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('the largest body', () => {
  const body = (kilobytes: number) => JSON.stringify({ name: 'x'.repeat(kilobytes * 1_024) });
  const json = (path: string, content: string) => post(path).set('Content-Type', 'application/json').send(content);

  it('is small for what anybody may send, and large enough for an article in the admin API', async () => {
    expect((await json('/public/person', body(63)).expect(400)).body).toMatchObject({ code: 'request.invalid' });
    const { body: problem, headers } = await json('/public/person', body(65)).expect(413);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(problem).toMatchObject({ status: 413 });
    await json('/api/admin/nothing', body(12 * 1_024)).expect(404);
    await json('/API/Admin/nothing', body(12 * 1_024)).expect(404);
    await json('/api/admin/nothing', body(17 * 1_024)).expect(413);
  });

  it('counts what a compressed body becomes', async () => {
    const packed = gzipSync(body(1_024));
    await post('/public/person')
      .set('Content-Type', 'application/json')
      .set('Content-Encoding', 'gzip')
      .serialize(() => packed as unknown as string)
      .send(packed)
      .expect(413);
  });

  it.each(['/api/administration', '/api/x/../admin/x', '/%61pi/admin/x', '/x?/api/admin/'])(
    'is the small one at %s',
    async (path) => {
      await json(path, body(65)).expect(413);
    },
  );
});

describe('a request that does not have the right form', () => {
  it('is told every field by its path', async () => {
    const { body } = await post('/public/person')
      .send({ name: '', address: {}, tags: [1, 'x'], more: 1 })
      .expect(400);
    expect(body.code).toBe('request.invalid');
    expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      '',
      'address.city',
      'name',
      'tags.1',
    ]);
    expect(body.errors.find(({ field }: { field: string }) => field === '').message).toContain('more');
  });

  it('may be a query too, whose values are converted', async () => {
    await get('/public/list?limit=20').expect(200, { limit: 20 });
    expect((await get('/public/list?limit=many').expect(400)).body.errors[0].field).toBe('limit');
    await get('/public/list?limit=20&offset=3').expect(400);
  });
});

describe('the context of a request', () => {
  it('takes a harmless id from the caller, and makes one otherwise', async () => {
    await get('/public/page').set('X-Request-Id', 'trace-0123456789').expect('X-Request-Id', 'trace-0123456789');
    for (const id of ['short', 'with space in it', 'x'.repeat(65), '{"inject":"log"}']) {
      const response = await get('/public/page').set('X-Request-Id', id);
      expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('stands on every line of the log, which never holds a path with a token', async () => {
    await get('/public/unknown?token=very-secret').set('X-Request-Id', 'trace-0123456789');
    expect(lines.map(({ event }) => event)).toEqual(['http.unexpected-error', 'http.request']);
    for (const line of lines) expect(line['requestId']).toBe('trace-0123456789');
    expect(lines[1]).toMatchObject({ method: 'GET', status: 500, milliseconds: expect.any(Number) });
    expect(JSON.stringify(lines)).not.toContain('very-secret');
  });
});

describe('headers', () => {
  it('allow nothing by default, and a page may set its own policy', async () => {
    const { headers } = await get('/public/list?limit=1');
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect((await get('/public/page')).headers['content-security-policy']).toBe("default-src 'self'");
  });
});

describe('the admin guard', () => {
  const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;

  it.each([
    ['nothing', undefined],
    ['another token', 'Bearer another-token-of-some-length'],
    ['the token and more', `Bearer ${TEST_ADMIN_TOKEN}x`],
    ['an empty token', 'Bearer '],
    ['no token at all', 'Bearer'],
    ['another scheme', `Digest ${TEST_ADMIN_TOKEN}`],
    ['the token as user name', basic(`${TEST_ADMIN_TOKEN}:`)],
    ['a login that is no login', 'Basic %%%'],
    ['the token as password, which a browser would send by itself', basic(`anyone:${TEST_ADMIN_TOKEN}`)],
  ])('denies a route that is not public to %s', async (_what, authorization) => {
    const asked = get('/closed');
    if (authorization !== undefined) asked.set('Authorization', authorization);
    const response = await asked.expect(401);
    expect(response.body).toMatchObject({ code: 'auth.required' });
    expect(response.text).not.toContain('secret');
  });

  it.each([
    ['as bearer token', `Bearer ${TEST_ADMIN_TOKEN}`],
    ['whatever the case of the scheme', `bearer ${TEST_ADMIN_TOKEN}`],
  ])('lets the token in %s', async (_how, authorization) => {
    await get('/closed').set('Authorization', authorization).expect(200, 'secret');
  });

  it('opens what is marked public, a single route too', async () => {
    await get('/closed/open').expect(200, 'open');
  });
});
