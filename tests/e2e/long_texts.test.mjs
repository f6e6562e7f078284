// Every field a person can write in, found on the page itself: texts below and above what is kept, pasted, then the page is
// loaded again. A field holds what was pasted, or had said before the reload that it would not. Texts at each limit, and one
// letter over it, are tried without a browser: tests/unit/ui_*_roundtrip_test.cc.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CLI, beginning, button, drop, dropped, example, go, goOffice, heading, items, join, launch, newDossier, notice, open, profile, quiet, ready, run, site,
  temporary, textbox, until, vi, viLike, visit,
} from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

// Letters outside the BMP are two units of what a browser counts; "ệ" is three bytes.
const letters = (count) => '😀"\\'.slice(0, count) + (count > 4 ? 'ệ'.repeat(count - 4) : '');
const TEXTS = [letters(200), letters(5_000), 'ệ'.repeat(40_000)];  // the last is above text_bytes (src/base/limits.h)
// Questions to what is here, and what is about to be done: nobody expects to find them again.
const NOT_KEPT = ['units.find', 'assess.find', 'office.search', 'sample.percent', 'sample.seed', 'units.list'].map((key) => vi(key));

const FIELDS = 'input:not([type=radio], [type=checkbox], [type=password], [type=file]), textarea';
/** The fields one can write in: name, value, whether it is said to be wrong, and the words beside it.
 * @param {import('playwright-core').Page} page @returns {Promise<{name: string, value: string, wrong: boolean, words: string}[]>} */
const read = (page) => page.evaluate((fields) => [...document.querySelectorAll(fields)].map((el) => {
  const field = /** @type {HTMLInputElement} */ (el);
  const texts = (ids) => (ids ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  return { name: field.readOnly || field.disabled ? '' : field.labels?.[0]?.textContent ?? field.getAttribute('aria-label') ?? texts(field.getAttribute('aria-labelledby')),
    value: field.value, wrong: field.getAttribute('aria-invalid') === 'true', words: texts(field.getAttribute('aria-describedby')) };
}), FIELDS);
const isKept = ({ name }) => name !== '' && !NOT_KEPT.some((one) => name.startsWith(one));
const names = (fields) => fields.map(({ name }) => name).join('\n');
/** The screen is there when its fields are the same for a while. */
async function settled(page) {
  let before = '?', same = 0;
  await until(async () => {
    const now = `${await page.getByRole('heading').allTextContents()}${names(await read(page))}`;
    same = now === before ? same + 1 : 0;
    before = now;
    return same >= 2;
  }, 'a screen that stays');
}

/** Pastes `text` into every field of the screen; what each promises then. @returns {Promise<Map<string, string>>} */
async function fill(page, screen, text) {
  const promised = new Map(), before = await read(page);
  for (const [i, one] of before.entries()) if (isKept(one)) await page.locator(FIELDS).nth(i).fill(text);
  // A field says what is wrong once it is left, in one of the three frames that an event asks for.
  await page.evaluate(async () => {
    /** @type {HTMLElement} */ (document.activeElement)?.blur();
    for (let frame = 0; frame < 8; ++frame) await new Promise(requestAnimationFrame);
  });
  const isCut = (one) => one.value !== '' && text.startsWith(one.value);
  const open = (fields) => fields.filter((one) => isKept(one) && !isCut(one) && !one.wrong);
  await until(async () => open(await read(page)).length === 0, `${screen}: each field holds ${text.length} letters, or says why not`)
    .catch(async (error) => { assert.fail(`${error.message}: ${names(open(await read(page)))}`); });
  const now = await read(page);
  assert.equal(names(now), names(before), `${screen}: the same fields`);
  for (const [i, one] of now.entries()) {
    if (!isKept(one)) continue;
    if (one.wrong) assert.ok(one.words.length > 10, `${screen}: ${one.name} says what is wrong`);
    else if (one.value !== text) assert.ok(await notice(page, 'office.name_cut').count(), `${screen}: ${one.name} is cut, and nothing said so`);
    if (!one.wrong) promised.set(`${screen} ${i} ${one.name}`, one.value);
  }
  return promised;
}
async function check(page, screen, promised) {
  for (const [i, { name, value }] of (await read(page)).entries()) {
    const key = `${screen} ${i} ${name}`, wanted = promised.get(key);
    if (wanted === undefined) continue;
    assert.ok(value === wanted, `${screen}: ${name}: ${value.length} of ${wanted.length} letters after a reload`);
    promised.delete(key);
  }
}

test('a school: every field of every step', async (t) => {
  const context = await profile(browser), page = await open(context, served.url);
  await newDossier(page);
  await go(page, 'council');
  await button(page, 'ui.member_add').click();
  await go(page, 'evidence');
  await button(page, 'ui.add_document').click();
  await button(page, 'ui.add_link').click();
  let seen = 0;
  for (const [turn, text] of TEXTS.entries()) {
    const promised = new Map(), add = async (screen) => { for (const [key, value] of await fill(page, screen, text)) promised.set(key, value); };
    const walk = async (use) => {
      for (const step of ['council', 'figures', 'evidence', 'hand_in', 'unit']) {
        await go(page, step);
        await settled(page);
        if (step !== 'evidence') { await use(step); continue; }
        for (const entry of [0, 1]) {
          // One is unfolded at a time.
          const fold = page.getByRole('button', { name: beginning(vi('evidence.done', { name: '' })) });
          if (await fold.count()) {
            await fold.click();
            await fold.waitFor({ state: 'detached' });
          }
          await page.getByRole('button', { name: beginning(vi('evidence.edit', { name: '' })) }).nth(entry).click();
          await settled(page);
          await use(`evidence ${entry}`);
        }
      }
      await go(page, 'scoring');
      // All items have the same fields: some of each group will do.
      for (const item of items.filter((_, i) => i % 9 === turn)) {
        await page.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: beginning(item.label) }).click();
        await heading(page, item.label).waitFor();
        await settled(page);
        await use(item.label);
      }
    };
    await walk(add);
    await page.keyboard.press('Control+s');
    await notice(page, 'page.saved_by_key').waitFor();
    seen += promised.size;
    await page.reload();
    await ready(page);
    await page.getByRole('list', { name: vi('ui.shelf') }).getByRole('button').first().click();
    await heading(page, vi('ui.unit_title')).waitFor();
    await walk((screen) => check(page, screen, promised));
    assert.deepEqual([...promised.keys()], [], 'fields that are gone after the reload');
  }
  assert.ok(seen > 60, `only ${seen} fields held a text`);
  t.diagnostic(`${seen} texts`);
  quiet(page);
  await context.close();
});

test('an office: its name, units, reviews, requests, teams, decision', async (t) => {
  const dir = temporary(), { dossier, record } = example();
  const key = join(dir, 'key.json'), bundle = join(dir, 'nop.zip');
  run(CLI, ['key', 'new', '-o', key]);
  run(CLI, ['pack', dossier, '--evidence', join(dossier, '../evidence'), '--key', key, '-o', bundle]);
  const context = await profile(browser), page = await visit(context, `${served.url}#office`);
  await heading(page, vi('office.heading')).waitFor();
  const takeIn = async () => {
    await drop(page, [dropped(bundle)]);
    await page.getByRole('status').filter({ hasText: viLike('office.summary_all') }).filter({ hasNotText: vi('office.count_open') }).first().waitFor({ timeout: 60_000 });
  };
  await takeIn();
  await goOffice(page, 'units');
  await button(page, 'units.paste').click();
  await textbox(page, 'units.list').fill(`Mã trường\tTên trường\n${record.unit.code}\tTrường\nMH-2\tTrường hai`);
  await button(page, 'units.take').click();
  await notice(page, 'units.taken', { count: '2' }).waitFor();
  await goOffice(page, 'sample');
  await button(page, 'sample.draw').click();
  await button(page, 'sample.team_add').click();
  await goOffice(page, 'assess');
  await page.getByRole('row').getByRole('button').first().click();
  await button(page, 'assess.to_return').click();
  await page.getByRole('combobox', { name: vi('assess.request_add'), exact: true }).selectOption({ index: 1 });
  // Who signs is said once, and is folded away then.
  const officeFields = async () => {
    if (!await button(page, 'assess.office_edit').count()) return;
    await button(page, 'assess.office_edit').click();
    await textbox(page, 'assess.office_name').waitFor();
  };
  let seen = 0;
  for (const text of TEXTS) {
    const promised = new Map(), add = async (screen) => { for (const [key, value] of await fill(page, screen, text)) promised.set(key, value); };
    const walk = async (use) => {
      await goOffice(page, 'sample');
      await settled(page);
      await use('sample');
      await goOffice(page, 'units');
      await settled(page);
      if (await button(page, 'units.back').count()) await button(page, 'units.back').click();
      await settled(page);
      await use('units');
      await textbox(page, 'units.find').fill('MH-2');
      await settled(page);
      await page.getByRole('row').getByRole('button').last().click();
      await button(page, 'units.back').waitFor();
      await settled(page);
      await use('unit');
      await goOffice(page, 'assess');
      await settled(page);
      if (await button(page, 'assess.return_back').count()) await button(page, 'assess.return_back').click();
      if (await button(page, 'assess.back').count()) await button(page, 'assess.back').click();
      await page.getByRole('row').getByRole('button').first().click();
      await button(page, 'assess.to_return').waitFor();
      await settled(page);
      await officeFields();
      await use('assess');
      await button(page, 'assess.to_return').click();
      await settled(page);
      await officeFields();
      await use('return');
    };
    await walk(add);
    await page.getByText(vi('ui.saved'), { exact: true }).first().waitFor();
    seen += promised.size;
    await page.reload();
    await heading(page, vi('office.heading')).waitFor();
    await takeIn();
    await walk((screen) => check(page, screen, promised));
    assert.deepEqual([...promised.keys()], [], 'fields that are gone after the reload');
  }
  assert.ok(seen > 20, `only ${seen} fields held a text`);
  t.diagnostic(`${seen} texts`);
  quiet(page);
  await context.close();
});
