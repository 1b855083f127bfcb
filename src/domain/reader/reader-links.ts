/** The addresses of a reader's own pages, as they stand in a mail. A token names the person; no address is ever part of a URL. */
export const READER_PATHS = {
  unsubscribe: 'u',
  preferences: 'p',
  confirm: 'c',
  move: 'a',
  leaveReason: 'w',
  click: 'l',
  open: 'o',
} as const;

/** `GET` shows a page, `POST` leaves at once (RFC 8058): the same URL stands in the footer and in List-Unsubscribe. */
export function unsubscribeUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/${READER_PATHS.unsubscribe}/${token}`;
}

export function preferencesUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/${READER_PATHS.preferences}/${token}`;
}

/** `GET` shows a page with a button, `POST` confirms a subscription that was asked for. */
export function confirmUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/${READER_PATHS.confirm}/${token}`;
}

/** The same for one side of a change of address. */
export function moveUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/${READER_PATHS.move}/${token}`;
}

/** `GET` shows the question why a reader has left, `POST` takes the answer. It stands on our own pages only, never in a mail. */
export function leaveReasonUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/${READER_PATHS.leaveReason}/${token}`;
}

/** Leads on to a link of a mail whose reader allows tracking. */
export function clickUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/${READER_PATHS.click}/${token}`;
}

/** The picture of such a mail. Some programs load only what is named like one. */
export function openUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/${READER_PATHS.open}/${token}.gif`;
}
