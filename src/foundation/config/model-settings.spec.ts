import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './config.js';

const folder = () => mkdtempSync(join(tmpdir(), 'tradewind-config-'));

describe('the settings of the language model', () => {
  it('are off when nobody says otherwise', () => {
    expect(loadConfig({ DATA_DIR: folder() })).toMatchObject({ EXTRACTION_MODEL: 'none', TRANSLATION: 'none' });
  });

  it.each(['EXTRACTION_MODEL', 'TRANSLATION'])('need an address and a model once %s is llm', (name) => {
    const attempt = () => loadConfig({ DATA_DIR: folder(), [name]: 'llm' });
    expect(attempt).toThrow(new RegExp(`LLM_BASE_URL: required when ${name}[\\s\\S]*LLM_MODEL: required`));
    const set = { LLM_BASE_URL: 'http://127.0.0.1:11434/v1', LLM_MODEL: 'qwen3:8b' };
    expect(loadConfig({ DATA_DIR: folder(), [name]: 'llm', ...set })).toMatchObject(set);
  });

  it('take the key from a file, and refuse other schemes', () => {
    const file = join(folder(), 'key');
    writeFileSync(file, 'sk-secret\n');
    expect(loadConfig({ DATA_DIR: folder(), LLM_API_KEY_FILE: file }).LLM_API_KEY).toBe('sk-secret');
    expect(() => loadConfig({ DATA_DIR: folder(), LLM_BASE_URL: 'file:///etc/passwd' })).toThrow(/LLM_BASE_URL/);
  });
});
