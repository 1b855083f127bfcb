import { escapeMarkup } from '#src/domain/text/escape-markup.js';

/** Text that is markup already. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | Html[] | undefined;

/** A template whose values are escaped unless they are {@link Html}; `undefined` is left out. */
export function markup(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(strings.reduce((text, string, index) => text + write(pieces[index - 1]) + string));
}

function write(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map((part) => part.text).join('');
  return escapeMarkup(String(piece));
}
