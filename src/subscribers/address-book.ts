import { domainToASCII } from 'node:url';
import { Inject, Injectable } from '@nestjs/common';
import { ADDRESS_FAULTS, parseAddress, type Address, type AddressFault } from '#src/domain/address/parse-address.js';
import { carriesUtf8 } from '#src/domain/delivery/relay.schema.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { Recollection } from './recollection.js';

export type HashedAddress = Address & { hash: Buffer };

/** Reads addresses and turns them into the hash by which a person is found. */
@Injectable()
export class AddressBook {
  /** Lists repeat few domains, and the mapping costs as much as the rest of an address. */
  private readonly domains = new Recollection<string>(20_000);
  private readonly domainToAscii = (domain: string): string => this.domains.of(domain, domainToASCII);
  private readonly takesUtf8: boolean;

  constructor(
    private readonly tokens: Tokens,
    @Inject(CONFIG) config: Pick<Config, 'RELAYS' | 'INTERNATIONAL_ADDRESSES'>,
  ) {
    this.takesUtf8 = config.INTERNATIONAL_ADDRESSES && carriesUtf8(config.RELAYS);
  }

  /** Of whom we may know already. A fault is a word of ADDRESS_FAULTS. */
  read(text: string): HashedAddress | AddressFault {
    return this.hashed(this.parse(text, true));
  }

  /** Of somebody who comes: where no relay carries them, addresses with another script before the @ are `local-not-ascii`. */
  readNew(text: string): HashedAddress | AddressFault {
    return this.hashed(this.parseNew(text));
  }

  /** The same without the hash. */
  parseNew(text: string): Address | AddressFault {
    return this.parse(text, this.takesUtf8);
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
    return orRefuse(this.read(text));
  }

  readNewOrRefuse(text: string): HashedAddress {
    return orRefuse(this.readNew(text));
  }

  private parse(text: string, allowsUtf8: boolean): Address | AddressFault {
    const parsed = parseAddress(text, { domainToAscii: this.domainToAscii, allowsUtf8 });
    return parsed.ok ? parsed.address : parsed.fault;
  }

  private hashed(address: Address | AddressFault): HashedAddress | AddressFault {
    return typeof address === 'string' ? address : { ...address, hash: this.hash(address.canonical) };
  }
}

function orRefuse(address: HashedAddress | AddressFault): HashedAddress {
  if (typeof address !== 'string') return address;
  throw new AppError(400, 'subscriber.faulty-address', `The address ${ADDRESS_FAULTS[address]}.`, {
    errors: [{ field: 'email', code: address, message: ADDRESS_FAULTS[address] }],
  });
}
