// The whole job by touch on a phone: fingers through Chromium's own protocol, words from the screen
// keyboard. The system's lists and file dialog, which no page draws, are answered for it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI, PHONE, goOffice, launch, open, profile, quiet, run, site } from './support.mjs';
import { assess, decide, takeIn } from './support/job.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
let page, cdp, bundle;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });
async function person() {
  page = await open(await profile(browser, { viewport: PHONE, hasTouch: true, isMobile: true }), served.url);
  cdp = await page.context().newCDPSession(page);
}

const touch = (type, ...points) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points });
async function drag(from, by) {
  await touch('touchStart', { x: 195, y: from });
  for (let step = 1; step <= 5; ++step) await touch('touchMove', { x: 195, y: from + (by * step) / 5 });
  await sleep(60);  // the finger stands still: no inertia
  await touch('touchMove', { x: 195, y: from + by });
  await touch('touchEnd');
}
/** Drags until the middle of it is in the open part of the screen; gives that point. */
async function bring(locator) {
  await locator.waitFor();
  // A person sees what the last tap did before the next one; it may have moved things.
  await page.evaluate(() => new Promise((seen) => { requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(seen))); }));
  let box;
  for (let i = 0; i < 60; ++i) {
    box = await locator.boundingBox();
    assert.ok(box, 'it has a place');
    const middle = box.y + box.height / 2;
    // What does not scroll is always in reach; a region ends at the bars above and at the foot below.
    const region = await locator.evaluate((el) => {
      const around = el.closest('.scroll')?.getBoundingClientRect();
      return around && { top: around.top, bottom: around.bottom };
    });
    if (!region || (middle > region.top + 24 && middle < region.bottom - 24)) break;
    const by = Math.max(-420, Math.min(420, 480 - middle));
    await drag(by < 0 ? 700 : 250, by);
    await sleep(30);
  }
  return { x: box.x + Math.min(box.width / 2, 160), y: box.y + box.height / 2 };
}
async function tap(locator) {
  const at = await bring(locator);
  await touch('touchStart', at);
  await touch('touchEnd');
}
const named = (role, name) => page.getByRole(role, { name, exact: typeof name === 'string' }).first();
const hands = {
  press: (name) => tap(named('button', name)),
  write: async (name, text) => {
    const field = named('textbox', name);
    await tap(field);
    await field.and(page.locator(':focus')).waitFor();
    await cdp.send('Input.insertText', { text });
  },
  go: (step) => goOffice(page, step),  // the system's own list
  tick: (name) => tap(named('radio', name)),
  check: (name) => tap(named('checkbox', name)),
  choose: async (name, option) => {
    const list = named('combobox', name);
    await bring(list);
    await list.selectOption({ label: option });
  },
};

describe('by touch at 390×844', () => {
  test('a school assesses itself, signs and hands in', async () => {
    await person();
    bundle = await assess(page, hands, { listFirst: true });
    quiet(page);
    await page.context().close();
  });
  test('an office opens the bundle', async () => {
    await person();
    await takeIn(page, hands, bundle);
    quiet(page);
  });
  test('it assesses, signs, recognises', async () => {
    for (const paper of Object.values(await decide(page, hands, { listFirst: true }))) assert.equal(JSON.parse(run(CLI, ['verify', '--json', paper.path])).verdict, 'unknown-key');
    quiet(page);
    await page.context().close();
  });
});
