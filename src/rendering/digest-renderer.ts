import { Injectable } from '@nestjs/common';
import type { CompiledDigest } from './compiled-digest.schema.js';
import type { DigestView } from './digest-view.schema.js';

/** Turns a view into the mail that many readers share. */
@Injectable()
export class DigestRenderer {
  render(view: DigestView): Promise<CompiledDigest> {
    return Promise.reject(new Error(`not written yet: ${view.locale}`));
  }
}
