// Every screen in turn, with the example's dossier on it: for pictures, for the accessibility rules.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  button, drop, dropped, example, go, heading, items, newDossier, notice, ready, retype, stepList, textbox, vi,
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
  await context.close();
}
