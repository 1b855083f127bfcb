import { AppError } from '#src/foundation/http/app-error.js';

/** The version of an If-Match header (RFC 9110 §13.1.1), as `"3"` or `3`; undefined without one and for `*`. 400 for anything else. */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const [, version] = /^"?(\d{1,9})"?$/.exec(header.trim()) ?? [];
  if (version !== undefined) return Number(version);
  throw new AppError(400, 'request.invalid', 'If-Match: one version, in quotes', {
    errors: [{ field: 'If-Match', message: 'must be one version, in quotes' }],
  });
}
