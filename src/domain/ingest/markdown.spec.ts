import { readMarkdown } from './markdown.js';

describe('a text in Markdown', () => {
  it('keeps its words and structure', () => {
    const source =
      '# 标题\n\n第一段\n接着。\n\n## 小节\n- 甲\n1. 乙\n> 引\n\n```\na < b\n```\n**重** *轻* `码` [链](https://one.example/a) ![图](x.png)';
    expect(readMarkdown(source)).toEqual({
      title: '标题',
      html: [
        '<p>第一段 接着。</p>',
        '<h2>小节</h2>',
        '<ul><li>甲</li></ul>',
        '<ul><li>乙</li></ul>',
        '<blockquote>引</blockquote>',
        '<pre>a &lt; b</pre>',
        '<p><strong>重</strong> <em>轻</em> <code>码</code> <a href="https://one.example/a">链</a> </p>',
      ].join('\n'),
    });
  });

  it('may name its title in front matter', () => {
    expect(readMarkdown('---\ntitle: "题"\ndate: 2026\n---\n# 另\n字')).toEqual({
      title: '题',
      html: '<h2>另</h2>\n<p>字</p>',
    });
  });

  it.each(['', '```\nopen', '*'.repeat(5_000), '['.repeat(5_000), `${'_*'.repeat(3_000)}a`, '# '])(
    'is read in no time, whatever it is',
    (source) => {
      const begun = performance.now();
      readMarkdown(source);
      expect(performance.now() - begun).toBeLessThan(500);
    },
  );

  it('makes no link of another scheme', () => {
    expect(readMarkdown('[a](javascript:alert(1))').html).not.toContain('<a');
  });
});
