import { domainToASCII } from 'node:url';
import { Injectable } from '@nestjs/common';
import { ADDRESS_FAULTS, parseAddress, type Address, type AddressFault } from '#src/domain/address/parse-address.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { Recollection } from './recollection.js';

export type HashedAddress = Address & { hash: Buffer };

/** Reads addresses and turns them into the hash by which a person is found. */
@Injectable()
export class AddressBook {
  /** Lists repeat few domains, and the mapping costs as much as the rest of an address. */
  private readonly domains = new Recollection<string>(20_000);
  private readonly rules = { domainToAscii: (domain: string) => this.domains.of(domain, domainToASCII) };

  constructor(private readonly tokens: Tokens) {}

  /** A fault is a word of ADDRESS_FAULTS. */
  read(text: string): HashedAddress | AddressFault {
    const address = this.parse(text);
    return typeof address === 'string' ? address : { ...address, hash: this.hash(address.canonical) };
  }

  /** The same without the hash. */
  parse(text: string): Address | AddressFault {
    const parsed = parseAddress(text, this.rules);
    return parsed.ok ? parsed.address : parsed.fault;
  }

  /** Of a text in canonical form. */
  hash(canonical: string): Buffer {
    return this.tokens.hashAddress(canonical);
  }

  hashHex(canonical: string): string {
    return this.tokens.hashAddressHex(canonical);
  }

  /** The same as `read` for a request: a fault is a 400 that names the field and never repeats the address. */
  readOrRefuse(text: string): HashedAddress {
    const address = this.read(text);
    if (typeof address !== 'string') return address;
    throw new AppError(400, 'subscriber.faulty-address', `The address ${ADDRESS_FAULTS[address]}.`, {
      errors: [{ field: 'email', code: address, message: ADDRESS_FAULTS[address] }],
    });
  }
}
