/** The report's style sheet: inline, system fonts, light and dark, and a print form without colour backgrounds. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbf9f4; --card: #ffffff; --ink: #26221b; --soft: #6f675a; --faint: #a49b8b; --line: #e9e3d6;
  --honey: #b87503; --honey-soft: #fbefd2; --honey-fill: #e5a21a;
  --good: #3c7a4b; --bad: #b3392c; --bad-soft: #fbe9e6;
  --moved: #e5a21a; --set-aside: #c2543f; --kept: #8d8574; --left: #d8d0c0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171512; --card: #1f1c18; --ink: #ece6da; --soft: #a79e8e; --faint: #766e61; --line: #332e27;
    --honey: #f0b23c; --honey-soft: #33290f; --honey-fill: #d9981a;
    --good: #7fbf8e; --bad: #ef8473; --bad-soft: #3a1f1b;
    --moved: #d9981a; --set-aside: #d5705c; --kept: #8d8574; --left: #453f36;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  -webkit-font-smoothing: antialiased;
}
main { max-width: 68rem; margin: 0 auto; padding: 3.5rem 2rem 5rem; }
.brand { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .6rem; color: var(--soft); font-size: .875rem; }
.brand svg { flex: none; width: 1.35rem; height: 1.35rem; fill: none; stroke: var(--honey); stroke-width: 2; stroke-linejoin: round; }
.brand .cell { fill: var(--honey-fill); stroke: none; }
h1 { font-size: 2.5rem; line-height: 1.15; letter-spacing: -.022em; font-weight: 620; margin: 1.75rem 0 .75rem; text-wrap: balance; }
h1 .of { color: var(--soft); font-weight: 420; }
.lead { font-size: 1.0625rem; color: var(--soft); max-width: 46rem; margin: 0; text-wrap: pretty; }
h2 { font-size: 1.1875rem; letter-spacing: -.01em; font-weight: 620; margin: 3.25rem 0 .25rem; }
.note { color: var(--soft); margin: 0 0 1rem; max-width: 46rem; }
.status { white-space: nowrap; margin-left: auto; padding: .1rem .7rem; border-radius: 1rem; font-size: .8125rem; font-weight: 560;
  background: var(--honey-soft); color: var(--honey); }
.status.bad { background: var(--bad-soft); color: var(--bad); }
.places { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1rem; margin-top: 2rem; }
.place { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.1rem 1.25rem; }
.place h3 { margin: 0 0 .35rem; font-size: .8125rem; font-weight: 560; color: var(--soft); }
.place p { margin: .4rem 0 0; color: var(--soft); font-size: .875rem; }
.failure { background: var(--bad-soft); border-radius: .75rem; padding: 1.1rem 1.25rem; margin-top: 2rem; }
.failure p { margin: .35rem 0 0; }
.failure p:first-child { margin: 0; color: var(--bad); font-weight: 560; }
code, .path { font: .84em/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.place .path { font-size: .875rem; color: var(--ink); }
.command { display: block; background: var(--honey-soft); border-radius: .4rem; padding: .4rem .6rem; color: var(--ink); }
.bar { display: flex; height: .6rem; border-radius: .3rem; overflow: hidden; background: var(--line); margin: 1.25rem 0 .6rem; gap: 1px; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; color: var(--soft); font-size: .875rem; }
.legend i { display: inline-block; width: .6rem; height: .6rem; border-radius: .15rem; margin-right: .45rem; }
.moved { background: var(--moved); } .set-aside { background: var(--set-aside); }
.kept { background: var(--kept); } .left { background: var(--left); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums lining-nums; }
th { text-align: left; font-weight: 500; color: var(--soft); border-bottom: 1px solid var(--line); padding: .5rem .75rem .5rem 0; vertical-align: bottom; white-space: nowrap; }
td { border-bottom: 1px solid var(--line); padding: .45rem .75rem .45rem 0; vertical-align: top; overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 0; }
th.number, td.number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
td.name { font-weight: 520; min-width: 11rem; overflow-wrap: anywhere; }
td.zero { color: var(--faint); }
td.soft { color: var(--soft); }
tfoot td { border-bottom: 0; border-top: 2px solid var(--soft); font-weight: 620; }
.mark { display: inline-block; width: 1.25rem; font-weight: 700; }
.mark.good { color: var(--good); } .mark.bad { color: var(--bad); }
.timings td.meter { width: 55%; vertical-align: middle; }
.meter i { display: block; height: .5rem; border-radius: .25rem; background: var(--honey-fill); min-width: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.75rem; margin: 0; font-size: .875rem; font-variant-numeric: tabular-nums; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--faint); font-size: .8125rem; }
@media (max-width: 40rem) { main { padding: 2rem 1.1rem 3rem; } h1 { font-size: 1.9rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --faint: #777; --line: #ccc; --honey: #8a5a00; --honey-soft: #fff; --bad-soft: #fff; --good: #205c30; --bad: #8f1d10;
    --honey-fill: #e5a21a; --moved: #e5a21a; --set-aside: #c2543f; --kept: #8d8574; --left: #d8d0c0; color-scheme: light; }
  @page { margin: 18mm 16mm; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; } h1 { font-size: 20pt; margin-top: 1rem; } h2 { margin-top: 1.75rem; break-after: avoid; }
  .note { break-after: avoid; } tr, .place, .failure { break-inside: avoid; } thead { display: table-header-group; } tfoot { display: table-row-group; }
  .bar, .meter i, .legend i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .failure, .command, .status { border: 1px solid var(--line); } .scroll { overflow: visible; }
}
`
