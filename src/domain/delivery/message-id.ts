/** `<d.{delivery id}@{domain}>`: the same on every attempt, so that a receiver may drop a second copy, and a bounce names its delivery. */
export function messageId(deliveryId: string, domain: string): string {
  return `<d.${deliveryId}@${domain}>`;
}

/** `<t.{mail id}@{domain}>`, likewise: a mail that is resent in doubt is recognised as the same. */
export function transactionalMessageId(mailId: string, domain: string): string {
  return `<t.${mailId}@${domain}>`;
}

/** The delivery that a Message-ID of ours names, with or without its brackets; undefined for any other. */
export function deliveryOf(id: string): string | undefined {
  return /^<?d\.([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})@[^@<>\s]+>?$/.exec(
    id.trim(),
  )?.[1];
}

/**
 * What a Message-ID that somebody quotes says: the delivery it names, if it is one's, and whether it is another system's altogether (a single
 * mail of ours is not foreign, yet names no delivery). Null says nothing.
 */
export function referenceOf(id: string | null): { deliveryId: string | null; isForeign: boolean } {
  if (id === null || id.trim() === '') return { deliveryId: null, isForeign: false };
  const deliveryId = deliveryOf(id) ?? null;
  return { deliveryId, isForeign: deliveryId === null && !/^<?t\.[0-9a-f-]{36}@/.test(id.trim()) };
}
