import type { HandOffFailure } from '#src/domain/delivery/verdict.js';

export type Envelope = { from: string; to: string };

/**
 * Asked between the relay's 354 and the first byte of the body: whether the body may be sent. It writes the hand-off into the ledger, so
 * that a crash after it is known to have been in flight. `false`, or an error: not one byte of the body leaves.
 */
export type Fence = () => Promise<boolean>;

export type HandOff =
  | { outcome: 'accepted'; code: number; reply: string }
  | { outcome: 'refused-by-fence' }
  | ({ outcome: 'failed' } & HandOffFailure);

/** One line to a relay. Not for two messages at a time. */
export interface TransportConnection {
  send(envelope: Envelope, message: Buffer, fence: Fence): Promise<HandOff>;
  /** False once the line may not be used for another message. */
  readonly isUsable: boolean;
  /** Says goodbye and closes. */
  close(): void;
}

/** Where messages go. Opening may fail with a {@link HandOffFailure} of phase connect or auth. */
export abstract class Transport {
  /** Host name of the relay, for the ledger. */
  abstract readonly relay: string;
  abstract open(): Promise<TransportConnection | HandOffFailure>;
}
