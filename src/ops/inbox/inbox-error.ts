/** The development inbox cannot be served; the message is one line for a person. */
export class InboxError extends Error {
  readonly code = 'inbox.start';
}
