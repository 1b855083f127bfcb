import { Module } from '@nestjs/common';
import { OpmlDesk } from './opml.desk.js';
import { SourceDesk } from './source.desk.js';
import { SourceProber } from './source-prober.js';
import { SourceReader } from './source.reader.js';
import { SourceRepository } from './source.repository.js';
import { SourcesController } from './sources.controller.js';
import { SourcesModule } from './sources.module.js';

@Module({
  imports: [SourcesModule],
  providers: [OpmlDesk, SourceDesk, SourceProber, SourceReader, SourceRepository],
  controllers: [SourcesController],
})
export class SourcesApiModule {}
