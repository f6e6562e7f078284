// The office's desk in Chromium, with a generated collection: node tests/bench/office.mjs DIR [ROWS]
//   DIR   as `thuoc generate --units 3000 --seed 7 -o DIR` makes it
//   ROWS  also: the list of so many rows (40000), from copies of what was read
// Prints one figure a line. Figures of one run on one machine: compare within it.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { button, heading, launchOptions, open, profileOptions, ready, site, vi, viLike } from '../e2e/support.mjs';
import { chromium } from 'playwright-core';

const [dir, many = '40000'] = process.argv.slice(2);
const inbox = join(dir, 'inbox');
const files = readdirSync(inbox, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
const served = await site();
const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, '--enable-precise-memory-info'] });
const context = await browser.newContext(profileOptions);
const say = (/** @type {string} */ what, /** @type {string | number} */ figure) => console.log(`${what.padEnd(52)} ${figure}`);
const seconds = async (/** @type {() => Promise<unknown>} */ work) => { const begun = performance.now(); await work(); return ((performance.now() - begun) / 1000).toFixed(2); };
try {
  const page = await open(context, `${served.url}`);
  page.setDefaultTimeout(600_000);
  await button(page, 'ui.start_bundles').waitFor();
  // The office's part is there before the clock begins: it is downloaded once.
  await page.evaluate(() => { location.hash = '#office'; location.reload(); });
  await heading(page, vi('office.heading')).waitFor();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'office.add_folder').click()]);
  const status = page.getByRole('main');
  const read = await seconds(async () => {
    await chooser.setFiles(inbox);
    await status.getByText(viLike('office.progress', { all: String(files.length) })).or(page.getByRole('button', { name: vi('office.csv'), exact: true })).first().waitFor();
  });
  say(`${files.length} files chosen → every row there`, `${read} s`);
  const frames = await page.evaluate(() => /** @type {any} */ (window).__thuoc.samples.slice());
  say('frames meanwhile, p95', `${p95(frames).toFixed(1)} ms`);
  say('heap of the page', `${(await memory(page)).toFixed(0)} MB`);
  const hashed = await seconds(() => button(page, 'office.csv').waitFor());
  say('and all evidence checked, after', `${hashed} s`);
  say('heap of the page', `${(await memory(page)).toFixed(0)} MB`);
  const sums = await seconds(async () => { execFileSync('find', [inbox, '-type', 'f', '-exec', 'sha256sum', '{}', '+'], { maxBuffer: 1 << 28 }); });
  say('sha256sum of the same files', `${sums} s`);

  // The list of many rows: what is kept, copied under other names, and read again by a reload.
  await page.waitForTimeout(3000);
  const rows = await page.evaluate(async (want) => {
    const db = await new Promise((done) => { const asked = indexedDB.open('thuoc'); asked.onsuccess = () => done(asked.result); });
    const store = () => db.transaction('office', 'readwrite').objectStore('office');
    const result = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    const ids = (await result(store().getAllKeys())).filter((id) => id.startsWith('rows-'));
    const all = (await Promise.all(ids.map((id) => result(store().get(id))))).flatMap((json) => JSON.parse(json));
    let made = 0;
    for (let chunk = 0; made < want; ++chunk) {
      const part = [];
      for (; part.length < 256 && made < want; ++made) {
        const row = all[made % all.length], copy = Math.floor(made / all.length);
        part.push({ ...row, name: `${copy}/${row.name}`, unit_code: `${copy}-${row.unit_code}`, unit_name: row.unit_name && `${row.unit_name} ${copy || ''}`.trim() });
      }
      await result(store().put(JSON.stringify(part), `rows-${String(chunk).padStart(5, '0')}`));
    }
    return made;
  }, Number(many));
  await page.reload();
  await heading(page, vi('office.heading')).waitFor();
  await page.getByText(viLike('office.summary_all', { count: String(rows) })).first().waitFor();
  say(`list of ${rows} rows, heap`, `${(await memory(page)).toFixed(0)} MB`);
  const frame = async (/** @type {() => Promise<unknown>} */ act) => {
    await page.evaluate(() => { const meter = /** @type {any} */ (window).__thuoc; meter.samples.length = 0; meter.from = meter.frames; });
    await act();
    await page.waitForTimeout(400);
    return page.evaluate(() => /** @type {any} */ (window).__thuoc.samples.filter((ms) => ms > 0));
  };
  const scrolled = await frame(async () => {
    await page.mouse.move(600, 500);
    for (let i = 0; i < 150; ++i) { await page.mouse.wheel(0, 700); await page.waitForTimeout(16); }
  });
  say('scrolling: frames, p95, most', `${scrolled.length}, ${p95(scrolled).toFixed(1)} ms, ${Math.max(...scrolled).toFixed(1)} ms`);
  await page.evaluate(() => document.querySelector('[role=main], main')?.scrollTo(0, 0));
  await page.evaluate(() => { for (const el of document.querySelectorAll('#mirror *')) if (el.scrollTop > 1000) el.scrollTop = 0; });
  await page.waitForTimeout(300);
  const sorted = await frame(() => page.getByRole('button', { name: new RegExp(`^${vi('office.col_levels')}`) }).click());
  say('sort by points: longest frame', `${Math.max(...sorted).toFixed(1)} ms`);
  const filtered = await frame(async () => {
    await page.getByRole('searchbox', { name: vi('office.search'), exact: true }).or(page.getByRole('textbox', { name: vi('office.search'), exact: true })).first().click();
    await page.keyboard.insertText('truong tieu hoc');
  });
  say('search without accents: longest frame', `${Math.max(...filtered).toFixed(1)} ms`);
} finally {
  await browser.close();
  await served.close();
}

/** @param {number[]} list */
function p95(list) { return list.length ? [...list].sort((a, b) => a - b)[Math.floor(list.length * 0.95)] : 0; }
/** @param {import('playwright-core').Page} page */
async function memory(page) { return page.evaluate(() => /** @type {any} */ (performance).memory.usedJSHeapSize / 2 ** 20); }
