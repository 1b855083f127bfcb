import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import type { EchoForm } from '#src/domain/delivery/webhook-echo.js';

export type Envelope = { from: string; to: string };

/**
 * A complete message as it goes on the wire, in pieces: many are shared by all readers of a render, so they are never joined or changed.
 * Together they are CRLF text without a bare CR or LF, whose lines are at most 998 octets long and never begin with a dot, and whose last
 * line ends in CRLF: no dot-stuffing is needed. `bytes` is their length together.
 */
export type WireMessage = { readonly pieces: readonly Buffer[]; readonly bytes: number };

/**
 * Asked in the last moment before the first byte of the body may leave (SMTP: after the relay's 354): whether it may. It writes the hand-off
 * into the ledger, so that a crash after it is known to have been in flight. `false`, or an error: not one byte of the body leaves.
 */
export type Fence = () => Promise<boolean>;

export type HandOff =
  /** `code` is the SMTP reply code, or the HTTP status of a provider's API; both 2xx. */
  | { outcome: 'accepted'; code: number; reply: string }
  | { outcome: 'refused-by-fence' }
  /** The fence failed: it may stand in the ledger, but nothing left. It says nothing about the relay. */
  | { outcome: 'fence-unanswered'; reason: string }
  | ({ outcome: 'failed' } & HandOffFailure);

/** One line to a relay. Not for two messages at a time. */
export interface TransportConnection {
  send(envelope: Envelope, message: WireMessage, fence: Fence): Promise<HandOff>;
  /** False once the line may not be used for another message. */
  readonly isUsable: boolean;
  /** Says goodbye and closes. */
  close(): void;
}

/** Why a mail fails whose address needs SMTPUTF8 (RFC 6531) where no relay has it. */
export const UNCARRIED = 'no relay carries an address in this script (SMTPUTF8)';

/**
 * What a relay leaves as it is: `isSigned` our DKIM signature, `namesSender` an envelope sender that is different for each mail (VERP). `echo`:
 * what its webhook wants to be told.
 */
export type LetterForm = { isSigned: boolean; namesSender: boolean; echo?: EchoForm };

/** Where messages go. Opening may fail with a {@link HandOffFailure} of phase connect or auth. */
export abstract class Transport {
  /** Name of the relay, for the ledger. */
  abstract readonly relay: string;
  abstract open(): Promise<TransportConnection | HandOffFailure>;
  /** It writes Message-ID or Date anew, so that a signature of ours over them would not verify. */
  readonly rewritesHeaders: boolean = false;
  /** Bounces go to an address of the provider's own, which tells of them by webhook. */
  readonly hasOwnSender: boolean = false;
  /** Where the provider can tell what it has taken: whether it took this message. `unknown` proves nothing. */
  lookUp?(messageId: string): Promise<'accepted' | 'unknown'>;
}

export function wireMessage(pieces: readonly Buffer[]): WireMessage {
  return { pieces, bytes: pieces.reduce((sum, piece) => sum + piece.length, 0) };
}
