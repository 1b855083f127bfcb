import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import {
  correctionListQuerySchema,
  correctionListSchema,
  correctionSchema,
  createCorrectionSchema,
  toldListSchema,
  wrongListQuerySchema,
  wrongListSchema,
  type CreateCorrection,
  type WrongListQuery,
} from './correction.dto.js';
import { CorrectionDesk } from './correction.desk.js';
import { CorrectionReader } from './correction.reader.js';

const KEY = { name: 'Idempotency-Key', required: false, description: 'A repeat gets the first answer.' };

/** What was mailed and is wrong, who got it, and how they are told. */
@ApiTags('corrections')
@ApiBearerAuth()
@Controller('api/admin')
export class CorrectionsController {
  constructor(
    private readonly desk: CorrectionDesk,
    private readonly reader: CorrectionReader,
  ) {}

  @Get('corrections/wanted')
  @ApiOperation({ summary: 'Shifts of which something wrong was mailed: why, in which editions, to how many readers' })
  @ApiResponse({ status: 200, standardSchema: wrongListSchema })
  wanted(@Query({ schema: wrongListQuerySchema }) query: WrongListQuery) {
    return this.reader.wrong(query);
  }

  @Get('corrections')
  @ApiOperation({ summary: 'Corrections, newest first' })
  @ApiResponse({ status: 200, standardSchema: correctionListSchema })
  list(@Query({ schema: correctionListQuerySchema }) query: WrongListQuery) {
    return this.reader.list(query);
  }

  @Post('corrections')
  @ApiOperation({ summary: 'Correct what was mailed: a notice to just those readers, or a block in the next digest' })
  @ApiHeader(KEY)
  @ApiResponse({ status: 201, standardSchema: correctionSchema })
  @ApiResponse({ status: 409, description: 'correction.nothing-wrong, correction.in-review' })
  async create(
    @Body({ schema: createCorrectionSchema }) body: CreateCorrection,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    return this.reader.read(await this.desk.create(body, ADMIN_ACTOR, key));
  }

  @Get('corrections/:id')
  @ApiOperation({ summary: 'One correction: the editions that said it, and those that tell it' })
  @ApiResponse({ status: 200, standardSchema: correctionSchema })
  find(@Param('id', { schema: z.uuid() }) id: string) {
    return this.reader.read(id);
  }

  @Post('corrections/:id/again')
  @HttpCode(200)
  @ApiOperation({ summary: 'Another notice, for readers who got the wrong edition after the notice before' })
  @ApiHeader(KEY)
  @ApiResponse({ status: 200, standardSchema: correctionSchema })
  @ApiResponse({ status: 409, description: 'correction.not-told' })
  async again(@Param('id', { schema: z.uuid() }) id: string, @Headers('idempotency-key') key: string | undefined) {
    await this.desk.again(id, ADMIN_ACTOR, key);
    return this.reader.read(id);
  }

  @Post('corrections/:id/drop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Drop a correction that no approved edition tells' })
  @ApiResponse({ status: 200, standardSchema: correctionSchema })
  @ApiResponse({ status: 409, description: 'correction.told' })
  async drop(@Param('id', { schema: z.uuid() }) id: string) {
    await this.desk.drop(id, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Get('editions/:id/corrections')
  @ApiOperation({ summary: 'Old and new side by side: what the edition corrects, and what of it was corrected' })
  @ApiResponse({ status: 200, standardSchema: toldListSchema })
  ofEdition(@Param('id', { schema: z.uuid() }) id: string) {
    return this.reader.ofEdition(id);
  }
}
