import { analyse } from 'chardet';

const SAMPLE_BYTES = 32_768;

/** The likeliest charset by statistics, with how sure it is in percent. The last resort of `decodeBytes`. */
export function guessCharset(bytes: Uint8Array): { charset: string; confidence: number } | undefined {
  const [best] = analyse(bytes.subarray(0, SAMPLE_BYTES));
  return best === undefined ? undefined : { charset: best.name, confidence: best.confidence };
}
