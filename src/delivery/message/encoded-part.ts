/** One body part, encoded once, with open slots. */
export interface EncodedPart {
  readonly encoding: 'quoted-printable' | 'base64';
  /** Length of what all readers share. */
  readonly bytes: number;
  /** Adds the part of one reader to a message: shared pieces as they are, and small ones made of `values`, one for each slot in order. */
  pour(values: readonly Buffer[], into: Buffer[]): void;
}
