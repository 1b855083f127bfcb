import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { rerunListQuerySchema, rerunListSchema, rerunSchema, type RerunListQuery } from './actor.dto.js';
import { ActorReader } from './actor.reader.js';
import { LexiconRerun } from './lexicon-rerun.js';

const version = z.coerce.number().int().min(1);

/** How far the articles have been read again after a change of the lexicon. */
@ApiTags('actors')
@ApiBearerAuth()
@Controller('api/admin/actor-reruns')
export class ActorRerunsController {
  constructor(
    private readonly reader: ActorReader,
    private readonly rerun: LexiconRerun,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Reruns, newest first' })
  @ApiResponse({ status: 200, standardSchema: rerunListSchema })
  list(@Query({ schema: rerunListQuerySchema }) query: RerunListQuery) {
    return this.reader.reruns(query);
  }

  @Get(':version')
  @ApiOperation({ summary: 'One rerun with its progress' })
  @ApiResponse({ status: 200, standardSchema: rerunSchema })
  find(@Param('version', { schema: version }) id: number) {
    return this.reader.rerun(id);
  }

  @Post(':version/stop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop it where it is' })
  @ApiResponse({ status: 200, standardSchema: rerunSchema })
  @ApiResponse({ status: 409, description: 'actor-rerun.not-running' })
  async stop(@Param('version', { schema: version }) id: number) {
    await this.rerun.stop(id, ADMIN_ACTOR);
    return this.reader.rerun(id);
  }

  @Post(':version/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on from there' })
  @ApiResponse({ status: 200, standardSchema: rerunSchema })
  @ApiResponse({ status: 409, description: 'actor-rerun.not-stopped' })
  async resume(@Param('version', { schema: version }) id: number) {
    await this.rerun.resume(id, ADMIN_ACTOR);
    return this.reader.rerun(id);
  }
}
