/**
 * An outcome that a person should see. `code` is stable and part of the API (`edition.not-approved`); `fields` name what is wrong where.
 */
export class AppError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 503,
    readonly code: string,
    message: string,
    readonly extra: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export class NotFoundError extends AppError {
  constructor(kind: string, id: string) {
    super(404, `${kind}.not-found`, `No ${kind} ${id}`);
  }
}
