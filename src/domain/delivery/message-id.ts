/** `<d.{delivery id}@{domain}>`: the same on every attempt, so that a receiver may drop a second copy, and a bounce names its delivery. */
export function messageId(deliveryId: string, domain: string): string {
  return `<d.${deliveryId}@${domain}>`;
}
