// The register of units at an office: a pasted list, who has handed in, whose key is whose, reminders, and
// a colleague who goes on with the same round.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import {
  CLI, button, chooseFiles, combobox, drop, dropped, example, heading, launch, nameOffice, notice, profile, put, quiet, readFileSync,
  retype, run, save, site, temporary, textbox, vi, viLike, visit,
} from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
const dir = temporary();
const { dossier, record } = example();
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

/** The example as another unit hands it in, with a key of its own; gives the bundle and the fingerprint. */
function bundleOf(code, name, key) {
  const made = structuredClone(record);
  Object.assign(made.unit, { code, name, level: 'th' });
  const keyFile = join(dir, `${key}.json`);
  const fingerprint = keys[key] ??= run(CLI, ['key', 'new', '-o', keyFile]).trim();
  const file = join(dir, `${code}-${key}.zip`);
  run(CLI, ['pack', save(dir, `${code}-${key}.json`, JSON.stringify(made)), '--evidence', join(dossier, '../evidence'), '--key', keyFile, '-o', file]);
  return { file: dropped(file), fingerprint };
}
/** @type {Record<string, string>} */ const keys = {};

const LIST = [
  ['Mã trường', 'Tên trường', 'Cấp học', 'Loại hình', 'E-mail', 'Xã/phường'],
  ['MH-1', 'Trường Tiểu học Sông Đà', 'Tiểu học', 'Công lập', 'songda@truong.example', 'Mẫu Sơn'],
  ['MH-2', 'Trường Tiểu học Đê La Thành', 'Tiểu học', 'Công lập', '', 'Mẫu Sơn'],
  ['MH-3', 'Trường THCS Hoa Sen', 'THCS', 'Công lập', 'hoasen@truong.example', 'Mẫu Lâm'],
  ['MH-4', 'Trường THPT Ánh Dương', 'THPT', 'Tư thục', 'anhduong@truong.example', 'Mẫu Lâm'],
  ['', 'Trường không có mã', 'THCS', '', '', ''],
  ['MH-5', 'Trường THCS Đồi Chè', 'Trung học', '', 'doiche@truong.example', 'Mẫu Lâm'],
  ['MH-6', 'Trường Tiểu học Bến Tre Xanh', 'Tiểu học', '', 'bentre@truong.example', 'Mẫu Lâm'],
].map((cells) => cells.join('\t')).join('\n');

const step = (page, key) => page.getByRole('navigation', { name: vi('ui.steps') }).getByRole('button', { name: vi(key), exact: true }).click();
const toUnits = async (page) => { await step(page, 'assess.step_units'); await heading(page, vi('units.heading')).waitFor(); };
const row = (page, text) => page.getByRole('row').filter({ hasText: text });
const summary = (page) => page.getByRole('status').filter({ hasText: viLike('units.all') });
const date = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
const download = async (page, click) => {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
};
async function office() {
  const context = await profile(browser);
  const page = await visit(context, `${served.url}#office`);
  await heading(page, vi('office.heading')).waitFor();
  return { context, page };
}
/** The round is saved soon after a change; the rail says so. */
const kept = async (page) => { await page.getByText(vi('ui.saved'), { exact: true }).first().waitFor(); await sleep(300); };

describe('the register of units', () => {
  test('from a pasted list to reminders, keys and a colleague', async () => {
    const songDa = bundleOf('MH-1', 'Trường Tiểu học Sông Đà', 'a');
    const stranger = bundleOf('MH-99', 'Trường Tiểu học Lạc Lối', 'b');
    const { context, page } = await office();
    await toUnits(page);

    // The list is shown before it is taken.
    await button(page, 'units.paste').click();
    await put(textbox(page, 'units.list'), LIST);
    await heading(page, vi('units.read_heading', { count: '6' })).waitFor();
    await page.getByText(vi('units.read_lines', { lines: '7', fresh: '6', changed: '0', repeated: '0', left_out: '1' })).waitFor();
    const problems = page.getByRole('list', { name: vi('units.problems') });
    await problems.getByText(vi('register.no_code', { line: '6', text: 'Trường không có mã' })).waitFor();
    await problems.getByText(vi('register.unknown_level', { line: '7', text: 'Trung học' })).waitFor();
    assert.equal(await page.getByRole('table').count(), 0);
    await button(page, 'units.take').click();
    await notice(page, 'units.taken', { count: '6' }).waitFor();
    await summary(page).getByText(`6 ${vi('units.is_missing')}`).waitFor();
    await button(page, 'ui.undo').click();
    await heading(page, vi('units.none')).waitFor();
    await button(page, 'ui.redo').click();
    await summary(page).waitFor();
    await combobox(page, 'ui.school_year').selectOption(record.school_year);

    // Two come: one of the list, one that nobody expected.
    await drop(page, [songDa.file, stranger.file]);
    await heading(page, vi('office.heading')).waitFor();
    await row(page, 'MH-99').filter({ hasText: vi('units.stranger_file') }).waitFor();
    await toUnits(page);
    await row(page, 'MH-99').filter({ hasText: vi('units.is_stranger') }).waitFor();
    await row(page, 'MH-1').filter({ hasText: vi('units.is_handed_in') }).waitFor();
    await summary(page).getByText(`5 ${vi('units.is_missing')}`).waitFor();

    // A deadline that is over makes them late, one to come does not.
    await put(textbox(page, 'units.deadline'), date(-1));
    await row(page, 'MH-1').filter({ hasText: vi('units.is_late') }).waitFor();
    await retype(textbox(page, 'units.deadline'), date(7));
    await row(page, 'MH-1').filter({ hasText: vi('units.is_handed_in') }).waitFor();
    await retype(textbox(page, 'units.deadline'), date(-1));
    await summary(page).getByText(`1 ${vi('units.is_late')}`).waitFor();

    // Search without accents, filter, and the letters' list of just these.
    await put(textbox(page, 'units.find'), 'hoa sen');
    await row(page, 'MH-1').waitFor({ state: 'detached' });
    await row(page, 'MH-3').waitFor();
    await retype(textbox(page, 'units.find'), '');
    await combobox(page, 'office.state').selectOption({ label: vi('units.is_missing') });
    await row(page, 'MH-1').waitFor({ state: 'detached' });
    const letters = await download(page, () => button(page, 'units.merge', { count: '5' }).click());
    const lines = letters.bytes.toString('utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/);
    assert.equal(lines.length, 6);
    assert.match(lines[0], /^"ma","ten","email","xa","trang_thai","han_nop"/);
    assert.ok(lines.some((line) => line.startsWith('"MH-3",') && line.includes('hoasen@truong.example') && line.includes(vi('round.status.missing')) && line.includes(date(-1))), lines.join('\n'));
    assert.ok(!lines.some((line) => /^"MH-(1|99)",/.test(line)));

    // A unit without an address cannot be written to; one with it can, and its note is kept.
    await row(page, 'MH-2').getByRole('button').click();
    await heading(page, 'Trường Tiểu học Đê La Thành').waitFor();
    assert.ok(await button(page, 'units.remind').isDisabled());
    await page.getByText(vi('units.no_email')).first().waitFor();
    await put(textbox(page, 'units.email'), 'delathanh@truong.example');
    await put(textbox(page, 'units.note'), 'Đã gọi cô văn thư');
    await page.getByText(vi('units.remind_text', { email: 'delathanh@truong.example' })).first().waitFor();
    assert.ok(await button(page, 'units.remind').isEnabled());
    await button(page, 'units.back').click();
    await combobox(page, 'office.state').selectOption({ label: vi('units.is_any') });

    // Its key: compared with paper, by name, from then on known.
    await row(page, 'MH-1').getByRole('button').click();
    await heading(page, 'Trường Tiểu học Sông Đà').waitFor();
    await page.getByText(songDa.fingerprint, { exact: true }).waitFor();
    await put(textbox(page, 'units.who'), 'Trần Thị Lan');
    await button(page, 'units.confirm_name', { fingerprint: songDa.fingerprint }).click();
    await page.getByText(vi('units.key_on', { on: date(0), by: 'Trần Thị Lan' })).waitFor();
    await page.getByText(new RegExp(vi('office.verdict_valid'))).first().waitFor();
    await button(page, 'units.open_file', { name: 'MH-1-a.zip' }).click();
    await page.getByText(vi('office.key_known_long', { unit: 'MH-1' })).waitFor();
    await button(page, 'units.back_to_unit', { name: 'Trường Tiểu học Sông Đà' }).click();
    await kept(page);

    // All of it is there after a reload.
    await page.reload();
    await heading(page, vi('office.heading')).waitFor();
    await row(page, 'MH-1').filter({ hasText: vi('office.verdict_valid') }).waitFor();
    await toUnits(page);
    await row(page, 'MH-1').filter({ hasText: vi('units.key_known') }).filter({ hasText: vi('units.is_late') }).waitFor();
    await row(page, 'MH-99').filter({ hasText: vi('units.is_key_unknown') }).waitFor();
    assert.equal(await textbox(page, 'units.deadline').inputValue(), date(-1));

    // Another key for a unit whose key was compared.
    const other = bundleOf('MH-1', 'Trường Tiểu học Sông Đà', 'c');
    await drop(page, [other.file]);
    await row(page, 'MH-1-c.zip').filter({ hasText: vi('office.key_changed_short') }).waitFor();
    await toUnits(page);
    await row(page, 'MH-1').filter({ hasText: vi('units.is_key_changed') }).getByRole('button').click();
    await page.getByText(viLike('assess.keys_has_other', { fingerprint: songDa.fingerprint })).waitFor();
    // Beside the old one or in its place: asked, never by the way.
    await button(page, 'assess.key_beside_name', { fingerprint: other.fingerprint }).waitFor();
    await button(page, 'assess.key_instead_name', { fingerprint: other.fingerprint }).waitFor();
    assert.equal(await button(page, 'units.confirm_name', { fingerprint: other.fingerprint }).count(), 0);
    await button(page, 'units.back').click();

    // The register of keys goes out as OpenSSH reads it.
    await button(page, 'units.keys').click();
    const register = await download(page, () => button(page, 'office.signers_out').click());
    assert.match(register.bytes.toString('utf8'), /^MH-1 .*ssh-ed25519 AAAA/m);
    await button(page, 'units.save').waitFor();

    // The round for a colleague, who has begun one with another deadline.
    await button(page, 'units.share').click();
    await nameOffice(page, { name: 'UBND xã Mẫu Sơn', code: '79-001' });
    const round = await download(page, () => button(page, 'assess.sign_round').click());
    quiet(page);
    await context.close();

    const second = await office();
    await toUnits(second.page);
    await button(second.page, 'units.paste').click();
    await put(textbox(second.page, 'units.list'), 'Mã trường\tTên trường\tGhi chú\nMH-2\tTrường Tiểu học Đê La Thành\tHẹn thứ Hai\n');
    await button(second.page, 'units.take').click();
    await combobox(second.page, 'ui.school_year').selectOption(record.school_year);
    await put(textbox(second.page, 'units.deadline'), date(7));
    await button(second.page, 'units.share').click();
    await put(textbox(second.page, 'assess.office_name'), 'UBND xã Mẫu Sơn');
    await put(textbox(second.page, 'assess.office_code'), '79-001');
    await button(second.page, 'units.share').click();
    await drop(second.page, [{ name: round.name, type: 'application/zip', bytes: round.bytes }]);
    await heading(second.page, vi('assess.round_heading')).waitFor();
    await button(second.page, 'assess.round_open').click();
    await heading(second.page, vi('assess.merge_heading')).waitFor();
    await second.page.getByText(vi('assess.merge_unknown', { count: '1' })).waitFor();
    const conflicts = second.page.getByRole('list', { name: vi('assess.merge_heading') });
    const deadline = conflicts.getByRole('listitem').filter({ hasText: vi('assess.field_deadline') });
    await deadline.getByRole('radio', { name: vi('assess.take_theirs'), exact: true }).check();
    await conflicts.getByRole('listitem').filter({ hasText: 'Đã gọi cô văn thư' }).getByText('Hẹn thứ Hai').waitFor();
    await button(second.page, 'assess.merge_accept').click();
    await toUnits(second.page);
    assert.equal(await textbox(second.page, 'units.deadline').inputValue(), date(-1));
    await row(second.page, 'MH-4').waitFor();
    await row(second.page, 'MH-2').getByRole('button').click();
    assert.equal(await textbox(second.page, 'units.note').inputValue(), 'Hẹn thứ Hai');
    await button(second.page, 'units.back').click();
    await row(second.page, 'MH-1').getByRole('button').click();
    await shows(second.page, songDa.fingerprint);
    // That somebody compared it there is not that it was compared here.
    await shows(second.page, vi('assess.key_imported', { from: round.name, on: date(0) }));
    quiet(second.page);
    await second.context.close();
  });

  test('a CSV file from a spreadsheet, chosen or dropped', async () => {
    const { context, page } = await office();
    await toUnits(page);
    const csv = (name, text) => ({ name, type: 'text/csv', mimeType: 'text/csv', bytes: Buffer.from(text), buffer: Buffer.from(text) });
    await chooseFiles(page, () => button(page, 'units.file').click(), [csv('danh sách.csv', 'Mã trường;Tên trường\nMH-1;Sông Đà\nMH-2;Hoa Sen\n')]);
    await page.getByText(vi('units.read_from', { name: 'danh sách.csv' })).waitFor();
    await button(page, 'units.take').click();
    await summary(page).getByText(`2 ${vi('units.is_missing')}`).waitFor();
    await drop(page, [csv('thêm.csv', 'Mã trường;Tên trường\nMH-1;Sông Đà mới\nMH-3;Đồi Chè\n')]);
    await page.getByText(vi('units.replace_drops', { count: '1' })).waitFor();
    await button(page, 'units.replace').click();
    await row(page, 'MH-3').waitFor();
    await row(page, 'MH-2').waitFor({ state: 'detached' });
    const list = await download(page, () => button(page, 'units.save').click());
    assert.match(list.bytes.toString('utf8'), /"MH-1","Sông Đà mới"/);
    quiet(page);
    await context.close();
  });
});

const shows = (page, text) => page.getByText(text, { exact: true }).first().waitFor();
