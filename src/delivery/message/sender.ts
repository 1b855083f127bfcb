export type Sender = { address: string; name: string; replyTo?: string | undefined };

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
