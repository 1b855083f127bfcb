import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '#src/auth/index.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { Readiness } from './readiness.js';

@ApiTags('operations')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Says only that the event loop turns: a process whose database is away must not be restarted for it. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ description: 'The process lives.' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ description: 'Database, schema and queue answer.' })
  @ApiServiceUnavailableResponse({ description: 'problem+json; `failing` lists what is not ready and why.' })
  async ready(): Promise<{ status: 'ready' }> {
    const failing = await this.readiness.failing();
    if (failing.length === 0) return { status: 'ready' };
    throw new AppError(503, 'health.not-ready', `Not ready: ${failing.map(({ check }) => check).join(', ')}.`, {
      failing: failing.map(({ check, reason }) => ({ check, reason })),
    });
  }
}
