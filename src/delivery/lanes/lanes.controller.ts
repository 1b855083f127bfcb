import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { LaneDesk } from './lane.desk.js';
import { laneKeySchema, laneListSchema, type LaneKey, type LaneList } from './lane.dto.js';

/** The ways mail goes out: which providers hold or slow it, and an operator's word that one of them is well again. */
@ApiTags('lanes')
@ApiBearerAuth()
@Controller('api/admin/lanes')
export class LanesController {
  constructor(private readonly desk: LaneDesk) {}

  @Get()
  @ApiOperation({ summary: 'Relays, with the receiving providers that hold or slow them' })
  @ApiResponse({ status: 200, standardSchema: laneListSchema })
  list(): Promise<LaneList> {
    return this.desk.list();
  }

  @Post('release')
  @HttpCode(200)
  @ApiOperation({ summary: 'Forget the hold and the learnt pace of one lane, e.g. when a provider has lifted a block' })
  @ApiResponse({ status: 200, standardSchema: laneListSchema })
  async release(@Body({ schema: laneKeySchema }) key: LaneKey): Promise<LaneList> {
    await this.desk.release(key, ADMIN_ACTOR);
    return this.desk.list();
  }
}
