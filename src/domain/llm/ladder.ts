/** Ways to make a model answer in JSON, the strictest first. Providers differ, and some take a parameter and ignore it. */
export const RUNGS = ['json_schema', 'tool', 'json_object', 'disabled'] as const;
export type Rung = (typeof RUNGS)[number];

export type JsonSchema = Record<string, unknown>;
export type Ask = { model: string; system: string; user: string; name: string; schema: JsonSchema; maxTokens: number };

/** The next weaker way; `disabled` stays. */
export function rungBelow(rung: Rung): Rung {
  return RUNGS[RUNGS.indexOf(rung) + 1] ?? 'disabled';
}

/** The body of a chat request (OpenAI's chat completions, which the others copy) for one way of asking. */
export function requestBody(
  rung: Rung,
  { model, system, user, name, schema, maxTokens }: Ask,
): Record<string, unknown> {
  const ask = (words: string) => ({
    model,
    temperature: 0,
    max_tokens: maxTokens,
    messages: [
      { role: 'system', content: words },
      { role: 'user', content: user },
    ],
  });
  switch (rung) {
    case 'json_schema':
      return { ...ask(system), response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } };
    case 'tool':
      return {
        ...ask(system),
        tools: [{ type: 'function', function: { name, description: 'The answer.', parameters: schema } }],
        tool_choice: { type: 'function', function: { name } },
      };
    case 'json_object':
    case 'disabled':
      return {
        ...ask(
          `${system}\nAnswer with one JSON object of this JSON Schema and nothing else:\n${JSON.stringify(schema)}`,
        ),
        response_format: { type: 'json_object' },
      };
  }
}
