// The whole job as a list of wishes: a school assesses itself and hands in, an office opens the file.
// Who fulfils them (a keyboard, a finger) is the test's affair.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bandOf, beginning, groupPoints, groups, heading, items, notice, quiet, signDossier, ready, unitLevels, vi, viLike, written } from '../support.mjs';

/**
 * @typedef {object} Hands
 * @property {(name: string | RegExp) => Promise<void>} press   a button
 * @property {(name: string | RegExp) => Promise<void>} [row]   a table's row, where that is not as easy as a button
 * @property {(name: string, text: string) => Promise<void>} write
 * @property {(name: string) => Promise<void>} tick             a radio button
 * @property {(name: string, option: string) => Promise<void>} choose
 * @property {(press: () => Promise<void>) => Promise<Bundle>} [save]  the file that is saved when it is pressed
 * @property {(step: string) => Promise<void>} [go]  to a step of the office's
 * @property {(name: string) => Promise<void>} [check]  a tick box
 * @property {(file: Bundle) => Promise<void>} [bring]  a file, where not by the system's dialog
 * @typedef {{name: string, mimeType: string, buffer: Buffer}} Bundle
 */

/** Who clicks with a mouse and types. @param {() => import('playwright-core').Page} page  as it is now */
export function mouse(page) {
  const named = (role, name) => page().getByRole(role, { name, exact: typeof name === 'string' }).first();
  return {
    press: (name) => named('button', name).click(),
    write: async (name, text) => { await named('textbox', name).click(); await page().keyboard.type(text); },
    tick: (name) => named('radio', name).check(),
    choose: async (name, option) => { await named('combobox', name).selectOption({ label: option }); },
  };
}

export const SCHOOL = 'Trường THCS Đồi Chim Sẻ', CODE = '79-THCS-0418';
/** Every answer at half of what it may be worth, "4,5" where that is no whole number. */
const ANSWERS = Object.fromEntries(items.map((item) => [item.id, item.kind === 'yes_no' || item.kind === 'mandatory' ? { yes: true }
  : { points: written(item.max / 2) }]));

/** What must be answered, the first of each kind in each group, and the last of all: where an engine is tried, not the instrument. */
const FEW = items.filter((item, i) => item.kind === 'mandatory' || item === items.at(-1) ||
  items.findIndex(({ group, kind }) => group === item.group && kind === item.kind) === i);
const FEW_ANSWERS = Object.fromEntries(FEW.map(({ id }) => [id, ANSWERS[id]]));

/**
 * @param {import('playwright-core').Page} page @param {Hands} hands @returns the bundle
 * `few`: only these are opened, from the list; otherwise all, one after the other.
 */
export async function assess(page, hands, { listFirst = false, few = false } = {}) {
  await hands.press(vi('ui.start_new'));
  await hands.press(vi('ui.new_begin'));
  await heading(page, vi('ui.unit_title')).waitFor();
  await hands.write(vi('ui.unit_name'), SCHOOL);
  await hands.write(vi('ui.unit_code'), CODE);
  await hands.choose(vi('ui.unit_level'), unitLevels.find((level) => level.id === 'thcs').title.vi);
  await hands.write(vi('ui.person_name', { of: vi('ui.of_head') }), 'Lê Thị Hoài Thương');
  await hands.press(vi('ui.next_council'));
  await hands.press(vi('ui.next_figures'));
  await hands.press(vi('ui.next_scoring'));
  if (listFirst) await hands.press(beginning(items[0].label));
  for (const item of few ? FEW : items) {
    if (few) await hands.press(beginning(item.label));
    await heading(page, item.label).waitFor();
    if (item.kind === 'mandatory' || item.kind === 'yes_no') await hands.tick(vi(item.kind === 'mandatory' ? 'ui.issued' : 'ui.yes'));
    if (item.kind === 'ratio') { await hands.write(item.numerator, '30'); await hands.write(item.denominator, '40'); }
    if (item.kind === 'count') await hands.write(item.counted, '1.040');
    if (item.kind === 'level') await hands.tick(vi('ui.level_n', { n: '2' }));
    if (item.max && item.kind !== 'yes_no') await hands.write(vi('ui.points'), ANSWERS[item.id].points);
    if (item === items.at(-1)) await hands.press(vi('ui.next_evidence'));
    else if (!few) await hands.press(vi('ui.next_item'));
  }
  await hands.press(vi('evidence.next'));
  await heading(page, vi('results.heading')).waitFor();
  await hands.press(vi('results.next'));
  await heading(page, vi('hand_in.heading')).waitFor();
  await hands.press(vi('hand_in.key_new'));
  await hands.press(vi('ui.key_make'));
  await notice(page, 'page.key_made').waitFor();
  const signs = () => signDossier(page, hands.press);
  if (hands.save) return hands.save(signs);
  const [file] = await Promise.all([page.waitForEvent('download'), signs()]);
  return { name: file.suggestedFilename(), mimeType: 'application/zip', buffer: readFileSync(await file.path()) };
}

/** @param {import('playwright-core').Page} page @param {Hands} hands */
export async function takeIn(page, hands, bundle, answers = ANSWERS) {
  await ready(page);
  if (hands.bring) {
    await hands.bring(bundle);
  } else {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), hands.press(vi('ui.start_bundles'))]);
    await chooser.setFiles([bundle]);  // the system's own dialog
  }
  await page.getByRole('row').filter({ hasText: vi('office.verdict_unknown-key') }).first().waitFor();
  await (hands.row ?? hands.press)(viLike('office.open', { name: SCHOOL }));
  await heading(page, SCHOOL).first().waitFor();
  const main = page.getByRole('main');
  await main.getByText(vi('office.means_unknown-key'), { exact: true }).waitFor();
  for (const group of groups) {
    const points = groupPoints(group.id, answers);
    await main.getByText(`${written(points)}/100`).first().waitFor();
    assert.ok(bandOf(group, points));
  }
}

/**
 * A school's whole job, a reload, and an office that opens the bundle: what each engine that schools have must do.
 * @param {{page: () => Promise<import('playwright-core').Page>, hands: Hands, verify: (bundle: Bundle) => string}} engine  page: of another person
 */
export function wholeJob({ page: person, hands, verify }) {
  let page, bundle;
  test('a school assesses itself, signs and hands in', async () => {
    page = await person();
    bundle = await assess(page, hands, { few: true });
    assert.match(verify(bundle), /unknown-key/);
    quiet(page);
  });
  test('what was written is there after a reload', async () => {
    await page.reload();
    await page.getByRole('button', { name: beginning(vi('ui.shelf_open', { name: SCHOOL })) }).waitFor();
    quiet(page);
    await page.context().close();
  });
  test('an office opens the bundle', async () => {
    page = await person();
    await takeIn(page, hands, bundle, FEW_ANSWERS);
    quiet(page);
    await page.context().close();
  });
}

/**
 * An office that has the file open assesses it from outside, proposes the unit and recognises it: both papers.
 * @param {import('playwright-core').Page} page @param {Required<Omit<Hands, 'bring' | 'save' | 'row'>> & Hands} hands
 */
export async function decide(page, hands, { listFirst = false } = {}) {
  const judged = items.filter((item) => item.kind !== 'information');
  const saved = async (/** @type {string} */ name) => {
    const [file] = await Promise.all([page.waitForEvent('download'), hands.press(vi(name))]);
    return { name: file.suggestedFilename(), path: await file.path() };
  };
  await hands.go('assess');
  await page.getByRole('row').filter({ hasText: SCHOOL }).first().waitFor();
  await (hands.row ?? hands.press)(vi('assess.open_unit', { name: SCHOOL }));
  await page.getByRole('heading', { level: 1, name: SCHOOL, exact: true }).first().waitFor();
  await hands.write(vi('assess.me'), 'Trần Thị Lan');
  if (listFirst) await hands.press(beginning(judged[0].label));
  await hands.press(vi('assess.agree'));
  await heading(page, judged[1].label).waitFor();  // goes on by itself
  await hands.write(vi('assess.note'), 'Xin bổ sung nhật ký sử dụng.');
  await hands.press(vi('assess.agree'));
  await heading(page, judged[2].label).waitFor();
  if (listFirst) await hands.press(vi('ui.back_to_list'));
  await hands.write(vi('assess.office_name'), 'UBND xã Đồi Chim Sẻ');
  await hands.write(vi('assess.office_code'), 'XA-0417');
  await hands.press(vi('assess.office_done'));
  await hands.press(vi('hand_in.key_new'));
  await hands.press(vi('ui.key_make'));
  await notice(page, 'page.key_made').waitFor();
  const review = await saved('assess.sign_review');
  await page.getByText(vi('assess.is_signed')).waitFor();
  await hands.go('recognise');
  await heading(page, vi('recognise.proposed', { count: '1' })).waitFor();
  await hands.write(vi('recognise.number'), '128/QĐ-UBND');
  await hands.write(vi('recognise.date'), '25/05/2026');
  await hands.write(vi('recognise.title'), 'CHỦ TỊCH');
  // Most items were left open: a person says that she has seen it.
  await hands.check(vi('recognise.open_seen', { count: '1' }));
  const recognition = await saved('recognise.sign');
  await page.getByText(vi('recognise.signed', { number: '128/QĐ-UBND', date: '25/05/2026', office: 'UBND xã Đồi Chim Sẻ', count: '1' })).waitFor();
  return { review, recognition };
}
