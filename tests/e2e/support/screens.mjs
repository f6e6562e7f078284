// Every screen in turn, with the example's dossier on it: for pictures, for the accessibility rules.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  beginning, button, combobox, confirmOffice, drop, dropped, example, go, goOffice, heading, isNarrow, items, nameOffice, newDossier, notice, put, signDossier, ready,
  retype, stepList, textbox, type, vi,
} from '../support.mjs';

/**
 * Called at each screen. `ends`: it may be longer than the window.
 * @typedef {(page: import('playwright-core').Page, name: string, ends?: boolean) => Promise<void>} Visit
 */

/**
 * A person who has opened the page: a browser profile of its own.
 * @typedef {() => Promise<{context: import('playwright-core').BrowserContext, page: import('playwright-core').Page}>} Enter
 */

/** A school from the first screen to the bundle, which is returned. @param {Enter} enter @param {Visit} visit */
export async function school(enter, visit) {
  const { context, page } = await enter();
  await visit(page, '01-start');
  await button(page, 'ui.start_new').click();
  await visit(page, '02-new-dossier', false);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await newDossier(page);
  await go(page, 'hand_in');
  await visit(page, '03-hand-in-nothing-yet');
  await button(page, 'ui.home').click();
  await ready(page);

  const { dossier, evidence } = example();
  await drop(page, [dropped(dossier), ...evidence.map((file) => dropped(file))]);
  await heading(page, vi('ui.unit_title')).waitFor();
  await sleep(1500);
  await visit(page, '04-unit');
  await go(page, 'council');
  await visit(page, '05-council');
  await go(page, 'figures');
  await visit(page, '06-figures');
  await go(page, 'scoring');
  if (await stepList(page).count()) await visit(page, '07-scoring-list');
  const item = items.find((i) => i.kind === 'ratio');
  await page.getByRole('button', { name: new RegExp(`^${item.label}`) }).first().click();
  await heading(page, item.label).waitFor();
  await visit(page, '08-scoring');
  const before = await textbox(page, 'ui.points').inputValue();
  await retype(textbox(page, 'ui.points'), '70');
  await textbox(page, 'ui.points').press('Tab');
  await visit(page, '09-scoring-refused');
  await retype(textbox(page, 'ui.points'), before);
  await go(page, 'evidence');
  await visit(page, '10-evidence');
  await page.getByRole('button', { name: new RegExp(`^${vi('evidence.edit', { name: '' }).trim()}`) }).first().click();
  await visit(page, '11-evidence-editing', false);
  await go(page, 'results');
  await visit(page, '12-results');
  await go(page, 'hand_in');
  await visit(page, '13-hand-in');
  await button(page, 'hand_in.key_new').click();
  await visit(page, '14-key-dialog', false);
  await button(page, 'ui.key_make').click();
  await notice(page, 'page.key_made').waitFor({ timeout: 30_000 });
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), signDossier(page)]);
  const bundle = { name: file.suggestedFilename(), type: 'application/zip', bytes: readFileSync(await file.path()) };
  await sleep(500);
  await visit(page, '15-handed-in');
  await button(page, 'ui.home').click();
  await visit(page, '16-start-with-dossiers');
  await context.close();
  return bundle;
}

/** The units: nothing but what came, a list as it is read, the table, one unit. */
async function units(page, visit) {
  if (await stepList(page).count()) await stepList(page).selectOption({ label: `2. ${vi('assess.step_units')}` });
  else await button(page.getByRole('navigation', { name: vi('ui.steps') }), 'assess.step_units').click();
  await heading(page, vi('units.heading')).waitFor();
  await button(page, 'units.paste').click();
  await visit(page, '22-units-paste', false);
  const lines = [`Mã trường\tTên trường\tCấp học\tE-mail\tXã`, `MH-0001\tTrường không ghi cấp\tTrung học\tvanthu@truong.example\tMẫu Sơn`, '\tTrường không có mã'];
  for (let i = 1; i <= 40; ++i) lines.push(`MH-${1000 + i}\tTrường Tiểu học số ${i} Mẫu Sơn\tTiểu học\tso${i}@truong.example\tMẫu Sơn`);
  await put(textbox(page, 'units.list'), lines.join('\n'));
  await visit(page, '23-units-read');
  await button(page, 'units.take').click();
  await retype(textbox(page, 'units.deadline'), '1/4/2026');
  await textbox(page, 'units.deadline').press('Tab');
  await visit(page, '24-units');
  await button(page, 'units.keys').click();
  await visit(page, '25-units-keys', false);
  await button(page, 'units.keys').click();
  // Rows far below are not there yet.
  await combobox(page, 'office.state').selectOption({ label: vi('units.is_stranger') });
  await page.getByRole('row').filter({ hasText: vi('units.is_stranger') }).getByRole('button').first().click();
  await visit(page, '26-unit-stranger');
  await button(page, 'units.back').click();
  await combobox(page, 'office.state').selectOption({ label: vi('units.is_missing') });
  await page.getByRole('row').filter({ hasText: 'MH-0001' }).getByRole('button').first().click();
  await visit(page, '27-unit-missing');
}

/** An office that opens the bundle, a broken copy and what is none. @param {Enter} enter @param {Visit} visit */
export async function office(enter, bundle, visit) {
  const { context, page } = await enter();
  const broken = Buffer.from(bundle.bytes);
  broken[Math.floor(broken.length / 2)] ^= 1;
  await drop(page, [bundle, { ...bundle, name: 'sao chép lỗi.zip', bytes: broken },
    { name: 'ảnh lớp.zip', type: 'application/zip', bytes: Buffer.from('504b0506000000000000000000000000000000000000', 'hex') }]);
  await heading(page, vi('office.heading')).waitFor();
  await sleep(2500);
  await visit(page, '20-office');
  await page.getByRole('row').filter({ hasText: vi('office.verdict_unknown-key') }).getByRole('button').first().click();
  await sleep(300);
  await visit(page, '21-office-file');
  await units(page, visit);
  await context.close();
}

const OFFICE = { name: 'UBND xã Đồi Chim Sẻ', code: 'XA-0417' };
const points = items.filter((i) => i.kind === 'score');

/** An office at the bundle, somebody sitting there who finds `found` at the first items with points. */
async function sitDown(enter, bundle, name, found) {
  const { context, page } = await enter();
  await drop(page, [bundle]);
  await heading(page, vi('office.heading')).waitFor();
  await page.getByRole('row').filter({ hasText: vi('office.verdict_unknown-key') }).waitFor();
  await goOffice(page, 'assess');
  const open = page.getByRole('row').getByRole('button', { name: beginning(vi('assess.open_unit', { name: '' })) });
  await open.waitFor();
  return { context, page, begin: async () => {
    await open.click();
    await type(textbox(page, 'assess.me'), name);
    for (const [i, given] of found.entries()) {
      await page.getByRole('button', { name: beginning(`${points[i].label}, `) }).click();
      await retype(textbox(page, 'assess.points'), given);
      await type(textbox(page, 'assess.reason'), 'Nhật ký sử dụng chỉ có ở hai khối lớp.');
      if (isNarrow(page)) await button(page, 'ui.back_to_list').click();
    }
    await nameOffice(page, OFFICE);
  } };
}
async function signed(page, key) {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), button(page, key).click()]);
  return { name: file.suggestedFilename(), type: 'application/zip', bytes: readFileSync(await file.path()) };
}

/** What an office makes of it: assessing, a colleague's finding, the return, sample, recognition, adding up. @param {Enter} enter @param {Visit} visit */
export async function work(enter, bundle, visit) {
  const colleague = await sitDown(enter, bundle, 'Lê Văn Minh', ['2', '1', '3']);
  await colleague.begin();
  const theirs = await signed(colleague.page, 'assess.sign_review');
  await colleague.context.close();

  const { context, page, begin } = await sitDown(enter, bundle, 'Trần Thị Lan', ['4', '3']);
  await visit(page, '30-assess');
  await begin();
  if (isNarrow(page)) await visit(page, '31-assess-list');
  await page.getByRole('button', { name: beginning(`${points[1].label}, `) }).click();
  await visit(page, '32-assess-item');
  await drop(page, [{ ...theirs, name: `dong-nghiep-${theirs.name}` }]);
  await heading(page, vi('assess.asked_heading')).waitFor();
  await visit(page, '32-asked');
  await confirmOffice(page);
  await heading(page, vi('assess.merge_heading')).waitFor();
  await visit(page, '33-merge');
  await button(page, 'assess.merge_accept').click();
  await button(page, 'assess.to_return').click();
  await combobox(page, 'assess.request_add').selectOption({ index: 6 });
  await type(textbox(page, 'assess.request_words', { number: '1' }), 'Bổ sung nhật ký sử dụng của học kỳ II.');
  await type(textbox(page, 'assess.return_deadline'), '20/05/2026');
  await visit(page, '34-return');
  const returned = await signed(page, 'assess.sign_return');
  await visit(page, '35-returned');
  await button(page, 'assess.return_back').click();
  await signed(page, 'assess.sign_review');
  await goOffice(page, 'sample');
  await button(page, 'sample.draw').click();
  await button(page, 'sample.team_add').click();
  await visit(page, '36-sample');
  await goOffice(page, 'recognise');
  await visit(page, '37-recognise');
  await type(textbox(page, 'recognise.number'), '128/QĐ-UBND');
  await type(textbox(page, 'recognise.date'), '25/05/2026');
  await type(textbox(page, 'recognise.title'), 'CHỦ TỊCH');
  await page.getByRole('checkbox', { name: vi('recognise.open_seen', { count: '1' }) }).click();
  await signed(page, 'recognise.sign');
  await visit(page, '38-recognised');
  await goOffice(page, 'rollup');
  await visit(page, '39-rollup');
  await page.getByRole('region', { name: vi('rollups.table') }).getByRole('button').first().click();
  await visit(page, '40-rollup-units', false);
  // The school goes on from what it handed in, on another machine, and opens the return there.
  await goOffice(page, 'files');
  await page.getByRole('row').filter({ hasText: vi('office.verdict_unknown-key') }).getByRole('button').first().click();
  await button(page, 'office.edit_here').click();
  await heading(page, vi('ui.unit_title')).waitFor();
  await button(page, 'ui.home').click();
  await ready(page);
  await drop(page, [returned]);  // signed on this machine: nobody is asked whose key it is
  await heading(page, vi('hand_in.return_heading', { office: OFFICE.name })).waitFor();
  await visit(page, '41-return-at-school');
  await page.getByRole('list', { name: vi('hand_in.return_name') }).getByRole('button').first().click();
  await visit(page, '42-request-at-its-place', false);
  await context.close();
}
