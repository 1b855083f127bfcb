import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { acceptanceSchema } from './acceptance.dto.js';
import { AcceptanceReader } from './acceptance.reader.js';

@ApiTags('shifts')
@ApiBearerAuth()
@Controller('api/admin/models')
export class ModelsController {
  constructor(private readonly acceptance: AcceptanceReader) {}

  @Get('acceptance')
  @ApiOperation({ summary: 'What became of everything that language models said: rejected, proposed, confirmed' })
  @ApiResponse({ status: 200, standardSchema: acceptanceSchema })
  read() {
    return this.acceptance.read();
  }
}
