// The office's table of Phụ lục 2, on the screen and in the workbook, against what it has to say.
import assert from 'node:assert/strict';
import { bandOf, join, readFileSync, run, until, vi } from '../support.mjs';
import { csvCells } from './papers.mjs';

const percentText = (hundredths) => (hundredths / 100).toFixed(2).replace('.', ',');
export const cell = (page, row, column, count, percent) => page.getByRole('region', { name: vi('rollups.table') }).getByRole('button', {
  name: `${row.number ? `${row.number}. ` : ''}${row.title}, ${column}: ${count}${percent === undefined ? '' : ` · ${percentText(percent)}%`}`, exact: true,
});
/** Every number above 0 in the table is a button that says row, column and value: these, in this order, and no others. */
export async function sameTable(page, rows) {
  const wanted = rows.flatMap((row) => [[vi('rollups.all'), row.all], ...row.levels.map((l, i) => [levelName(row.group, i + 1), l.count, l.percent])]
    .filter(([, count]) => count > 0)
    .map(([column, count, percent]) => `${row.title}, ${column}: ${count}${percent === undefined ? '' : ` · ${percentText(percent)}%`}`));
  const shown = async () => (await page.getByRole('region', { name: vi('rollups.table') }).getByRole('button').evaluateAll((all) => all.map((b) => b.getAttribute('aria-label') ?? b.textContent)))
    .map((name) => name.replace(/^[\d.]+ /, '')).filter((name) => /: \d+( ·.*)?$/.test(name));
  await until(async () => JSON.stringify(await shown()) === JSON.stringify(wanted), 'the table').catch(async () => assert.deepEqual(await shown(), wanted));
}
const levelName = (group, level) => bandOf(group, level === 1 ? 0 : level === 2 ? 6000 : 9000).name.vi;

/** The first sheet as LibreOffice shows it; `dir` is for what it makes. */
export function sameSheet(xlsx, rows, dir) {
  run('soffice', [`-env:UserInstallation=file://${join(dir, 'lo')}`, '--headless', '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true', xlsx, '--outdir', join(dir, 'csv')]);
  const name = xlsx.split('/').at(-1).replace(/\.xlsx$/, '.csv');
  const lines = csvCells(readFileSync(join(dir, 'csv', name), 'utf8'));
  const shown = (text) => Number(text.replace(/[.,](?=\d{3}$)/, ''));  // thousands are set apart
  const start = lines.findIndex((line) => line[0] === vi('rollup.number')) + 2;
  for (const [i, row] of rows.entries()) {
    const line = lines[start + i];
    assert.equal(line[1].replace(/^\+ /, ''), row.title);
    assert.equal(shown(line[8]), row.all, row.title);
    row.levels.forEach((l, k) => {
      assert.equal(shown(line[2 + 2 * k]), l.count, row.title);
      assert.equal(line[3 + 2 * k] === '' ? undefined : Math.round(Number(line[3 + 2 * k].replace(',', '.')) * 100), l.percent, row.title);
    });
  }
}
