import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { providerOfDomain, providerOfMx, type Provider } from '#src/domain/delivery/provider.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { MxResolver } from './mx-resolver.js';

type Known = { domain: string; provider: Provider; mx: string[]; isKnown: boolean };

const UNKNOWN = sqlFile(import.meta.dirname, 'sql/unknown-domains.sql');
const WRITE = sqlFile(import.meta.dirname, 'sql/write-domains.sql');

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Subscribers looked at in one step, and domains asked for at a time. */
const PAGE = 5_000;
const AT_A_TIME = 20;

/**
 * Learns who receives the mail of which domain. It walks over the subscribers, a page a step, and starts again from the first when it is
 * through, so a million of them cost a short query now and then. A domain that is not known yet is `other`, which only means no pace of
 * its own.
 */
@Injectable()
export class MailDomains {
  private after = FIRST;

  constructor(
    private readonly dataSource: DataSource,
    private readonly resolver: MxResolver,
  ) {}

  /** One step of the walk; how many domains were looked at. */
  async learn(): Promise<number> {
    const [page] = await selectRows<{ last: string; domains: string[] }>(this.dataSource, UNKNOWN, [this.after, PAGE]);
    this.after = page?.last ?? FIRST;
    const domains = page?.domains ?? [];
    for (let at = 0; at < domains.length; at += AT_A_TIME) {
      await this.write(await Promise.all(domains.slice(at, at + AT_A_TIME).map((domain) => this.lookUp(domain))));
    }
    return domains.length;
  }

  private async lookUp(domain: string): Promise<Known> {
    const provider = providerOfDomain(domain);
    if (provider !== undefined) return { domain, provider, mx: [], isKnown: true };
    const mx = await this.resolver.resolve(domain);
    return { domain, provider: providerOfMx(mx ?? []), mx: mx ?? [], isKnown: mx !== undefined };
  }

  private async write(known: Known[]): Promise<void> {
    await this.dataSource.query(WRITE, [
      known.map(({ domain }) => domain),
      known.map(({ provider }) => provider),
      known.map(({ mx }) => JSON.stringify(mx)),
      known.map(({ isKnown }) => isKnown),
    ]);
  }
}
