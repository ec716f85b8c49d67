/** The look of the page. No font and no picture comes from anywhere. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --line: #e3e0d8; --ink: #1d2225; --soft: #59636b;
  --accent: #0b6b66; --track: #e6ebe8; --warn: #8a4b00; --warn-paper: #fff3dc; --bad: #a1242b; --bad-paper: #fdeceb;
  --good: #1c6a3a; --good-paper: #e7f4ea; --open: #d08a1d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --card: #1b2023; --line: #31383d; --ink: #e7e9ea; --soft: #a5afb6;
    --accent: #66c6be; --track: #2b3337; --warn: #f1bd68; --warn-paper: #32270f; --bad: #ff9f99; --bad-paper: #3a1c1d;
    --good: #84d6a0; --good-paper: #16301f; --open: #d69a3c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; padding: 0 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
header, nav, main, footer { max-width: 62rem; margin-inline: auto; }
header { padding-top: clamp(1.5rem, 5vw, 3.5rem); }
h1 { margin: 0; font-size: clamp(1.6rem, 5vw, 2.4rem); line-height: 1.15; letter-spacing: -0.02em; font-weight: 650; }
h2 { margin: 0 0 .25rem; font-size: 1.25rem; letter-spacing: -0.01em; line-height: 1.3; }
h3 { margin: 0; font-size: 1rem; line-height: 1.4; }
p { margin: .25rem 0; max-width: 44rem; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .25rem .5rem; }
.soft, small, .second { color: var(--soft); }
small, .second { font-size: .875rem; }
.second { display: block; }
.verdict { display: inline-block; margin: 1rem 0 0; padding: .4rem .8rem; border-radius: .5rem; font-weight: 600; }
.verdict.good { color: var(--good); background: var(--good-paper); }
.verdict.warn { color: var(--warn); background: var(--warn-paper); }
.verdict.bad { color: var(--bad); background: var(--bad-paper); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 1.25rem 0 0; list-style: none; }
nav a { display: inline-block; padding: .25rem 0; }
dl.facts {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1px; margin: 1.25rem 0 0;
  background: var(--line); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden;
}
dl.facts div { background: var(--card); padding: .8rem 1rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
dl.facts dt { color: var(--soft); font-size: .875rem; }
dl.facts dd { margin: 0; font-size: 1.5rem; font-weight: 600; line-height: 1.25; letter-spacing: -0.01em; }
main > section { margin-top: 3rem; scroll-margin-top: 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; margin-top: 1rem; overflow: hidden; }
.card > .head { padding: .9rem 1rem; }
.head .count { font-weight: 600; color: var(--warn); }
.bad .head .count { color: var(--bad); }
details > summary { cursor: pointer; padding: .7rem 1rem; list-style-position: inside; }
details > summary:hover { color: var(--accent); }
.card > details { border-top: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .7rem 1rem .3rem; color: var(--soft); font-size: .875rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: .5rem 1rem; border-top: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .8125rem; }
.num { text-align: right; white-space: nowrap; width: 1%; }
.tel { white-space: nowrap; }
.card > table th:first-child:not(.num), article table td:first-child { width: 38%; }
td.warn { color: var(--warn); font-weight: 600; }
.site > summary { display: grid; grid-template-columns: auto 1fr auto; gap: 0 .6rem; align-items: baseline; list-style: none; }
.site > summary::-webkit-details-marker { display: none; }
.site > summary::before { content: "+"; color: var(--accent); font-weight: 600; width: .8rem; }
.site[open] > summary::before { content: "\\2212"; }
.site + .site { border-top: 1px solid var(--line); }
.site .split { grid-column: 2 / 4; }
.split { display: flex; height: .375rem; border-radius: 1rem; overflow: hidden; background: var(--track); margin-top: .4rem; }
.split i { display: block; background: var(--accent); }
.split i + i { background: var(--open); }
.key { display: inline-flex; align-items: center; gap: .4rem; margin-right: 1rem; }
.key i { width: .75rem; height: .5rem; border-radius: 2px; background: var(--accent); }
.key.open i { background: var(--open); }
.bars td, .bars th { padding-block: .2rem; border: 0; }
.bars tbody:first-of-type tr:first-child > * { padding-top: .8rem; }
.bars tbody:last-of-type tr:last-child > * { padding-bottom: .8rem; }
.bars th { width: 1%; white-space: nowrap; font-weight: 600; }
.card > .bars th:first-child { width: 1%; }
.bars .soft { padding-left: 0; font-size: .875rem; }
.bars .track { padding-inline: 0; vertical-align: middle; }
.bars .track i { display: block; height: .75rem; min-width: 2px; border-radius: 0 3px 3px 0; background: var(--accent); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; align-items: start; }
.cards .big { font-size: 1.75rem; font-weight: 600; line-height: 1.2; letter-spacing: -0.02em; }
ul.ranges { list-style: none; margin: 0; padding: 0 1rem .9rem; columns: 15rem; column-gap: 2rem; }
ul.ranges li { padding: .1rem 0; break-inside: avoid; }
.more { padding: .6rem 1rem; color: var(--soft); border-top: 1px solid var(--line); margin: 0; max-width: none; font-size: .875rem; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
@media (max-width: 30rem) {
  body { padding-inline: .75rem; }
  th, td, .card > .head, details > summary, caption, .more { padding-inline: .75rem; }
  .num { padding-left: .25rem; }
  thead .num { white-space: normal; overflow-wrap: normal; }
  .bars .track { width: 45%; }
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked tr, .stacked td { display: block; }
  .stacked tr { border-top: 1px solid var(--line); padding-block: .5rem; }
  article .stacked td:first-child { width: auto; }
  .stacked td { border: 0; padding-block: 0; }
  .stacked td + td { color: var(--soft); }
}
@media print {
  body { background: none; padding: 0; }
  nav, .skip { display: none; }
  .card { break-inside: avoid; }
}
`;
