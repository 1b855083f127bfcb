import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { madeAt, timedId } from './challenge-id.js';

/** A page may stand open for a while; after that its script gets another one. */
const LIFE_MS = 2 * 3_600_000;
/** A person reads the second step for at least as long. */
const READING_MS = 2_000;
/** Clocks of two machines differ. */
const SKEW_MS = 60_000;

/** `bits`: how many leading zero bits SHA-256 of `{challenge}.{nonce}` must have. */
export type Challenge = { challenge: string; bits: number; expiresAt: Date };

/**
 * What an answer is worth: `proved` by work; `waited`, a person who took their time; `too-soon` for a person; `none`: forged, expired, wrong.
 * Whether it was used before is for the database to say.
 */
export type ProofVerdict = { kind: 'proved' | 'waited'; id: string; expiresAt: Date } | { kind: 'too-soon' | 'none' };

/**
 * Work that a browser does before it may ask for a mail, in the manner of Hashcash: a signed token of ours with its date in it, so nothing is
 * stored until it is used up. Every instance can judge those of the others.
 */
@Injectable()
export class Challenges {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SIGNUP_PROOF_BITS'>,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  issue(): Challenge {
    const now = this.clock.now();
    return {
      challenge: this.tokens.sign('challenge', timedId(now, randomBytes(10))),
      bits: this.config.SIGNUP_PROOF_BITS,
      expiresAt: new Date(now.getTime() + LIFE_MS),
    };
  }

  /** `nonce` empty: nothing was worked out. */
  judge(challenge: string, nonce: string): ProofVerdict {
    const id = this.tokens.verify('challenge', challenge);
    if (id === undefined) return { kind: 'none' };
    const issuedAt = madeAt(id).getTime();
    const age = this.clock.now().getTime() - issuedAt;
    if (age < -SKEW_MS || age > LIFE_MS) return { kind: 'none' };
    const expiresAt = new Date(issuedAt + LIFE_MS + SKEW_MS);
    if (nonce === '') return age < READING_MS ? { kind: 'too-soon' } : { kind: 'waited', id, expiresAt };
    if (!/^\d{1,16}$/.test(nonce) || zeroBits(challenge, nonce) < this.config.SIGNUP_PROOF_BITS)
      return { kind: 'none' };
    return { kind: 'proved', id, expiresAt };
  }
}

function zeroBits(challenge: string, nonce: string): number {
  const digest = createHash('sha256').update(`${challenge}.${nonce}`).digest();
  return Math.clz32(digest.readUInt32BE(0));
}
