// The whole job by the keyboard alone: Tab, Enter, Space, arrows and letters; no pointer, no call.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CLI, button, heading, items, launch, newDossier, open, profile, quiet, run, site, textbox, vi } from './support.mjs';
import { assess, decide, takeIn } from './support/job.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
let page, bundle;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });
const person = async () => open(await profile(browser), served.url);

/** What has the focus, as it calls itself, and whether one can see that it has. */
const focused = () => page.evaluate(() => {
  const el = /** @type {HTMLInputElement} */ (document.activeElement);
  const words = el.labels?.length ? [...el.labels].map((label) => label.textContent).join(' ') : el.getAttribute('aria-label') ?? el.textContent;
  return { name: words.trim(), tag: el.localName, type: el.type ?? '', steps: Boolean(el.closest('nav')), shown: /** @type {Element} */ (el) instanceof HTMLSelectElement ? el.selectedOptions[0]?.text : '' };
});
const key = (name) => page.keyboard.press(name);
const matches = (name, found) => (name instanceof RegExp ? name.test(found) : name === found);

/** Tab, until it is there: `step` is the way to go. */
async function reach(wanted, what, step = 'Tab', most = 120) {
  for (let i = 0; i < most; ++i) {
    const now = await focused();
    if (wanted(now)) return now;
    await key(step);
  }
  assert.fail(`${step} never reached ${what}; the focus is on “${(await focused()).name}”`);
}
const hands = {
  press: async (name) => { await reach((el) => /^(button|a)$/.test(el.tag) && matches(name, el.name), name); await key('Enter'); },
  // A table is one stop; arrows go through it.
  row: async (name) => {
    await reach((el) => (el.name === vi('office.col_unit') && !el.steps) || matches(name, el.name), name);
    await reach((el) => matches(name, el.name), name, 'ArrowDown', 20);
    await key('Enter');
  },
  write: async (name, text) => { await reach((el) => /^(input|textarea)$/.test(el.tag) && el.name === name, name); await page.keyboard.type(text); },
  // The steps are one stop too.
  go: async (step) => {
    await reach((el) => el.steps, 'the steps', 'Shift+Tab');
    await key('Home');
    await reach((el) => el.name.startsWith(vi(`assess.step_${step}`)), step, 'ArrowDown', 8);
    await key('Enter');
  },
  check: async (name) => { await reach((el) => el.type === 'checkbox' && el.name === name, name); await key('Space'); },
  tick: async (name) => {
    await reach((el) => el.type === 'radio', name);
    await key('Space');
    await reach((el) => el.name === name, name, 'ArrowDown', 5);
  },
  choose: async (name, option) => {
    await reach((el) => el.tag === 'select' && el.name === name, name);
    await reach((el) => el.shown === option, option, 'ArrowDown', 20);
  },
};

describe('by the keyboard alone', () => {
  test('a school assesses itself, signs and hands in', async () => {
    page = await person();
    await key('Tab');
    assert.equal((await focused()).name, vi('page.skip'), 'the skip link comes first');
    await key('Enter');
    assert.equal((await focused()).tag, 'main');
    bundle = await assess(page, hands);
    quiet(page);
    await page.context().close();
  });

  test('an office opens the bundle', async () => {
    page = await person();
    await takeIn(page, hands, bundle);
    assert.equal((await focused()).tag, 'h1', 'the file begins at its title');
    quiet(page);
  });

  test('it assesses, signs, recognises', async () => {
    for (const paper of Object.values(await decide(page, hands))) assert.equal(JSON.parse(run(CLI, ['verify', '--json', paper.path])).verdict, 'unknown-key');
    quiet(page);
    await page.context().close();
  });

  test('the criteria are one stop for Tab; arrows, Home and End go through them', async () => {
    page = await person();
    await newDossier(page);
    await reach((el) => el.tag === 'button' && el.name.startsWith(vi('ui.step_unit')), 'the steps', 'Shift+Tab');
    for (let i = 0; i < 3; ++i) await key('ArrowDown');
    assert.ok((await focused()).name.startsWith(vi('ui.step_scoring')));
    await key('Enter');
    await heading(page, items[0].label).and(page.locator(':focus')).waitFor();
    await key('Shift+Tab');
    assert.ok((await focused()).name.startsWith(items[0].label), 'one step back is the list, at the chosen row');
    await key('End');
    assert.ok((await focused()).name.startsWith(items.at(-1).label));
    await key('ArrowUp');
    assert.ok((await focused()).name.startsWith(items.at(-2).label));
    await key('Home');
    await key('ArrowDown');
    assert.ok((await focused()).name.startsWith(items[1].label));
    await key('Enter');
    await heading(page, items[1].label).waitFor();
    await reach((el) => el.tag === 'h1', 'the title', 'Tab', 1);
    await page.context().close();
  });

  test('a dialog keeps the focus and gives it back; Tab is never caught', async () => {
    page = await person();
    await hands.press(vi('ui.about'));
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let i = 0; i < 6; ++i) {
      await key('Tab');
      assert.ok(await page.evaluate(() => document.activeElement === document.body || !!document.activeElement.closest('dialog')), 'the page behind is out of reach');
    }
    await key('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await focused()).name, vi('ui.about'));
    // Round the page: the first stop comes again.
    await newDossier(page);
    const first = (await reach((el) => el.tag === 'button', 'a button')).name;
    await key('Tab');
    await reach((el) => el.name === first, 'the first stop again', 'Tab', 200);
    await page.context().close();
  });

  test('the focus never falls off: a button that can no longer be pressed, an entry that goes', async () => {
    page = await person();
    await newDossier(page);
    await hands.write(vi('ui.unit_name'), 'A');
    await key('Tab');
    await hands.press(vi('ui.undo'));
    // What came back is shown, with the focus on it; from there the button is out of order.
    await page.waitForFunction(() => document.activeElement?.localName === 'input');
    assert.equal((await focused()).name, vi('ui.unit_name'));
    assert.equal(await textbox(page, 'ui.unit_name').inputValue(), '');
    await hands.press(vi('ui.next_council'));
    await button(page, 'ui.member_add').waitFor();
    await hands.press(vi('ui.member_add'));
    await button(page, 'ui.member_remove', { number: '1' }).waitFor();
    await hands.press(vi('ui.member_remove', { number: '1' }));
    await textbox(page, 'ui.member_name', { number: '1' }).waitFor({ state: 'detached' });
    assert.equal((await focused()).tag, 'button');
    assert.equal(await button(page, 'ui.member_add').count(), 1);
    await page.context().close();
  });
});
