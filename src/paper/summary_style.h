// The look of data/tom-tat.html: calm on a screen, one column on a phone, A4 on paper.
#pragma once

namespace thuoc {

// Level colours keep 4.5:1 on their grounds; on paper the word beside them says the same.
inline constexpr char summary_style[] = R"css(
:root { --ink: #1c2733; --soft: #51606f; --line: #d8dee6; --ground: #f5f7fa; --accent: #0b5cab; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink);
  font: 16px/1.5 "Be Vietnam Pro", "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 48px; }
a { color: var(--accent); }
h1 { font-size: 28px; line-height: 1.25; margin: 4px 0 8px; }
h2 { font-size: 20px; line-height: 1.3; margin: 40px 0 12px; padding-top: 16px;
  border-top: 1px solid var(--line); }
h3 { font-size: 16px; margin: 20px 0 8px; }
p { margin: 0 0 8px; }
ul { margin: 0; padding-left: 20px; }
td, th, dd, li, p, h1 { unicode-bidi: isolate; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.small { font-size: 14px; }
.words { white-space: pre-line; }
.kicker { color: var(--accent); font-weight: 600; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 16px;
  margin: 24px 0 16px; }
.card { border: 1px solid var(--line); border-top: 4px solid var(--soft); border-radius: 8px;
  padding: 16px; }
.card h3 { margin: 0 0 4px; }
.card.low { border-top-color: #b42318; } .card.mid { border-top-color: #b54708; }
.card.high { border-top-color: #067647; }
.sum { font-size: 34px; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.sum span { font-size: 18px; font-weight: 400; color: var(--soft); }
.level { display: inline-block; border-radius: 4px; padding: 1px 8px; font-weight: 600;
  font-size: 14px; }
.level.low { color: #b42318; background: #fef3f2; }
.level.mid { color: #93370d; background: #fff6e5; }
.level.high { color: #05603a; background: #ecfdf3; }
.tag { display: inline-block; border: 1px dashed #93370d; color: #93370d; background: #fffbf2;
  border-radius: 4px; padding: 0 6px; font-size: 12px; line-height: 18px; white-space: nowrap; }
.note { background: var(--ground); border-left: 4px solid var(--accent); border-radius: 4px;
  padding: 12px 16px; margin: 16px 0; }
.note.warn { border-left-color: #b54708; background: #fffbf2; }
.note :last-child { margin-bottom: 0; }
dl { display: grid; grid-template-columns: minmax(140px, 240px) 1fr; gap: 6px 16px; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: 15px; }
th, td { text-align: left; vertical-align: top; padding: 8px 10px; border-bottom: 1px solid var(--line); }
thead th { font-size: 13px; font-weight: 600; color: var(--soft); background: var(--ground);
  border-bottom: 1px solid var(--line); }
td p { margin: 0 0 4px; } td p:last-child { margin: 0; }
td ul { list-style: none; padding: 0; }
.num { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.num .tag { display: block; width: fit-content; margin: 2px 0 0 auto; }
.scores .c3 { text-align: right; }
.tentative { margin-bottom: 8px; }
.tentative li::first-letter { text-transform: uppercase; }
.criterion th, .criterion td { background: #eef3f9; font-weight: 600; }
.part th { font-weight: 400; padding-left: 24px; }
.scores .c1 { width: 30%; } .scores .c2 { width: 20%; } .scores .c3 { width: 10%; }
.scores .c4 { width: 22%; } .scores .c5 { width: 18%; }
.people .c1 { width: 22%; } .people .c2 { width: 21%; } .people .c3 { width: 14%; }
.evidence .c1 { width: 24%; } .evidence .c2 { width: 40%; }
footer { margin-top: 40px; padding-top: 16px; border-top: 1px solid var(--line);
  color: var(--soft); font-size: 14px; }
@media screen and (max-width: 720px) {
  main { padding: 20px 16px 40px; }
  h1 { font-size: 23px; } h2 { font-size: 18px; margin-top: 32px; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; }
  table, tbody, tr, td, tbody th { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 12px; padding: 8px 0; }
  td, tbody th { border: 0; padding: 4px 12px; width: auto !important; }
  tr.criterion { background: #eef3f9; margin-top: 20px; }
  .part th { font-weight: 600; padding-left: 12px; }
  td:empty { display: none; }
  td[data-label]::before { content: attr(data-label); display: block; font-size: 13px;
    font-weight: 400; color: var(--soft); }
  .num { text-align: left; white-space: normal; }
  .num .tag { display: inline-block; margin: 0; }
  td.num[data-label]::before { content: attr(data-label) ": "; display: inline; }
}
@page { size: A4; margin: 18mm 15mm 18mm 20mm;
  @bottom-center { content: counter(page) " / " counter(pages); font: 9pt Arial, sans-serif; } }
@media print {
  body { font-size: 10.5pt; line-height: 1.4; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 18pt; } h2 { font-size: 13pt; margin-top: 18pt; } h3 { font-size: 11pt; }
  h2, h3, .criterion { break-after: avoid; }
  tr, .card, .note, dl > div { break-inside: avoid; }
  table { font-size: 9pt; } th, td { padding: 4pt 5pt; } thead th { font-size: 8.5pt; }
  .small, footer { font-size: 9pt; } .tag { font-size: 7.5pt; line-height: 11pt; }
  .level { font-size: 9.5pt; border: 1px solid currentColor; }
  .sum { font-size: 22pt; } .sum span { font-size: 12pt; }
  .cards { grid-template-columns: 1fr 1fr; gap: 10pt; }
  a { color: inherit; text-decoration: none; }
  .card, thead th, .criterion th, .criterion td, .level, .note { print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace thuoc
