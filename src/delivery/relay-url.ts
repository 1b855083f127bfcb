/** The URL of a relay asks for something that does not exist. The message never holds the URL, since that holds a password. */
export class RelayUrlError extends Error {
  readonly code = 'delivery.relay-url';
}

/** The error of `new URL` would hold the whole text. */
export function relayUrlOf(text: string): URL {
  if (!URL.canParse(text))
    throw new RelayUrlError('the URL of a relay is no URL; its user and password are percent-encoded');
  return new URL(text);
}
