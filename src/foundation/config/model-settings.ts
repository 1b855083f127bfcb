import { z } from 'zod';

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

/** Settings of the optional language model; all of it is off unless EXTRACTION_MODEL or TRANSLATION says otherwise. */
export const modelSettings = {
  EXTRACTION_MODEL: z
    .enum(['none', 'llm'])
    .default('none')
    .describe(
      'Whether a language model looks for shifts beside the rules (docs/language-models.md). What it finds is checked against the article and only proposed.',
    ),
  TRANSLATION: z
    .enum(['none', 'llm'])
    .default('none')
    .describe(
      'Whether a language model translates headlines and impacts that editors left in one language. Readers see them marked as machine translation.',
    ),
  LLM_BASE_URL: z
    .url()
    .refine((value) => /^https?:/.test(value), { message: 'must start with http:// or https://' })
    .optional()
    .describe(
      'Address of an OpenAI-compatible API, e.g. http://127.0.0.1:11434/v1 or https://api.example.com/v1. Texts of articles are sent there.',
    ),
  LLM_API_KEY: z.string().min(1).optional().describe('Its key, sent as a bearer token.').meta({ secret: true }),
  LLM_MODEL: z
    .string()
    .regex(/^[\w./:@-]{1,100}$/, 'must be the name of a model')
    .optional()
    .describe('Its model. Proposals and their acceptance are counted per model.'),
  LLM_TIMEOUT_SECONDS: count(60).describe('Longest wait for one answer of the model, whatever trickles in.'),
  LLM_DAILY_CALLS: count(500).describe(
    'Most requests to the model in a day (UTC); what is left over waits for the next.',
  ),
};

export function modelContradictions(raw: {
  EXTRACTION_MODEL: string;
  TRANSLATION: string;
  LLM_BASE_URL?: string | undefined;
  LLM_MODEL?: string | undefined;
}): string[] {
  const asking = (['EXTRACTION_MODEL', 'TRANSLATION'] as const).filter((name) => raw[name] === 'llm');
  if (asking.length === 0) return [];
  return (['LLM_BASE_URL', 'LLM_MODEL'] as const)
    .filter((name) => raw[name] === undefined)
    .map((name) => `${name}: required when ${asking.join(' or ')} is llm`);
}
