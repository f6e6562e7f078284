// Ký & nộp: the banner is the state of the button, everything that stops is in the list with its place, and what is
// incomplete is signed only after a question with the counts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  answerItem, beginning, button, drop, dropped, example, go, heading, items, launch, makeKey, newDossier, open, profile, put, quiet, retype, saved, site,
  textbox, viLike, unitLevels, combobox, vi,
} from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

const blocked = (page) => page.getByRole('heading', { name: viLike('hand_in.blocking') });
const partly = (page, slots) => page.getByText(viLike('hand_in.ready_partly', slots));
const whole = (page) => page.getByText(vi('hand_in.ready'), { exact: true });
const asks = (page) => page.getByRole('dialog', { name: vi('hand_in.incomplete') });
const stops = (page, words) => page.getByRole('list', { name: vi('hand_in.blocking_name') }).getByRole('button', { name: words });

describe('the banner and the button', () => {
  test('the conditions and nothing else: yellow with the counts, asked before it is signed, and "back" signs nothing', async () => {
    const page = await open(await profile(browser), served.url);
    await newDossier(page);
    await put(textbox(page, 'ui.unit_name'), 'Trường THCS Đồi Chim Sẻ');
    await put(textbox(page, 'ui.unit_code'), 'MH-0417');
    await combobox(page, 'ui.unit_level').selectOption({ label: unitLevels.find((level) => level.id === 'thcs').title.vi });
    await put(textbox(page, 'ui.person_name', { of: vi('ui.of_head') }), 'Lê Thị Hoài Thương');
    await go(page, 'hand_in');
    await blocked(page).waitFor();  // nothing is answered
    await makeKey(page);
    assert.ok(await button(page, 'hand_in.sign').isDisabled());
    await go(page, 'scoring');
    const conditions = items.filter((item) => item.kind === 'mandatory');
    for (const item of conditions) {
      await page.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: beginning(item.label) }).click();
      await heading(page, item.label).waitFor();
      await answerItem(page, item, { yes: true });
    }
    await saved(page);
    await go(page, 'hand_in');
    await partly(page, { answered: conditions.length, unproven: conditions.length }).waitFor();
    assert.equal(await whole(page).count(), 0);
    let files = 0;
    page.on('download', () => { files += 1; });
    await button(page, 'hand_in.sign').click();
    await asks(page).getByText(viLike('hand_in.ready_partly', { answered: conditions.length })).waitFor();
    await button(asks(page), 'hand_in.incomplete_back').click();
    await asks(page).waitFor({ state: 'detached' });
    assert.equal(files, 0);
    await button(page, 'hand_in.sign').click();
    const [file] = await Promise.all([page.waitForEvent('download'), button(asks(page), 'hand_in.incomplete_sign').click()]);
    assert.match(file.suggestedFilename(), /^cds-MH-0417/);
    quiet(page);
    await page.context().close();
  });

  test('all answered, points without evidence: asked too; once that is there it is green and signed at one press', async () => {
    const { record, evidence } = example();
    const bare = structuredClone(record);
    const claimed = items.find((item) => Number(record.answers[item.id]?.points) > 0);
    for (const one of bare.evidence) one.items = one.items.filter((/** @type {string} */ id) => id !== claimed.id);
    const page = await open(await profile(browser), served.url);
    await drop(page, [{ name: 'dossier.json', type: 'application/json', bytes: Buffer.from(JSON.stringify(bare)) }, ...evidence.map((path) => dropped(path))]);
    await heading(page, vi('ui.unit_title')).waitFor();
    await go(page, 'hand_in');
    await makeKey(page);
    await partly(page, { unproven: 1 }).waitFor();
    await button(page, 'hand_in.sign').click();
    await button(asks(page), 'hand_in.incomplete_back').click();
    // The weightiest advice stands first and leads to the item.
    await page.getByRole('list', { name: vi('hand_in.advice_name') }).getByRole('button').first().click();
    await heading(page, claimed.label).waitFor();
    await page.context().close();

    const other = await open(await profile(browser), served.url);
    await drop(other, [dropped(example().dossier), ...evidence.map((path) => dropped(path))]);
    await heading(other, vi('ui.unit_title')).waitFor();
    await go(other, 'hand_in');
    await makeKey(other);
    await whole(other).waitFor();
    const [file] = await Promise.all([other.waitForEvent('download'), button(other, 'hand_in.sign').click()]);
    assert.match(file.suggestedFilename(), /^cds-/);
    quiet(other);
    await other.context().close();
  });

  test('something typed that is no value, or a file that cannot be read: in the list, the button waits, the row leads there', async () => {
    const { dossier, evidence } = example();
    const page = await open(await profile(browser), served.url);
    await drop(page, [dropped(dossier), ...evidence.map((path) => dropped(path))]);
    await heading(page, vi('ui.unit_title')).waitFor();
    await go(page, 'council');
    await put(textbox(page, 'ui.decision_date'), '31/02/2026');
    await go(page, 'hand_in');
    await makeKey(page);
    await blocked(page).waitFor();
    assert.ok(await button(page, 'hand_in.sign').isDisabled());
    await stops(page, /31\/02\/2026/).click();
    await heading(page, vi('ui.council_title')).waitFor();
    await retype(textbox(page, 'ui.decision_date'), '12/01/2026');
    await go(page, 'hand_in');
    await blocked(page).waitFor({ state: 'detached' });
    assert.ok(await button(page, 'hand_in.sign').isEnabled());
    quiet(page);
    await page.context().close();
  });
});
