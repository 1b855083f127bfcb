import { createHash } from 'node:crypto';

/** Works out the nonce of a challenge, as the script of the page does. */
export function solve(challenge: string, bits: number): string {
  for (let nonce = 0; ; nonce += 1) {
    const digest = createHash('sha256').update(`${challenge}.${nonce}`).digest();
    if (Math.clz32(digest.readUInt32BE(0)) >= bits) return String(nonce);
  }
}

/** A number that solves nothing. */
export function fail(challenge: string, bits: number): string {
  for (let nonce = 0; ; nonce += 1) {
    const digest = createHash('sha256').update(`${challenge}.${nonce}`).digest();
    if (Math.clz32(digest.readUInt32BE(0)) < bits) return String(nonce);
  }
}
