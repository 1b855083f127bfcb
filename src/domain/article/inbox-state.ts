/** Where an article stands with the editors. Stored words. */
export const INBOX_STATES = ['new', 'kept', 'dismissed'] as const;
export type InboxState = (typeof INBOX_STATES)[number];
