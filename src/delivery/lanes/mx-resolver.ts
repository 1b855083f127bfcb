import { resolveMx } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { withDeadline } from '#src/foundation/clock/with-deadline.js';
import { errorCode } from '#src/foundation/error-code.js';

/** Asks the DNS for the mail servers of a domain. */
export abstract class MxResolver {
  /** Host names; none when the domain has none. Undefined when it cannot be said now. */
  abstract resolve(domain: string): Promise<string[] | undefined>;
}

const PATIENCE_MS = 5_000;

/** The domain takes no mail, or does not exist: an answer as well. */
const NONE = ['ENOTFOUND', 'ENODATA'];

@Injectable()
export class DnsMxResolver extends MxResolver {
  override async resolve(domain: string): Promise<string[] | undefined> {
    try {
      return (await withDeadline(PATIENCE_MS, resolveMx(domain))).map(({ exchange }) => exchange);
    } catch (error) {
      return NONE.includes(errorCode(error) ?? '') ? [] : undefined;
    }
  }
}
