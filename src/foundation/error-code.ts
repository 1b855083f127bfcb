/** `code` of a system or driver error. Judged by shape, since an error may come from another realm (a VM, a worker) where `instanceof` lies. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
