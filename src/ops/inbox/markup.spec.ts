import { Html, markup } from './markup.js';

describe('markup', () => {
  it('escapes values, in text and in attributes', () => {
    expect(markup`<a title="${`" onload='x'`}">${'<b>&'}</a>`.text).toBe(
      '<a title="&quot; onload=&#39;x&#39;">&lt;b&gt;&amp;</a>',
    );
  });

  it('keeps what is markup already, lists of it, and leaves out what is not there', () => {
    const item = (text: string) => markup`<li>${text}</li>`;
    expect(markup`<ul>${['a', '<'].map(item)}${undefined}${new Html('<hr>')}</ul>`.text).toBe(
      '<ul><li>a</li><li>&lt;</li><hr></ul>',
    );
  });
});
