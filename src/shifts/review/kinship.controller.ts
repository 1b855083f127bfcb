import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { shiftSchema } from '../shift.dto.js';
import { ShiftReader } from '../shift.reader.js';
import { SuccessionDesk } from '../timeline/succession.desk.js';
import { ApartDesk } from './apart.desk.js';
import { otherShiftSchema, successionSchema, type OtherShift, type Succession } from './kinship.dto.js';

/** How shifts belong together. The rules suggest; an editor's word counts. */
@ApiTags('shifts')
@ApiBearerAuth()
@Controller('api/admin/shifts/:id')
export class KinshipController {
  constructor(
    private readonly pairs: ApartDesk,
    private readonly successions: SuccessionDesk,
    private readonly reader: ShiftReader,
  ) {}

  @Post('apart')
  @HttpCode(200)
  @ApiOperation({ summary: 'This and another shift are two matters, whatever the rules say' })
  @ApiResponse({ status: 200, standardSchema: shiftSchema })
  async apart(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: otherShiftSchema }) body: OtherShift) {
    await this.pairs.apart(id, body.otherId, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Post('together')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take that back' })
  @ApiResponse({ status: 200, standardSchema: shiftSchema })
  async together(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: otherShiftSchema }) body: OtherShift) {
    await this.pairs.together(id, body.otherId, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Post('supersedes')
  @HttpCode(200)
  @ApiOperation({ summary: 'This shift goes on from an earlier one of its actor; null: from none' })
  @ApiResponse({ status: 200, standardSchema: shiftSchema })
  @ApiResponse({ status: 409, description: 'shift.changed' })
  @ApiResponse({ status: 422, description: 'shift.no-predecessor: another actor, not confirmed, later, or a circle.' })
  async supersedes(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: successionSchema }) body: Succession,
  ) {
    await this.successions.set(id, body, ADMIN_ACTOR);
    return this.reader.read(id);
  }
}
