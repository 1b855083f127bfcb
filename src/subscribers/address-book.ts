import { domainToASCII } from 'node:url';
import { Injectable } from '@nestjs/common';
import { ADDRESS_FAULTS, parseAddress, type Address, type AddressFault } from '#src/domain/address/parse-address.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';

export type HashedAddress = Address & { hash: Buffer };

/** Reads addresses and turns them into the hash by which a person is found. */
@Injectable()
export class AddressBook {
  constructor(private readonly tokens: Tokens) {}

  /** A fault is a word of ADDRESS_FAULTS. */
  read(text: string): HashedAddress | AddressFault {
    const parsed = parseAddress(text, { domainToAscii: domainToASCII });
    if (!parsed.ok) return parsed.fault;
    return { ...parsed.address, hash: this.hash(parsed.address.canonical) };
  }

  /** Of a text in canonical form. */
  hash(canonical: string): Buffer {
    return this.tokens.hashAddress(canonical);
  }

  /** The same for a request: a fault is a 400 that names the field and never repeats the address. */
  readOrRefuse(text: string): HashedAddress {
    const address = this.read(text);
    if (typeof address !== 'string') return address;
    throw new AppError(400, 'subscriber.faulty-address', `The address ${ADDRESS_FAULTS[address]}.`, {
      errors: [{ field: 'email', code: address, message: ADDRESS_FAULTS[address] }],
    });
  }
}
