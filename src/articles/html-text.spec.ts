import { sanitiseArticle, textOfHtml } from './html-text.js';

describe('an article in HTML', () => {
  it('keeps its words, one line a paragraph', () => {
    const html =
      '<h1>标题</h1>\n<p>第一段，<b>重点</b>。<br>换行</p><ul><li>甲</li><li>乙 &amp; 丙</li></ul><div>Fish &lt; chips&nbsp;&quot;now&quot;</div>';
    expect(textOfHtml(sanitiseArticle(html))).toBe('标题\n第一段，重点。\n换行\n甲\n乙 & 丙\nFish < chips "now"');
  });

  it('keeps paragraphs apart that stand in blocks it does not keep', () => {
    const html = '<main><header>标题</header><dl><dt>甲</dt><dd>乙</dd></dl><nav>丙</nav>丁</main>';
    expect(textOfHtml(sanitiseArticle(html))).toBe('标题\n甲\n乙\n丙\n丁');
  });

  it('keeps its words when the page leaves out end tags', () => {
    const html = '<html><head><meta charset="utf-8"><title>页</title><script>1</script><p>第一段<p>第二段';
    expect(textOfHtml(sanitiseArticle(html))).toBe('第一段\n第二段');
  });

  it.each([
    ['a script', '<p>a<script>alert(1)</script></p>', '<p>a</p>'],
    ['an event', '<p onclick="x()">a</p>', '<p>a</p>'],
    ['an image', '<img src=x onerror=alert(1)>a', 'a'],
    ['a javascript link', '<a href="java\nscript:alert(1)">a</a>', '<a>a</a>'],
    ['a data link', '<a href="data:text/html,x">a</a>', '<a>a</a>'],
    ['a style', '<style>p{}</style><p style="color:red">a</p>', '<p>a</p>'],
    ['a frame', '<iframe src="https://x.example"></iframe>a', 'a'],
    ['an svg', '<svg><script>1</script><text>a</text></svg>', 'a'],
    ['an unclosed tag', '<p>a<b', '<p>a</p>'],
  ])('loses %s', (_, html, expected) => {
    expect(sanitiseArticle(html)).toBe(expected);
  });
});
