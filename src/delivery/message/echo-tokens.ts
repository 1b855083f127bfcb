import { Injectable } from '@nestjs/common';
import { echoFields, type EchoForm } from '#src/domain/delivery/webhook-echo.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { headLines } from './letter-head.js';

/** `delivery`: a mail of an edition. `mail`: a single one. */
export type EchoedMail = { kind: 'delivery' | 'mail'; id: string };

const LETTERS = { delivery: 'd', mail: 't' } as const;

/** Names a mail to its provider, which gives the name back with each event. Nobody can make one up, and it holds no address. */
@Injectable()
export class EchoTokens {
  constructor(private readonly tokens: Tokens) {}

  /** Header lines for the top of the message, above its signatures; undefined where the relay wants none. */
  headOf(form: EchoForm | undefined, mail: EchoedMail): Buffer | undefined {
    if (form === undefined) return undefined;
    return Buffer.from(headLines(echoFields(form, this.of(mail))));
  }

  /** Undefined for anything forged, and for the name of another system's mail. */
  read(token: string): EchoedMail | undefined {
    const kind = token.startsWith(LETTERS.delivery) ? 'delivery' : token.startsWith(LETTERS.mail) ? 'mail' : undefined;
    const id = kind === undefined ? undefined : this.tokens.verifyShort(PURPOSES[kind], token.slice(1));
    return kind === undefined || id === undefined ? undefined : { kind, id };
  }

  private of({ kind, id }: EchoedMail): string {
    return LETTERS[kind] + this.tokens.signShort(PURPOSES[kind], id);
  }
}

const PURPOSES = { delivery: 'echo', mail: 'echo-mail' } as const;
