// Every screen in turn, with the example's dossier on it: for pictures, for the accessibility rules.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  button, combobox, drop, dropped, example, go, heading, items, newDossier, notice, put, ready, retype, stepList, textbox, vi,
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
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), button(page, 'hand_in.sign').click()]);
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
