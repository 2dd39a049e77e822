/** The style sheet of the page. No `<`, `&` or `]]>` in it: the page is read as XML too. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1c2733; --soft: #52606d; --line: #d5dce3; --panel: #f5f7f9;
  --bar: #6d93ba; --band: #d4e2ef; --mark: #a03c00; --link: #0b5394;
  --pass: #14532d; --pass-back: #e9f5ed; --fail: #8c1d18; --fail-back: #fceeed; --inconclusive: #6b4700; --inconclusive-back: #fdf4de;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #13181e; --ink: #e4e9ee; --soft: #a9b5c0; --line: #38434e; --panel: #1b222a;
    --bar: #5079a3; --band: #26405a; --mark: #ffb27a; --link: #8ec5ff;
    --pass: #93ddad; --pass-back: #15291d; --fail: #ffb1aa; --fail-back: #331b1a; --inconclusive: #f3cf85; --inconclusive-back: #2e2614;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2rem 1.5rem 3rem; max-width: 60rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  overflow-wrap: anywhere; font-variant-numeric: tabular-nums;
}
h1, h2, h3 { line-height: 1.3; font-weight: 600; margin: 0; text-wrap: balance; }
h1 { font-size: 1.35rem; }
h2 { font-size: 1.15rem; }
h3 { font-size: 1.02rem; }
p, ul, dl, figure, pre { margin: 0.6rem 0 0; }
ul { padding-left: 1.2rem; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.9em; }
pre { padding: 0.8rem 1rem; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; }
.banner { padding: 1.2rem 1.4rem 1.3rem; border-left: 6px solid; border-radius: 6px; }
.banner.pass { border-color: var(--pass); background: var(--pass-back); }
.banner.fail { border-color: var(--fail); background: var(--fail-back); }
.banner.inconclusive { border-color: var(--inconclusive); background: var(--inconclusive-back); }
.banner h1 .verdict, .banner h2 .verdict { display: block; letter-spacing: 0.04em; }
.banner h1 .verdict { font-size: 1.7rem; }
.banner h1 .headline { display: block; margin-top: 0.15rem; }
.verdict { font-weight: 700; white-space: nowrap; }
.verdict.pass { color: var(--pass); }
.verdict.fail { color: var(--fail); }
.verdict.inconclusive { color: var(--inconclusive); }
nav, .part, footer { margin-top: 2.4rem; }
.gate { margin-top: 3.2rem; }
.gate .part { margin-top: 1.9rem; }
footer { padding-top: 1.2rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.9rem; }
footer h2 { font-size: 1rem; }
.scroll { margin-top: 0.9rem; overflow-x: auto; }
.scroll:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; min-width: 100%; font-size: 0.92rem; overflow-wrap: normal; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.35rem; }
caption span { display: block; position: sticky; left: 0; max-width: calc(100vw - 1.8rem); }
th, td { padding: 0.36rem 0.9rem 0.36rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); vertical-align: bottom; font-size: 0.86rem; }
tbody th, tfoot th { font-weight: 600; }
.text div { width: max-content; max-width: 22rem; overflow-wrap: anywhere; }
tfoot th, tfoot td { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
.aside, .more { color: var(--soft); font-weight: 400; font-size: 0.9em; }
.below { display: block; }
.mark { color: var(--mark); }
figcaption { color: var(--soft); font-size: 0.9rem; }
figcaption strong { color: var(--ink); }
.chart { display: block; width: 100%; height: auto; overflow: visible; }
.chart text { unicode-bidi: isolate; fill: var(--ink); }
.chart text[fill], .chart g[fill="var(--mark)"] text { fill: var(--mark); }
.chart.narrow { display: none; }
.courses { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem 2rem; }
.courses figure { max-width: 32rem; }
details { margin-top: 0.9rem; }
summary { cursor: pointer; color: var(--link); }
.facts { margin-top: 0.8rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 0.8rem 2.4rem; font-size: 0.92rem; }
.facts-title { font-weight: 600; margin: 0; }
.facts dl { margin: 0.2rem 0 0; }
.facts dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: 0.3rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; margin-left: auto; text-align: right; }
@media (max-width: 45rem) {
  body { padding: 0.9rem 0.9rem 2rem; }
  .banner { padding: 0.9rem 1rem 1rem; }
  .chart.wide { display: none; }
  .chart.narrow { display: block; }
  th, td { padding-right: 0.7rem; }
  .text div { max-width: 10.5rem; }
  tbody th.text div { max-width: 8rem; }
}
@page { margin: 16mm 14mm; }
@media print {
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  details:not([open]) { display: none; }
  .banner { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
  .text div { width: auto; min-width: 6.5rem; }
  .chart.wide { display: block; }
  .chart.narrow { display: none; }
  figure, tr, .banner, dl div, pre { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
