import { z } from 'zod';

const idSchema = z.object({ id: z.string() });
const articleSchema = z.object({
  id: z.string(),
  title: z.string(),
  revision: z.object({ extractedWith: z.string().nullable() }),
});
const shiftSchema = z.object({
  id: z.string(),
  status: z.string(),
  claim: z.object({ kind: z.string(), actor: z.object({ name: z.string() }), confidence: z.number() }),
});
const shiftPage = z.object({ items: z.array(shiftSchema) });
const outcomesSchema = z.object({ outcomes: z.array(z.object({ id: z.string(), outcome: z.string() })) });
const editionSchema = z.object({ id: z.string(), number: z.number(), version: z.number() });
const sentSchema = z.object({ frozenCount: z.number() });
const runSchema = z.object({
  state: z.string(),
  outcome: z.string().nullable(),
  frozenCount: z.number(),
  counts: z.record(z.string(), z.number()),
  pausedReason: z.string().nullable(),
});

export type DemoArticle = z.infer<typeof articleSchema>;
export type DemoShift = z.infer<typeof shiftSchema>;
export type DemoRun = z.infer<typeof runSchema>;
export type NewArticle = {
  title: string;
  text: string;
  language?: string | undefined;
  publisher?: string | undefined;
  publishedAt?: string | undefined;
  sourceUrl?: string | undefined;
};
export type NewReader = { email: string; name: string; locale: string; timeZone: string };

/** The admin API as the demo's editor uses it: the same doors that everybody has. */
export class AdminClient {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  async addReader(reader: NewReader): Promise<'there' | 'gone'> {
    const { status } = await this.call('POST', 'subscribers', reader, [200, 201, 409]);
    return status === 409 ? 'gone' : 'there';
  }

  async addArticle(article: NewArticle): Promise<DemoArticle> {
    return articleSchema.parse((await this.call('POST', 'articles', article, [200, 201])).body);
  }

  async article(id: string): Promise<DemoArticle> {
    return articleSchema.parse((await this.call('GET', `articles/${id}`)).body);
  }

  async shifts(articleId: string): Promise<DemoShift[]> {
    return shiftPage.parse((await this.call('GET', `shifts?articleId=${articleId}&limit=200`)).body).items;
  }

  async confirm(ids: string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const { outcomes } = outcomesSchema.parse((await this.call('POST', 'shifts/confirm', { ids })).body);
    return outcomes.filter(({ outcome }) => outcome === 'confirmed').map(({ id }) => id);
  }

  async compose(title: string, shiftIds: string[]): Promise<z.infer<typeof editionSchema>> {
    const items = shiftIds.map((shiftId) => ({ shiftId }));
    return editionSchema.parse((await this.call('POST', 'editions', { title, items }, [201])).body);
  }

  async approve(edition: { id: string; version: number }): Promise<void> {
    await this.call('POST', `editions/${edition.id}/approve`, { version: edition.version });
  }

  async send(editionId: string): Promise<number> {
    const { body } = await this.call('POST', `editions/${editionId}/send`, {}, [202], {
      'Idempotency-Key': `demo-${editionId}`,
    });
    return sentSchema.parse(body).frozenCount;
  }

  async run(editionId: string): Promise<DemoRun> {
    return runSchema.parse((await this.call('GET', `runs/${editionId}`)).body);
  }

  private async call(
    method: string,
    path: string,
    body?: object,
    expected: number[] = [200],
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.baseUrl}/api/admin/${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    if (!expected.includes(response.status))
      throw new Error(`${method} /api/admin/${path} answered ${response.status}: ${text.slice(0, 500)}`);
    const parsed: unknown = text === '' ? null : JSON.parse(text);
    if (response.status === 201 && !idSchema.safeParse(parsed).success)
      throw new Error(`${method} /api/admin/${path} gave no id`);
    return { status: response.status, body: parsed };
  }
}
