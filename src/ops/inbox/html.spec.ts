import { Html, html } from './html.js';

describe('markup', () => {
  it('escapes values, in text and in attributes', () => {
    expect(html`<a title="${`" onload='x'`}">${'<b>&'}</a>`.text).toBe(
      '<a title="&quot; onload=&#39;x&#39;">&lt;b&gt;&amp;</a>',
    );
  });

  it('keeps what is markup already, lists of it, and leaves out what is not there', () => {
    const item = (text: string) => html`<li>${text}</li>`;
    expect(
      html`<ul>
        ${['a', '<'].map(item)}${undefined}${new Html('<hr>')}
      </ul>`.text,
    ).toBe('<ul><li>a</li><li>&lt;</li><hr></ul>');
  });
});
