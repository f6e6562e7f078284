// A province's week in April: three thousand files in one folder, taken in, filtered, ten units assessed and
// recognised with others, added up. The table is reckoned a second time from the JSON inside the files.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  CLI, acceptKeys, button, chooseFiles, combobox, drop, dropped, goOffice, heading, join, launch, nameOffice, open, profile, put, quiet, readFileSync,
  run, site, temporary, textbox, type, until, vi, viLike,
} from './support.mjs';
import { counted, csvCells, documentOf, made, results, table } from './support/papers.mjs';
import { sameSheet, sameTable } from './support/table.mjs';

const UNITS = 3000, YEAR = '2025-2026', ASSESSED = 10;
const dir = temporary(), collection = join(dir, 'collection');
let served, browser, office, inbox, sound;
before(async () => {
  [served, browser] = await Promise.all([site(), launch()]);
  run(CLI, ['generate', '--units', String(UNITS), '--seed', '11', '-o', collection]);
  inbox = made(collection).filter((m) => m.file.startsWith('inbox/') && m.fate !== 'litter');
  sound = inbox.filter((m) => m.verdict === 'valid' || m.verdict === 'unknown-key');
});
after(async () => { await browser?.close(); await served?.close(); });
async function download(press, name = 'tệp') {
  const [file] = await Promise.all([office.waitForEvent('download', { timeout: 120_000 }), press()]);
  await file.saveAs(join(dir, name));
  return join(dir, name);
}
/** A unit to be assessed, found by its code. */
async function find(code) {
  await goOffice(office, 'assess');
  if (await button(office, 'assess.back').count()) await button(office, 'assess.back').click();
  await textbox(office, 'assess.find').fill('');
  await put(textbox(office, 'assess.find'), code);
  await until(async () => await office.getByRole('row').count() === 2, `one unit of code ${code}`);
}

describe('three thousand units', () => {
  test('chosen as a folder: each file is listed as what it was made to be', async () => {
    office = await open(await profile(browser), served.url);
    await drop(office, [dropped(join(collection, 'allowed_signers'))]);
    await acceptKeys(office);
    await heading(office, vi('office.heading')).waitFor();
    await chooseFiles(office, () => button(office, 'office.add_folder').click(), join(collection, 'inbox'));
    await button(office, 'office.csv').waitFor({ timeout: 300_000 });  // all is read and checked
    const [, ...lines] = csvCells(readFileSync(await download(() => button(office, 'office.csv').click()), 'utf8'));
    const found = new Map(lines.map(([name, verdict]) => [name, verdict || 'rejected']));
    assert.equal(found.size, inbox.length);
    for (const m of inbox) assert.equal(found.get(m.file), m.verdict, `${m.file} (${m.fate})`);
  });

  test('filtered: so many altered, so many of a unit', async () => {
    const rows = vi('office.heading');
    const tabs = office.getByRole('group', { name: vi('office.col_verdict') });
    await tabs.getByRole('button', { name: new RegExp(`^\\d+ ${vi('office.count_altered')}$`) }).click();
    const altered = inbox.filter((m) => m.verdict === 'altered').length;
    const count = () => office.getByRole('table', { name: rows }).getAttribute('aria-rowcount').then((all) => Number(all) - 1);
    await until(async () => await count() === altered, `${altered} altered`);
    await tabs.getByRole('button', { name: viLike('office.tab_all') }).click();
    const twice = inbox.find((m) => m.fate === 'twice'), mine = inbox.filter((m) => m.unit_code === twice.unit_code);
    await type(textbox(office, 'office.search'), twice.unit_code);
    await until(async () => await count() === mine.length, `${mine.length} files of ${twice.unit_code}`);
  });

  test('ten assessed and signed; they and all others at their level are proposed and recognised', async () => {
    const whole = inbox.filter((m) => m.fate === 'on-time').filter((_, i) => i % 150 === 0).slice(0, ASSESSED);
    assert.equal(whole.length, ASSESSED);
    for (const [i, m] of whole.entries()) {
      await find(m.unit_code);
      await office.getByRole('row').getByRole('button').last().click();
      await button(office, 'assess.agree').waitFor();
      if (i === 0) {
        await put(textbox(office, 'assess.me'), 'Trần Thị Lan');
        await nameOffice(office, { name: 'Sở GDĐT Minh Họa', code: 'SO-01' });
      }
      await button(office, 'assess.agree').click();
      const path = await download(() => button(office, 'assess.sign_review').click());
      assert.equal(documentOf(path, 'review').subject.unit_code, m.unit_code);
      await office.getByText(vi('assess.is_signed')).waitFor();
    }
    await goOffice(office, 'recognise');
    await heading(office, vi('recognise.proposed', { count: String(ASSESSED) })).waitFor();
    await combobox(office, 'recognise.reached').selectOption({ label: vi('recognise.reached_level', { level: '2' }) });
    const current = counted(bundles(), YEAR), reached = current.filter(({ dossier }) => Object.values(results(dossier.answers)).every((r) => r.level >= 2));
    const others = reached.filter(({ dossier }) => !whole.some((m) => m.unit_code === dossier.unit.code));
    await button(office, 'recognise.add_all', { count: String(others.length) }).click();
    await heading(office, vi('recognise.proposed', { count: String(ASSESSED + others.length) })).waitFor();
    await put(textbox(office, 'recognise.number'), '128/QĐ-SGDĐT');
    await type(textbox(office, 'recognise.date'), '25/05/2026');
    await put(textbox(office, 'recognise.title'), 'GIÁM ĐỐC');
    await office.getByRole('checkbox', { name: vi('recognise.open_seen', { count: String(ASSESSED) }) }).click();
    const decided = documentOf(await download(() => button(office, 'recognise.sign').click()), 'recognition');
    assert.equal(Object.keys(decided.units).length, ASSESSED + others.length);
    assert.equal(Object.values(decided.units).filter((unit) => unit.review).length, ASSESSED);
  });

  test('added up: the table and the workbook are what the files come to', async () => {
    const units = counted(bundles(), YEAR).map(({ dossier }) => ({ level: dossier.unit.level, results: results(dossier.answers) }));
    await goOffice(office, 'rollup');
    await sameTable(office, table(units));
    sameSheet(await download(() => button(office, 'rollups.xlsx').click(), 'bảng.xlsx'), table(units), dir);
    quiet(office);
  });
});

/** The sound bundles, opened once. @type {{path: string, dossier: any}[] | undefined} */
let opened;
const bundles = () => (opened ??= sound.map(({ path }) => ({ path, dossier: documentOf(path, 'dossier') })));
