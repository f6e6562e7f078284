// Vietnamese by every common input method, through Chromium's own input protocol: each at ten keys a
// second and in one burst, in single-line, multi-line and number fields. What counts is the record in
// the browser's storage.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { beginning, button, go, heading, items, launch, newDossier, open, profile, quiet, ready, savedAs, site, textbox, vi } from './support.mjs';
import { METHODS, keystrokes, play } from './support/typing.mjs';

const NAME = 'Trường Trung học cơ sở Nguyễn Thị Minh Khai', LINES = NAME.replace(' Nguyễn', '\nNguyễn');
const ITEMS = items.filter((item) => item.kind === 'score').slice(0, 2);
const PACE = 100;

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

const goTo = async (page, item) => {
  await page.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: beginning(item.label) }).click();
  await heading(page, item.label).waitFor();
};

/** Everything one method has to type, into a dossier of its own. */
async function typeAll(page, cdp, method) {
  const into = async (field, text, ms) => { await field.click(); await play(cdp, method(text), ms); };
  await newDossier(page);
  await into(textbox(page, 'ui.unit_name'), NAME, PACE);
  await into(textbox(page, 'ui.address'), NAME, 0);
  await go(page, 'scoring');
  for (const [item, points, ms] of [[ITEMS[0], '4,5', PACE], [ITEMS[1], '3.5', 0]]) {
    await goTo(page, item);
    await into(textbox(page, 'ui.points'), points, ms);
    await into(textbox(page, 'ui.note'), LINES, ms);
    await textbox(page, 'ui.note').press('Tab');
  }
  const parts = (d) => ({
    name: d.unit.name, address: d.unit.address,
    answers: ITEMS.map(({ id }) => [d.answers[id]?.points, d.answers[id]?.note]),
  });
  const wanted = { name: NAME, address: NAME, answers: [['4.5', LINES], ['3.5', LINES]] };
  assert.deepEqual(await savedAs(page, parts, wanted), wanted);
  assert.equal(await textbox(page, 'ui.note').inputValue(), LINES, 'the field shows what was saved');
  await button(page, 'ui.home').click();
  await ready(page);
}

describe('the traces themselves', () => {
  test('keys of Telex and VNI as a person presses them', () => {
    const keys = (word, layout) => keystrokes(word, layout).map((step) => step.key).join('');
    assert.equal(keys('Trường', 'telex'), 'Truwowngf');
    assert.equal(keys('Nguyễn', 'telex'), 'Nguyeenx');
    assert.equal(keys('đường', 'vni'), 'd9u7o7ng2');
    assert.equal(keys('Thị', 'vni'), 'Thi5');
    assert.deepEqual(keystrokes('Thị', 'telex').map((step) => step.after), ['T', 'Th', 'Thi', 'Thị']);
  });
});

// Three people at once: at ten keys a second a machine mostly waits.
describe('every input method', { concurrency: true }, () => {
  const names = Object.keys(METHODS), people = 3;
  for (let i = 0; i < people; ++i) {
    describe(`person ${i + 1}`, { concurrency: 1 }, () => {
      let page, cdp;
      before(async () => {
        page = await open(await profile(browser, { viewport: { width: 1000, height: 600 } }), served.url);
        cdp = await page.context().newCDPSession(page);
      });
      after(() => page.context().close());
      for (const name of names.filter((_, n) => n % people === i)) {
        test(name, async () => { await typeAll(page, cdp, METHODS[name]); quiet(page); });
      }
    });
  }
});
