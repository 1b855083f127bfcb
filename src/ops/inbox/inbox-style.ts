/** The whole look of the inbox, served at `/inbox.css`. */
export const INBOX_STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1d2430; --muted: #5d6675; --paper: #ffffff; --wash: #f4f5f7; --line: #e2e5ea; --accent: #0b5c56;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ee; --muted: #9aa3b2; --paper: #171b21; --wash: #10141a; --line: #2a313b; --accent: #6fd0c4; }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--wash); color: var(--ink);
  font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
header, main { max-width: 960px; margin: 0 auto; padding: 20px; }
header { display: flex; align-items: baseline; gap: 12px; padding-bottom: 0; }
h1 { font-size: 20px; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 15px; margin: 20px 0 8px; }
.muted { color: var(--muted); }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.empty { padding: 48px 20px; text-align: center; }
.list { list-style: none; margin: 0; padding: 0; }
.list li + li { border-top: 1px solid var(--line); }
.list a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 20px; padding: 12px 20px; color: inherit; }
.list a:hover { background: var(--wash); text-decoration: none; }
.list a:focus-visible { outline-offset: -2px; }
.list .subject { font-weight: 600; }
.list span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list .side { text-align: right; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 0; padding: 14px 20px; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
details { border-top: 1px solid var(--line); }
summary { padding: 10px 20px; cursor: pointer; color: var(--muted); }
details dl { padding-top: 0; font-size: 13px; }
iframe { display: block; width: 100%; height: 78vh; min-height: 320px; border: 0; background: #fff; }
pre {
  margin: 0; padding: 14px 20px; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 13px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
}
@media (max-width: 560px) {
  header, main { padding: 14px; }
  header { padding-bottom: 0; flex-wrap: wrap; }
  .list a { padding: 10px 14px; }
  .list .subject { grid-column: 1 / -1; white-space: normal; }
  .list .side { order: 1; font-size: 13px; }
  .list .side.muted { display: none; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; padding: 12px 14px; }
  dd { margin-bottom: 6px; }
}
`;
