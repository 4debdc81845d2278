/** The look of the report as HTML: the tokens of the pages, lines instead of boxes, and how it is printed. */
export const style = `:root {
  --ink: #16211d; --soft: #55625c; --line: #d8dfd9; --wash: #f4f7f4; --paper: #ffffff; --act: #0a5a48;
  --stay: #7a4b00; --stay-wash: #fff6e2;
  color-scheme: light dark;
  font: 400 1.0625rem/1.55 "Inter Variable", Inter, system-ui, sans-serif;
  color: var(--ink); background: var(--paper);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #eaf1ec; --soft: #aab7af; --line: #33413a; --wash: #18211d; --paper: #101714; --act: #6fd3b4;
    --stay: #ffd58a; --stay-wash: #33270f;
  }
}
* { box-sizing: border-box; }
body { margin: 0; overflow-wrap: break-word; }
main, footer { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem; }
footer { padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; margin-bottom: 2rem; padding-bottom: 1rem; border-bottom: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
header img { height: 2.5rem; max-width: 12rem; object-fit: contain; }
header p { margin: 0; }
h1 { margin: 0 0 1rem; font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; }
h2 { margin: 2.75rem 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
p, ul, ol { max-width: 42rem; margin: 0 0 1rem; }
li { margin-bottom: .25rem; }
.lead { font-size: 1.2rem; line-height: 1.5; }
.note { color: var(--soft); font-size: .9375rem; }
.warning { padding: .6rem .9rem; background: var(--stay-wash); color: var(--stay); }
dl { margin: 0 0 1.25rem; border-top: 1px solid var(--line); }
dl div { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: .25rem 1.5rem; padding: .55rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; }
.line { list-style: none; padding: 0; border-inline-start: 2px solid var(--line); }
.line li { position: relative; margin: 0; padding-block: 0 .9rem; padding-inline: 1.1rem 0; }
.line li::before { content: ""; position: absolute; inset-inline-start: -6px; top: .5rem; width: 10px; height: 10px; border-radius: 50%; background: var(--act); }
.line span { color: var(--soft); font-size: .9375rem; }
table { width: 100%; margin: 0 0 1.25rem; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .4rem; text-align: start; color: var(--soft); }
th { padding-block: .5rem; padding-inline: 0 .75rem; border-bottom: 1px solid var(--ink); color: var(--soft); font-weight: 600; text-align: start; vertical-align: bottom; overflow-wrap: normal; }
td { padding-block: .55rem; padding-inline: 0 .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
pre { margin: 0 0 1rem; padding: .75rem 1rem; background: var(--wash); white-space: pre-wrap; font-size: .875rem; }
@media screen and (max-width: 48rem) {
  main, footer { padding: 1.5rem 1rem; }
  h1 { font-size: 1.6rem; }
  dl div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  table, caption, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: .6rem 0; border-top: 1px solid var(--line); }
  td { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .75rem; padding: .15rem 0; border: 0; }
  td::before { content: attr(data-head); color: var(--soft); }
  td.empty { display: none; }
}
@media print {
  :root {
    --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --act: #000; --stay: #000; --stay-wash: #fff; --wash: #fff;
    color-scheme: light; font-size: 10pt;
  }
  @page { size: A4; margin: 18mm 16mm; }
  main, footer { max-width: none; padding: 0; }
  h2, caption { break-after: avoid; }
  tr, dl div, li, pre { break-inside: avoid; }
  thead { display: table-header-group; }
  .warning { padding-block: 0; padding-inline: .75rem 0; border-inline-start: 2px solid #000; }
}
`;
