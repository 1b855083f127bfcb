import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Sse,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { exhaustMap, map, Subject, takeUntil, takeWhile, timer, type Observable } from 'rxjs';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { DeliveryRuns, type RunReport } from './delivery-runs.js';
import { ProgressReader, type Progress } from './progress.reader.js';
import { RunDesk } from './run.desk.js';
import {
  changedSchema,
  deliveryListQuerySchema,
  deliveryListSchema,
  markSchema,
  pauseSchema,
  progressSchema,
  resendSchema,
  runListQuerySchema,
  runListSchema,
  runSchema,
  type DeliveryListQuery,
  type RunListQuery,
} from './run.dto.js';
import { UncertainDesk } from './uncertain.desk.js';

const EVENT_MS = 1_000;

/** How editions are going out, and an operator's hand on them. A run has the id of its edition. */
@ApiTags('runs')
@ApiBearerAuth()
@Controller('api/admin/runs')
export class RunsController implements BeforeApplicationShutdown {
  private readonly closing = new Subject<void>();

  constructor(
    private readonly runs: DeliveryRuns,
    private readonly desk: RunDesk,
    private readonly uncertain: UncertainDesk,
    private readonly progress: ProgressReader,
  ) {}

  /** A stream that goes on would keep the server from closing. */
  beforeApplicationShutdown(): void {
    this.closing.next();
  }

  @Get()
  @ApiOperation({ summary: 'Runs, newest first, with their counts by state' })
  @ApiResponse({ status: 200, standardSchema: runListSchema })
  async list(@Query({ schema: runListQuerySchema }) { state, cursor, limit }: RunListQuery) {
    const rows = await this.runs.list({ state, before: cursor, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.editionId ?? null) : null };
  }

  @Get(':editionId')
  @ApiOperation({ summary: 'One run' })
  @ApiResponse({ status: 200, standardSchema: runSchema })
  find(@Param('editionId', { schema: z.uuid() }) editionId: string): Promise<RunReport> {
    return this.found(editionId);
  }

  @Get(':editionId/progress')
  @ApiOperation({ summary: 'How fast a run goes, by receiving provider, and how long it will take' })
  @ApiResponse({ status: 200, standardSchema: progressSchema })
  progressOf(@Param('editionId', { schema: z.uuid() }) editionId: string): Promise<Progress> {
    return this.foundProgress(editionId);
  }

  @Sse(':editionId/events')
  @ApiOperation({ summary: 'The same as server-sent events, one each second until the run has ended' })
  async events(
    @Param('editionId', { schema: z.uuid() }) editionId: string,
  ): Promise<Observable<{ type: string; data: Progress }>> {
    await this.foundProgress(editionId);
    return timer(0, EVENT_MS).pipe(
      exhaustMap(() => this.foundProgress(editionId)),
      takeWhile((progress) => progress.finishedAt === null, true),
      takeUntil(this.closing),
      map((data) => ({ type: 'progress', data })),
    );
  }

  @Get(':editionId/deliveries')
  @ApiOperation({ summary: 'Deliveries of a run, without addresses; `state=uncertain` lists what needs a decision' })
  @ApiResponse({ status: 200, standardSchema: deliveryListSchema })
  async deliveries(
    @Param('editionId', { schema: z.uuid() }) editionId: string,
    @Query({ schema: deliveryListQuerySchema }) { state, cursor, limit }: DeliveryListQuery,
  ) {
    const rows = await this.runs.deliveries(editionId, { state, after: cursor, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  @Post(':editionId/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop handing over; what a relay already has stays sent' })
  @ApiResponse({ status: 200, standardSchema: runSchema })
  async pause(
    @Param('editionId', { schema: z.uuid() }) editionId: string,
    @Body({ schema: pauseSchema }) body: { reason: string },
  ) {
    await this.desk.pause(editionId, body.reason, ADMIN_ACTOR);
    return this.found(editionId);
  }

  @Post(':editionId/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on with a paused run' })
  @ApiResponse({ status: 200, standardSchema: runSchema })
  async resume(@Param('editionId', { schema: z.uuid() }) editionId: string) {
    await this.desk.resume(editionId, ADMIN_ACTOR);
    return this.found(editionId);
  }

  @Post(':editionId/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a run; whoever has not got the mail yet never will' })
  @ApiResponse({ status: 200, standardSchema: runSchema })
  async cancel(@Param('editionId', { schema: z.uuid() }) editionId: string) {
    await this.desk.cancel(editionId, ADMIN_ACTOR);
    return this.found(editionId);
  }

  @Post(':editionId/uncertain/resend')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send uncertain deliveries once more, same Message-ID, not before UNCERTAIN_HOLD_MINUTES' })
  @ApiResponse({ status: 200, standardSchema: changedSchema })
  async resend(
    @Param('editionId', { schema: z.uuid() }) editionId: string,
    @Body({ schema: resendSchema }) body: { ids: string[] },
  ) {
    return { ids: await this.uncertain.resend(editionId, body.ids, ADMIN_ACTOR) };
  }

  @Post(':editionId/uncertain/mark')
  @HttpCode(200)
  @ApiOperation({ summary: 'Settle uncertain deliveries by your word' })
  @ApiResponse({ status: 200, standardSchema: changedSchema })
  async mark(
    @Param('editionId', { schema: z.uuid() }) editionId: string,
    @Body({ schema: markSchema }) body: { ids: string[]; state: 'accepted' | 'failed' },
  ) {
    return { ids: await this.uncertain.mark(editionId, body.ids, body.state, ADMIN_ACTOR) };
  }

  private async foundProgress(editionId: string): Promise<Progress> {
    const progress = await this.progress.find(editionId);
    if (progress === undefined) throw new NotFoundError('run', editionId);
    return progress;
  }

  private async found(editionId: string): Promise<RunReport> {
    const run = await this.runs.find(editionId);
    if (run === undefined) throw new NotFoundError('run', editionId);
    return run;
  }
}
