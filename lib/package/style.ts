/** The look of a package: the tokens of the portal's pages, the reader's own fonts, no picture from anywhere. */
export const style = `:root {
  --ink: #16211d; --soft: #55625c; --line: #d8dfd9; --edge: #6b776f; --wash: #f4f7f4; --paper: #fff; --act: #0a5a48; --focus: #ffbf3f;
  --gone: #9b1c1c; --gone-wash: #fdf1f0; --stay: #7a4b00; --stay-wash: #fff6e2; --lock: #4a3a8a; --lock-wash: #f3f1fb;
  --done: #0a5a48; --done-wash: #e9f5f0;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #eaf1ec; --soft: #aab7af; --line: #33413a; --edge: #8b988f; --wash: #18211d; --paper: #101714; --act: #6fd3b4;
    --gone: #ffb4ab; --gone-wash: #3a1714; --stay: #ffd58a; --stay-wash: #33270f; --lock: #c9bcff; --lock-wash: #261f43;
    --done: #8fe0c4; --done-wash: #12302a;
  }
}
@media (prefers-contrast: more) {
  :root { --soft: var(--ink); --line: var(--ink); --edge: var(--ink); --wash: var(--paper); }
}
* { box-sizing: border-box; }
html { font: 400 1.0625rem/1.55 Inter, system-ui, sans-serif; color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%; }
body { margin: 0; overflow-wrap: break-word; }
header { border-block-end: 1px solid var(--line); background: var(--wash); }
header ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0 auto; padding: .4rem 1.25rem; max-width: 66rem; list-style: none; }
header li { margin: 0; }
header a { display: inline-block; padding: .4rem 0; }
header a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; border-block-end: 3px solid var(--act); }
main { max-width: 66rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
main:focus { outline: none; }
h1 { margin: 0 0 1rem; font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; }
h2 { margin: 2.75rem 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
h3 { margin: 2rem 0 .4rem; font-size: 1.0625rem; }
p, ul, ol { max-width: 42rem; margin: 0 0 1rem; }
ul, ol { padding-inline-start: 1.25rem; }
li { margin-block-end: .25rem; }
a { color: var(--act); text-underline-offset: .15em; }
dd ul { margin: 0; }
.lead { font-size: 1.2rem; line-height: 1.5; }
.soft { color: var(--soft); }
.sender { margin-block-end: 2rem; color: var(--soft); font-size: .9375rem; }
.sender b { color: var(--ink); }
.note { padding: .6rem .9rem; background: var(--stay-wash); color: var(--stay); border-inline-start: 4px solid var(--stay); }
.skip { position: absolute; inset-inline-start: -100vw; padding: .6rem 1rem; background: var(--act); color: var(--paper); }
.skip:focus { inset-inline-start: .5rem; inset-block-start: .5rem; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; box-shadow: 0 0 0 3px var(--ink); }
dl { margin: 0 0 1.25rem; border-block-start: 1px solid var(--line); }
dl div { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: .25rem 1.5rem; padding: .55rem 0; border-block-end: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; }
.wide { overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
.wide table { min-inline-size: 100%; }
.block { content-visibility: auto; contain-intrinsic-block-size: auto 250rem; overflow-clip-margin: .25rem; }
.wide > .block { inline-size: max-content; min-inline-size: 100%; }
.small { inline-size: 100%; margin: 0 0 1.5rem; }
.whole { white-space: nowrap; }
caption { padding-block-end: .3rem; text-align: start; color: var(--soft); }
th, td { padding-block: .45rem; padding-inline: 0 .9rem; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: break-word; unicode-bidi: plaintext; }
thead th { border-block-end-color: var(--edge); color: var(--soft); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 400; }
.rows td { min-inline-size: 5rem; max-inline-size: 28rem; white-space: pre-line; }
.rows tbody th { color: var(--soft); }
.card { inline-size: 100%; max-inline-size: 60rem; margin: 0 0 1.5rem; table-layout: fixed; }
.card caption { font-weight: 600; color: var(--ink); }
.card th { inline-size: 13rem; color: var(--soft); }
.card td { white-space: pre-line; }
tr:target, table:target, mark { background: var(--stay-wash); color: var(--ink); outline: 2px solid var(--stay); }
mark { outline-width: 1px; }
.pages ul, .jump { display: flex; flex-wrap: wrap; gap: .25rem .25rem; padding: 0; max-width: none; list-style: none; }
.pages li, .jump li { margin: 0; }
.pages a, .pages span, .jump a { display: inline-block; min-inline-size: 2.5rem; padding: .3rem .6rem; border: 1px solid var(--line); border-radius: 6px; text-align: center; }
.pages [aria-current] { background: var(--ink); color: var(--paper); border-color: var(--ink); text-decoration: none; }
.pages .gap { border-color: transparent; min-inline-size: 0; padding-inline: 0; }
summary { padding: .4rem 0; cursor: pointer; color: var(--act); }
figure { margin: 0 0 1.5rem; max-width: 60rem; break-inside: avoid; }
svg { display: block; overflow: visible; direction: ltr; }
svg text { unicode-bidi: plaintext; font: 400 12px Inter, system-ui, sans-serif; fill: var(--ink); }
svg .soft { fill: var(--soft); }
.broad { inline-size: 100%; block-size: auto; }
.narrow { display: none; }
.narrow text, .chart text { font-size: 13px; }
.grid { stroke: var(--line); }
.floor { stroke: var(--ink); }
.unknown { stroke: var(--soft); stroke-dasharray: 2 5; }
.today { stroke: var(--act); stroke-width: 2; }
svg .todayLabel { fill: var(--act); font-weight: 600; }
.stay { fill: var(--stay-wash); stroke: var(--stay); }
.lock { fill: var(--lock-wash); stroke: var(--lock); }
.full { fill: var(--act); }
form { max-width: 42rem; }
form label { display: block; margin-block-end: .25rem; font-weight: 600; }
form p { margin-block-end: 1.25rem; }
input, select, button { font: inherit; color: inherit; }
input, select { inline-size: 100%; padding: .55rem .7rem; border: 1px solid var(--edge); border-radius: 6px; background: var(--paper); }
button { padding: .55rem 1.2rem; border: 1px solid var(--act); border-radius: 6px; background: var(--act); color: var(--paper); font-weight: 600; cursor: pointer; }
button.second { background: none; color: var(--act); }
progress { inline-size: 100%; max-inline-size: 42rem; accent-color: var(--act); }
.hits { padding: 0; max-width: 52rem; list-style: none; }
.hits li { padding: .7rem 0; border-block-end: 1px solid var(--line); }
.hits span { display: block; unicode-bidi: plaintext; }
[hidden] { display: none; }
@media (max-width: 60rem) { .broad { display: none; } .narrow { display: block; } }
@media (max-width: 40rem) {
  h1 { font-size: 1.6rem; }
  main { padding: 1.5rem 1rem 3rem; }
  dl div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .card th { inline-size: 8rem; }
  .seldom { display: none; }
}
@media screen and (max-width: 40rem) {
  .small, .small tbody, .small tr, .small td, .small tbody th { display: block; }
  .small thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  .small tr { padding: .5rem 0; border-block-end: 1px solid var(--line); }
  .small td, .small tbody th { padding: .1rem 0; border: 0; }
  .small td { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .75rem; }
  .small td::before { content: attr(data-head); color: var(--soft); }
}
@media (forced-colors: active) {
  svg text, svg .soft, svg .todayLabel { fill: CanvasText; }
  .grid { stroke: GrayText; } .unknown, .floor, .today { stroke: CanvasText; }
  .stay, .lock { fill: Canvas; stroke: CanvasText; } .full { fill: CanvasText; }
  .note, .pages [aria-current] { border-color: CanvasText; }
}
@media print {
  :root {
    --ink: #000; --soft: #444; --line: #bbb; --edge: #555; --paper: #fff; --wash: #fff; --act: #000; --stay: #000; --stay-wash: #fff; --lock: #000; --lock-wash: #ddd;
    color-scheme: light; font-size: 10pt;
  }
  @page { size: A4; margin: 18mm 16mm; }
  header, .skip, .pages, .jump, details, form, progress { display: none; }
  main { max-width: none; padding: 0; }
  .wide { overflow: visible; }
  .block { content-visibility: visible; }
  .wide > .block { inline-size: auto; }
  .broad { display: block; } .narrow { display: none; }
  h2, h3, caption { break-after: avoid; }
  tr, dl div, li { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;
