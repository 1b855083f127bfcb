import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';

/** Turns a name into addresses. Tests replace it. */
export abstract class NameResolver {
  /** Every address of the name; throws when there is none. */
  abstract resolve(name: string): Promise<string[]>;
}

/** As the operating system resolves, `/etc/hosts` included; IPv4 first, since many hosts of containers have no way out by IPv6. */
@Injectable()
export class SystemResolver extends NameResolver {
  override async resolve(name: string): Promise<string[]> {
    const found = await lookup(name, { all: true, order: 'ipv4first' });
    return found.map(({ address }) => address);
  }
}
