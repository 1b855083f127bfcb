import { HAN_PLACES, LATIN_PLACES } from '../actors/places.data.js';
import type { Span } from '../../text/block.js';

const HAN = new RegExp(HAN_PLACES, 'gu');
const LATIN = new RegExp(`\\b(?:${LATIN_PLACES})\\b`, 'gu');

/** Every country, region and city that a text names. */
export function findPlaces(folded: string, script: 'han' | 'latin'): Span[] {
  return [...folded.matchAll(script === 'han' ? HAN : LATIN)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
