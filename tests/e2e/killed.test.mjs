// The browser is killed at any moment while a person types and attaches, and opened again: nothing that was said to be
// saved is lost, no record is damaged, and of the last typing hardly anything. KILLS=n for more than the suite's few.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync, readdirSync } from 'node:fs';
import { drop, folderProfile, go, heading, newDossier, open, pdf, put, site, temporary, textbox, vi } from './support.mjs';

const KILLS = Number(process.env.KILLS ?? 5), LONGEST_MS = 1500;
const NAME = 'Trường Tiểu học Sông Đà';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
before(async () => { served = await site(); });
after(() => served?.close());

/** The browser of a profile folder, with all its processes, as a power cut ends it. It is ours: the folder is. */
function kill(dir) {
  const ours = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((entry) => {
    try {
      const words = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0');
      return words.includes(`--user-data-dir=${dir}`) && !words.some((word) => word.startsWith('--type='));
    } catch { return false; }
  });
  assert.equal(ours.length, 1, 'one browser has this profile');
  process.kill(-Number(ours[0]), 'SIGKILL');
}

/** Tells, each time the page says "Đã lưu", what the field held: only what has stood for some frames, for a letter just
 * typed is in the field before the page has heard of it. */
const watch = ([said, field]) => {
  let before = '', frames = 0, told = '';
  const look = () => {
    const value = [...document.querySelectorAll(/** @type {'input'} */ ('input, textarea'))].find((el) => /** @type {HTMLInputElement} */ (el).labels?.[0]?.textContent === field)?.value ?? before;
    frames = value === before ? frames + 1 : 0;
    before = value;
    const saved = document.evaluate(`//*[starts-with(text(), "${said}")]`, document, null, XPathResult.BOOLEAN_TYPE).booleanValue;
    if (saved && frames > 5 && value !== told) globalThis.acknowledged(told = value);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

test('killed while typing and attaching', async (t) => {
  const dir = temporary('thuoc-killed-');
  /** @type {import('playwright-core').BrowserContext | undefined} */ let context;
  t.after(() => context?.close().catch(() => {}));
  let text = '', acknowledged = '', lostMs = 0;
  /** @type {{at: number, length: number}[]} */ let typed = [];
  let killedAt = 0;
  const files = [];
  let due = 0;  // of these, how many were saved with a text behind them
  for (let n = 0; n <= KILLS; ++n) {
    context = await folderProfile(dir);
    await context.exposeFunction('acknowledged', (value) => { acknowledged = value; due = files.length; });
    const page = await open(context, served.url);
    if (n === 0) {
      await newDossier(page);
      await put(textbox(page, 'ui.unit_name'), NAME);
    } else {
      await page.getByRole('list', { name: vi('ui.shelf') }).getByRole('button', { name: vi('ui.shelf_open', { name: NAME }) }).first().click();
      await heading(page, vi('ui.unit_title')).waitFor();
      const found = await textbox(page, 'ui.address').inputValue();
      assert.ok(found.startsWith(acknowledged), `kill ${n}: acknowledged …${acknowledged.slice(-30)}, found …${found.slice(-30)}`);
      assert.ok(text.startsWith(found), `kill ${n}: typed …${text.slice(-30)}, found …${found.slice(-30)}`);
      const first = typed.find((one) => one.length > found.length);
      if (first) lostMs = Math.max(lostMs, killedAt - first.at);
      text = acknowledged = found;
      await go(page, 'evidence');
      for (const file of files.slice(0, due)) await page.getByText(file, { exact: true }).first().waitFor();
      assert.equal(await page.getByText(vi('evidence.missing'), { exact: true }).count(), 0, `kill ${n}: bytes of a file that was kept are gone`);
      const still = [];
      for (const file of files) if (await page.getByText(file, { exact: true }).count()) still.push(file);
      files.splice(0, files.length, ...still);
      due = files.length;
    }
    if (n === KILLS) {
      await context.close();
      break;
    }
    if (n % 2 === 1) {
      await go(page, 'evidence');
      files.push(`minh chứng ${n}.pdf`);
      await drop(page, [{ name: files.at(-1) ?? '', type: 'application/pdf', bytes: pdf(`kill ${n}`) }]);
    }
    await go(page, 'unit');
    await heading(page, vi('ui.unit_title')).waitFor();
    await page.evaluate(watch, [vi('ui.saved'), vi('ui.address')]);
    await textbox(page, 'ui.address').click();
    await page.keyboard.press('End');
    typed = [];
    let alive = true;
    const typing = (async () => {
      for (let i = 0; alive; ++i) {
        const letter = 'abcdê'[i % 5];  // no space: at its ends a text is trimmed
        text += letter;  // before it is sent: the last one may arrive and nobody hear of it
        typed.push({ at: Date.now(), length: text.length });
        await page.keyboard.insertText(letter);
        await sleep(25 + Math.random() * 60);
      }
    })().catch(() => {});
    await sleep(300 + Math.random() * 2200);
    killedAt = Date.now();
    alive = false;
    kill(dir);
    await typing;
    await context.close().catch(() => {});
  }
  assert.ok(acknowledged.length > 0, 'something was acknowledged');
  console.log(`${KILLS} kills, 0 acknowledged lost, at most ${(lostMs / 1000).toFixed(2)} s of typing lost`);
  t.diagnostic(`${KILLS} kills, at most ${(lostMs / 1000).toFixed(2)} s of typing lost`);
  assert.ok(lostMs <= LONGEST_MS, `${lostMs} ms of typing lost`);
});
