import { BLOCK_MARK, insertBlocks, MjmlCompiler } from './mjml-compiler.js';

const page = (body: string) => `<mjml lang="en"><mj-body>${body}</mj-body></mjml>`;
const section = (text: string) => `<mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section>`;

test('compiles equal blocks once', async () => {
  const compiler = new MjmlCompiler();
  const compile = jest.spyOn(compiler, 'document');
  const block = page(BLOCK_MARK + section('one') + BLOCK_MARK);
  const [first, second] = await Promise.all([compiler.block(block), compiler.block(block)]);
  expect(first).toBe(second);
  expect(first).toContain('one');
  expect(first).not.toContain('<body');
  expect(compile).toHaveBeenCalledTimes(1);
});

test('joins a shell and its blocks, and copies replacement patterns literally', async () => {
  const shell = await new MjmlCompiler().document(page(section('start') + BLOCK_MARK + section('bottom')));
  const html = insertBlocks(shell, ['<p>$& $1</p>']);
  expect(html.indexOf('start')).toBeLessThan(html.indexOf('<p>$& $1</p>'));
  expect(html.indexOf('<p>$& $1</p>')).toBeLessThan(html.indexOf('bottom'));
});

test('throws on a fault in a template, and forgets it', async () => {
  const compiler = new MjmlCompiler();
  const broken = page(`${BLOCK_MARK}<mj-nothing />${BLOCK_MARK}`);
  await expect(compiler.block(broken)).rejects.toThrow();
  await expect(compiler.block(broken)).rejects.toThrow();
});
