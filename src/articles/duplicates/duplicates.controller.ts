import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { ClusterDesk } from './cluster.desk.js';
import { trailSchema } from './trail.dto.js';
import { TrailReader } from './trail.reader.js';

const uuid = z.uuid().toLowerCase();

@ApiTags('articles')
@ApiBearerAuth()
@Controller('api/admin/articles/:id')
export class DuplicatesController {
  constructor(
    private readonly desk: ClusterDesk,
    private readonly trail: TrailReader,
  ) {}

  @Get('trail')
  @ApiOperation({
    summary: 'Every place where an article and its copies stand, who decided that, and what may belong to it',
  })
  @ApiResponse({ status: 200, standardSchema: trailSchema })
  read(@Param('id', { schema: uuid }) id: string) {
    return this.trail.read(id);
  }

  @Post('suggestions/:otherId/accept')
  @HttpCode(200)
  @ApiOperation({ summary: 'These two tell the same story: their clusters become one' })
  @ApiResponse({ status: 200, standardSchema: trailSchema })
  @ApiResponse({ status: 409, description: 'suggestion.is-attached' })
  async accept(@Param('id', { schema: uuid }) id: string, @Param('otherId', { schema: uuid }) otherId: string) {
    await this.desk.accept(id, otherId, ADMIN_ACTOR);
    return this.trail.read(id);
  }

  @Post('suggestions/:otherId/refuse')
  @HttpCode(200)
  @ApiOperation({ summary: 'These two do not belong together; never suggested again' })
  @ApiResponse({ status: 200, standardSchema: trailSchema })
  @ApiResponse({ status: 409, description: 'suggestion.is-attached, -refused, -detached' })
  async refuse(@Param('id', { schema: uuid }) id: string, @Param('otherId', { schema: uuid }) otherId: string) {
    await this.desk.refuse(id, otherId, ADMIN_ACTOR);
    return this.trail.read(id);
  }

  @Post('detach')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an article out of its cluster, for good' })
  @ApiResponse({ status: 200, standardSchema: trailSchema })
  @ApiResponse({ status: 409, description: 'article.alone' })
  async detach(@Param('id', { schema: uuid }) id: string) {
    await this.desk.detach(id, ADMIN_ACTOR);
    return this.trail.read(id);
  }
}
