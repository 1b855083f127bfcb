import { ArticlesApiModule } from '#src/articles/index.js';
import { ShiftsApiModule, ShiftsWorkerModule } from '#src/shifts/index.js';
import { ModelDriver } from '#src/shifts/llm/model-driver.js';
import { anApiApp } from '../../support/api-app.js';
import { anEditor } from '../../support/editorial.js';
import { aFakeLlm } from '../../support/fake-llm.js';

const apps = [ArticlesApiModule, ShiftsApiModule, ShiftsWorkerModule];

test('a model that is configured but off is never asked', async () => {
  const fake = await aFakeLlm();
  const api = await anApiApp(apps, { LLM_BASE_URL: fake.url, LLM_MODEL: 'm' });
  await anEditor(api).addArticle();
  await api.app.get(ModelDriver).work();
  expect(fake.requests).toEqual([]);
  await api.close();
  await fake.close();
});

test('a model that hangs holds up neither the rules nor the shutdown', async () => {
  const fake = await aFakeLlm();
  fake.behave = () => undefined;
  const settings = { EXTRACTION_MODEL: 'llm', LLM_BASE_URL: fake.url, LLM_MODEL: 'm', LLM_TIMEOUT_SECONDS: '60' };
  const api = await anApiApp(apps, settings);
  const editor = anEditor(api);
  const { id } = await editor.addArticle();
  const proposals = async () => (await editor.get(`shifts?articleId=${id}`).expect(200)).body.items.length as number;
  for (let tries = 0; tries < 100 && (await proposals()) === 0; tries += 1) await pause(100);
  expect(await proposals()).toBeGreaterThan(0);
  const looking = api.app.get(ModelDriver).work();
  for (let tries = 0; tries < 100 && fake.questions().length === 0; tries += 1) await pause(100);
  expect(fake.questions()).toHaveLength(1);
  const began = Date.now();
  await api.close();
  await looking;
  expect(Date.now() - began).toBeLessThan(10_000);
  await fake.close();
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
