import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { ShiftDesk } from './shift.desk.js';
import {
  confirmManySchema,
  confirmOutcomesSchema,
  editShiftSchema,
  proposeShiftSchema,
  shiftListQuerySchema,
  shiftListSchema,
  shiftSchema,
  type EditShift,
  type ProposeShift,
  type ShiftListQuery,
} from './shift.dto.js';
import { rejectShiftSchema, type RejectShift } from './review/decision.dto.js';
import { readIfMatch } from './review/if-match.js';
import { ShiftProposer } from './shift.proposer.js';
import { ShiftReader } from './shift.reader.js';

@ApiTags('shifts')
@ApiBearerAuth()
@Controller('api/admin/shifts')
export class ShiftsController {
  constructor(
    private readonly proposer: ShiftProposer,
    private readonly desk: ShiftDesk,
    private readonly reader: ShiftReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Shifts, newest first' })
  @ApiResponse({ status: 200, standardSchema: shiftListSchema })
  list(@Query({ schema: shiftListQuerySchema }) query: ShiftListQuery) {
    return this.reader.list(query);
  }

  @Post()
  @ApiOperation({
    summary: 'Propose a shift of your own: quotes are located in the article, amounts are read from them',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'A repeat gets the first answer.' })
  @ApiResponse({ status: 201, standardSchema: shiftSchema })
  @ApiResponse({ status: 422, description: 'shift.quote-not-found, or shift.number-without-evidence.' })
  async propose(
    @Body({ schema: proposeShiftSchema }) body: ProposeShift,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    return this.reader.read(await this.proposer.propose(body, ADMIN_ACTOR, key));
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm up to 100 shifts; each has its own outcome' })
  @ApiResponse({ status: 200, standardSchema: confirmOutcomesSchema })
  async confirmMany(@Body({ schema: confirmManySchema }) body: { ids: string[] }) {
    const outcomes: { id: string; outcome: 'confirmed' | 'refused'; code?: string }[] = [];
    for (const id of body.ids) {
      try {
        await this.desk.confirm(id, ADMIN_ACTOR);
        outcomes.push({ id, outcome: 'confirmed' });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const isDone = error.code === 'shift.is-confirmed';
        outcomes.push(isDone ? { id, outcome: 'confirmed' } : { id, outcome: 'refused', code: error.code });
      }
    }
    return { outcomes };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One shift with its article and every quote in its surroundings' })
  @ApiResponse({ status: 200, standardSchema: shiftSchema })
  find(@Param('id', { schema: z.uuid() }) id: string) {
    return this.reader.read(id);
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Edit claim, headline or impact; a confirmed shift whose claim changes needs a new confirmation',
  })
  @ApiResponse({ status: 200, standardSchema: shiftSchema })
  @ApiResponse({ status: 409, description: 'shift.changed when the version is not the current one.' })
  async edit(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: editShiftSchema }) body: EditShift) {
    await this.desk.edit(id, body, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm: from now on it may be mailed' })
  @ApiResponse({ status: 200, standardSchema: shiftSchema })
  @ApiResponse({ status: 409, description: 'shift.broken-quotes with the quotes that no longer stand in the article.' })
  @ApiResponse({ status: 422, description: 'shift.incomplete, or shift.number-without-evidence.' })
  async confirm(@Param('id', { schema: z.uuid() }) id: string, @Headers('if-match') ifMatch: string | undefined) {
    await this.desk.confirm(id, ADMIN_ACTOR, { version: readIfMatch(ifMatch) });
    return this.reader.read(id);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reject, with a reason' })
  @ApiResponse({ status: 200, standardSchema: shiftSchema })
  async reject(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: rejectShiftSchema }) body: RejectShift,
    @Headers('if-match') ifMatch: string | undefined,
  ) {
    const rejection = { code: body.code, reason: body.reason ?? null };
    await this.desk.reject(id, rejection, ADMIN_ACTOR, { version: readIfMatch(ifMatch) });
    return this.reader.read(id);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a confirmed or rejected shift back to the desk' })
  @ApiResponse({ status: 200, standardSchema: shiftSchema })
  async reopen(@Param('id', { schema: z.uuid() }) id: string, @Headers('if-match') ifMatch: string | undefined) {
    await this.desk.reopen(id, ADMIN_ACTOR, { version: readIfMatch(ifMatch) });
    return this.reader.read(id);
  }
}
