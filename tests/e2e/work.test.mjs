// Work is never lost: points, undo, reload, a killed browser, two tabs, refused storage; and a page at
// rest draws nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync, readdirSync } from 'node:fs';
import {
  PHONE, answerItem, beginning, button, combobox, en, folderProfile, go, heading, isNarrow, items, launch, newDossier, notice, open,
  openShelved, profile, quiet, ready, retype, saved, savedAs, site, temporary, textbox, type, until, vi, viLike,
} from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

/** Each test has a person's browser of its own. */
async function person(options) {
  const context = await profile(browser, options);
  return { context, page: await open(context, served.url) };
}

describe('typing', () => {
  test('points are typed as people write them, and a wrong number says why and is not taken', async () => {
    const { context, page } = await person();
    await newDossier(page);
    await go(page, 'scoring');
    const item = items.find((i) => i.kind === 'score');
    await page.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: new RegExp(`^${item.label}`) }).click();
    await heading(page, item.label).waitFor();
    const points = textbox(page, 'ui.points');
    const total = page.getByRole('banner').getByText(viLike('ui.bar_total', { group: '1' }));
    for (const typed of ['5,5', '5.5']) {
      await retype(points, typed);
      await points.press('Tab');
      await page.getByRole('banner').getByText(vi('ui.bar_total', { group: '1', points: '5,5', max: '100' })).waitFor();
    }
    await retype(points, '7');
    await page.getByText(vi('score.over_max', { given: '7', max: '6' })).first().waitFor();
    await retype(points, '5,3');
    await page.getByText(vi('score.not_a_step', { given: '5,3', step: '0,5', max: '6' })).first().waitFor();
    await retype(points, 'năm');
    const reason = () => points.evaluate((el) => document.getElementById(el.getAttribute('aria-describedby') ?? '')?.textContent ?? '');
    await until(async () => (await reason()) === vi('points.not_a_number', { given: 'năm' }), 'the reason, while it is typed', 5000);
    await points.press('Tab');
    await until(async () => (await points.getAttribute('aria-invalid')) === 'true', 'an error, once it is left', 5000);
    assert.equal(await points.inputValue(), 'năm', 'what was typed stays to be mended');
    await total.first().waitFor();
    quiet(page);
    await context.close();
  });
});

describe('undo and saving', () => {
  test('Ctrl+Z and Ctrl+Shift+Z outside of a field, the buttons, and Ctrl+S', async () => {
    const { context, page } = await person();
    await newDossier(page);
    await type(textbox(page, 'ui.unit_name'), 'Trường A');
    await type(textbox(page, 'ui.unit_code'), 'MH-1');
    await combobox(page, 'ui.unit_ownership').selectOption({ label: vi('ui.own_public') });
    await button(page, 'ui.undo').click();
    await until(async () => await combobox(page, 'ui.unit_ownership').inputValue() === '', 'the choice undone', 5000);
    await page.keyboard.press('Control+Shift+z');
    await until(async () => await combobox(page, 'ui.unit_ownership').inputValue() === 'public', 'redo by keys', 5000);
    // Focus is on a select or a button: Ctrl+Z is the page's, three steps back to nothing.
    await button(page, 'ui.undo').click();
    await button(page, 'ui.undo').click();
    await until(async () => await textbox(page, 'ui.unit_code').inputValue() === '', 'the code undone', 5000);
    assert.equal(await textbox(page, 'ui.unit_name').inputValue(), 'Trường A');
    await button(page, 'ui.redo').click();
    await until(async () => await textbox(page, 'ui.unit_code').inputValue() === 'MH-1', 'the code redone', 5000);
    await textbox(page, 'ui.unit_name').press('Control+s');
    await notice(page, 'page.saved_by_key').waitFor();
    await saved(page);
    quiet(page);
    await context.close();
  });

  test('what is typed and pressed while the page is busy is taken in that order', async () => {
    const context = await profile(browser), page = await open(context, served.url);
    await newDossier(page);
    await type(textbox(page, 'ui.unit_name'), 'Trường ');
    const { x, y } = await page.getByRole('navigation', { name: vi('ui.steps') }).getByRole('button', { name: beginning(vi('ui.step_council')) }).boundingBox();
    const cdp = await context.newCDPSession(page), at = { x: x + 40, y: y + 10, button: /** @type {const} */ ('left'), clickCount: 1 };
    const busy = page.evaluate(() => { for (const end = performance.now() + 500; performance.now() < end;); });
    await sleep(100);
    await Promise.all([busy, cdp.send('Input.insertText', { text: 'B' }), cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at }),
      cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at })]);
    await heading(page, vi('ui.council_title')).waitFor();
    assert.equal(await savedAs(page, (dossier) => dossier.unit?.name, 'Trường B'), 'Trường B');
    quiet(page);
    await context.close();
  });

  test('a browser killed 1.5 s after the last key loses nothing', async () => {
    const dir = temporary('thuoc-profile-');
    let context = await folderProfile(dir);
    let page = await open(context, served.url);
    await newDossier(page);
    await type(textbox(page, 'ui.unit_name'), 'Trường Tiểu học Sông Đà');
    await type(textbox(page, 'ui.address'), 'Số 1, đường Đê');
    await sleep(1500);
    kill(dir);
    await context.close().catch(() => {});
    context = await folderProfile(dir);
    page = await open(context, served.url);
    await button(page, 'ui.shelf_open', { name: `Trường Tiểu học Sông Đà ${await shelfYear(page)}` }).click();
    assert.equal(await textbox(page, 'ui.address').inputValue(), 'Số 1, đường Đê');
    await context.close();
  });

  test('the same dossier in two tabs: one edits, the other is told, taking over saves first', async () => {
    const { context, page } = await person();
    await newDossier(page);
    await type(textbox(page, 'ui.unit_name'), 'Trường B');
    await textbox(page, 'ui.unit_name').press('Tab');
    await saved(page);
    const other = await open(context, served.url);
    const label = `Trường B ${await shelfYear(other)}`;
    await button(other, 'ui.shelf_open', { name: label }).click();
    await other.getByText(vi('ui.locked_elsewhere')).waitFor();
    await button(other, 'ui.take_over').click();
    await heading(other, vi('ui.unit_title')).waitFor();
    assert.equal(await textbox(other, 'ui.unit_name').inputValue(), 'Trường B');
    await notice(page, 'page.taken_over').waitFor();  // said even while the tab is behind
    await retype(textbox(other, 'ui.unit_name'), 'Trường B hai');
    await sleep(1200);
    // Back again, the first tab sees what the second one wrote.
    await button(other, 'ui.home').click();
    await ready(other);
    await page.bringToFront();
    await button(page, 'ui.shelf_open', { name: label }).click();
    await until(async () => await textbox(page, 'ui.unit_name').inputValue() === 'Trường B hai', 'the other tab’s text', 5000);
    quiet(page);
    quiet(other);
    await context.close();
  });

  test('where the browser refuses to store, the page says so and work goes on in memory and as a file', async () => {
    const context = await profile(browser);
    await context.addInitScript(() => {
      // As in some private windows: there is a database, but it does not open.
      IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); };
    });
    const page = await open(context, served.url);
    await page.getByText(viLike('storage.refused', { reason: 'SecurityError' })).first().waitFor();
    await newDossier(page);
    await type(textbox(page, 'ui.unit_name'), 'Trường C');
    await page.getByText(vi('ui.save_impossible')).first().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'ui.save_draft').click()]);
    const draft = JSON.parse(readFileSync(await file.path(), 'utf8'));
    assert.equal(draft.unit.name, 'Trường C');
    // And the file opens again.
    await button(page, 'ui.home').click();
    await context.close();
  });
});

describe('at rest and elsewhere', () => {
  test('ten idle seconds draw no frame, on the busiest screen, the focus in a field', async () => {
    const { context, page } = await person();
    await newDossier(page);
    await go(page, 'scoring');
    await textbox(page, 'ui.note').click();
    await saved(page);
    const frames = () => page.evaluate(() => window.__thuoc.frames);
    let before = -1;
    // The last save and the last notice draw a frame when they go.
    await until(async () => { before = await frames(); await sleep(2500); return await frames() === before; }, 'a page at rest', 30_000);
    assert.ok(before > 0, 'the meter counts');
    await sleep(10_000);
    assert.equal(await frames() - before, 0);
    await context.close();
  });

  test('served below a sub-path, and on a phone', async () => {
    const below = await site('/truong/thuoc/');
    const context = await profile(browser, { viewport: PHONE, hasTouch: true, isMobile: true });
    const page = await open(context, below.url);
    assert.ok(isNarrow(page));
    await newDossier(page);
    await textbox(page, 'ui.unit_name').tap();
    await page.keyboard.type('Trường E');
    await go(page, 'scoring');
    await page.getByRole('main').getByRole('button', { name: new RegExp(`^${items[1].label}`) }).tap();
    await heading(page, items[1].label).waitFor();
    await answerItem(page, items[1], { yes: true });
    await page.getByRole('main').getByText(vi('score.reason.met')).waitFor();
    quiet(page);
    await context.close();
    await below.close();
  });
});

/** The school year on the one card of the shelf. */
async function shelfYear(page) {
  const name = await page.getByRole('list', { name: vi('ui.shelf') }).getByRole('button').first().textContent()
    ?? '';
  const label = await page.getByRole('list', { name: vi('ui.shelf') }).getByRole('button').first().getAttribute('aria-label') ?? name;
  const year = /\d{4}-\d{4}/.exec(label);
  assert.ok(year, `no year in “${label}”`);
  return year[0];
}
/** Ends the browser of a profile folder at once, as a power cut would. It is ours: the folder is. */
function kill(dir) {
  let ended = 0;
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    let words;
    try { words = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0'); } catch { continue; }
    if (words.includes(`--user-data-dir=${dir}`) && !words.some((w) => w.startsWith('--type='))) {
      process.kill(Number(entry), 'SIGKILL');
      ++ended;
    }
  }
  assert.equal(ended, 1, 'one browser has this profile');
}
void openShelved;

describe('language', () => {
  test('English is fetched when it is chosen, kept over a reload; where it cannot be had the page says so', async () => {
    const { context, page } = await person();
    const fetched = [];
    page.on('request', (request) => { if (request.url().endsWith('english.txt')) fetched.push(request.url()); });
    await context.route('**/english.txt', (route) => route.abort());
    await button(page, 'ui.other_language').click();
    await notice(page, 'browser.no_english').waitFor();
    await context.unroute('**/english.txt');
    await button(page, 'ui.other_language').click();
    const title = page.getByRole('heading', { level: 1, name: en('ui.start_title') });
    await title.waitFor();
    await page.reload();
    await title.waitFor();
    assert.equal(fetched.length, 3);
    await page.getByRole('button', { name: en('ui.other_language'), exact: true }).click();
    await ready(page);
    await context.close();
  });
});
