import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { actorSlug } from '#src/domain/actor/actor-record.schema.js';
import {
  actorListQuerySchema,
  actorListSchema,
  actorOutSchema,
  actorVersionSchema,
  addActorSchema,
  patchActorSchema,
  type ActorListQuery,
  type AddActor,
  type PatchActor,
} from './actor.dto.js';
import { ActorDesk } from './actor.desk.js';
import { ActorReader } from './actor.reader.js';

/** The lexicon of actors: who they are and by which names texts call them. */
@ApiTags('actors')
@ApiBearerAuth()
@Controller('api/admin/actors')
export class ActorsController {
  constructor(
    private readonly desk: ActorDesk,
    private readonly reader: ActorReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Actors by slug: shipped ones and those of editors' })
  @ApiResponse({ status: 200, standardSchema: actorListSchema })
  list(@Query({ schema: actorListQuerySchema }) query: ActorListQuery) {
    return this.reader.list(query);
  }

  @Post()
  @ApiOperation({
    summary: 'Add an actor, perhaps the unknown one of a proposal; articles that say its names are read again',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'A repeat gets the first answer.' })
  @ApiResponse({ status: 201, standardSchema: actorOutSchema })
  @ApiResponse({ status: 409, description: 'actor.known, or actor.alias-taken with every name and whose it is.' })
  async add(@Body({ schema: addActorSchema }) body: AddActor, @Headers('idempotency-key') key: string | undefined) {
    return this.reader.find(await this.desk.add(body, ADMIN_ACTOR, key));
  }

  @Get(':slug')
  @ApiOperation({ summary: 'One actor with its changes' })
  @ApiResponse({ status: 200, standardSchema: actorOutSchema })
  find(@Param('slug', { schema: actorSlug }) slug: string) {
    return this.reader.find(slug);
  }

  @Patch(':slug')
  @ApiOperation({ summary: 'Change an actor, a shipped one too; a retired one comes back by it' })
  @ApiResponse({ status: 200, standardSchema: actorOutSchema })
  @ApiResponse({ status: 409, description: 'actor.changed, actor.alias-taken' })
  async patch(
    @Param('slug', { schema: actorSlug }) slug: string,
    @Body({ schema: patchActorSchema }) body: PatchActor,
  ) {
    await this.desk.patch(slug, body, ADMIN_ACTOR);
    return this.reader.find(slug);
  }

  @Post(':slug/retire')
  @HttpCode(200)
  @ApiOperation({ summary: 'Its names are no actor’s any more; shifts keep it' })
  @ApiResponse({ status: 200, standardSchema: actorOutSchema })
  async retire(
    @Param('slug', { schema: actorSlug }) slug: string,
    @Body({ schema: actorVersionSchema }) body: { version: number },
  ) {
    await this.desk.retire(slug, body.version, ADMIN_ACTOR);
    return this.reader.find(slug);
  }
}
