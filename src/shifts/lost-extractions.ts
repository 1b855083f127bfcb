import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArticleReader, ExtractionQueue } from '#src/articles/index.js';

/** How long a revision may wait before somebody asks for its extraction again. */
const PATIENCE_SECONDS = 30;

/** Asks again for extractions that were lost with the queue. */
@Injectable()
export class LostExtractions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleReader,
    private readonly queue: ExtractionQueue,
  ) {}

  async ask(): Promise<void> {
    for (const revisionId of await this.articles.unextracted(this.dataSource, PATIENCE_SECONDS)) {
      // The queue is away, and the next tick asks again.
      if (!(await this.queue.wake(revisionId))) return;
    }
  }
}
