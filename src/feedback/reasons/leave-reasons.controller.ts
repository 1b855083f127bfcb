import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { leaveReasonListSchema, leaveReasonQuerySchema, type LeaveReasonQuery } from './leave-reason.dto.js';
import { LeaveReasonDesk } from './leave-reason.desk.js';

@ApiTags('feedback')
@ApiBearerAuth()
@Controller('api/admin/leave-reasons')
export class LeaveReasonsController {
  constructor(private readonly desk: LeaveReasonDesk) {}

  @Get()
  @ApiOperation({ summary: 'Why readers left, newest first, with counts; `reason=never-signed-up` asks for a look' })
  @ApiResponse({ status: 200, standardSchema: leaveReasonListSchema })
  list(@Query({ schema: leaveReasonQuerySchema }) query: LeaveReasonQuery) {
    return this.desk.list(query);
  }
}
