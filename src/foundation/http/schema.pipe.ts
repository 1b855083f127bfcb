import { StandardSchemaValidationPipe } from '@nestjs/common';
import { AppError } from './app-error.js';

/** Validates every `@Body({ schema })`, `@Query({ schema })`, `@Param(name, { schema })`; a fault names its field. */
export function schemaPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new AppError(400, 'request.invalid', 'The request does not have the right form.', {
        errors: issues.map((issue) => ({
          field: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
          message: issue.message,
        })),
      }),
  });
}
