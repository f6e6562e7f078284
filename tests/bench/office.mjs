// The office's desk in Chromium with a generated collection, for run.mjs: taking in, then a list of many rows.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { button, goOffice, heading, launchOptions, open, profileOptions, site, vi, viLike } from '../e2e/support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** The office's screen, its part of the page downloaded. @param {(page: Page, browser: import('playwright-core').Browser) => Promise<void>} work */
async function atTheOffice(work) {
  const served = await site();
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await open(await browser.newContext(profileOptions), served.url);
    page.setDefaultTimeout(600_000);
    await page.evaluate(() => { location.hash = '#office'; location.reload(); });
    await heading(page, vi('office.heading')).waitFor();
    await work(page, browser);
  } finally {
    await browser.close();
    await served.close();
  }
}

const seconds = async (/** @type {() => Promise<unknown>} */ work) => { const begun = performance.now(); await work(); return (performance.now() - begun) / 1000; };
const p95 = (/** @type {number[]} */ list) => (list.length ? [...list].sort((a, b) => a - b)[Math.floor(list.length * 0.95)] : 0);

/** The most memory a renderer has had, in MB: the module's and the workers' with it. @param {import('playwright-core').Browser} browser */
async function peak(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const most = processInfo.filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0));
  return Math.max(...most) / 1024;
}

/**
 * A folder of files as `thuoc generate` makes it, chosen in the page: seconds until each has its row, until
 * all evidence is checked besides, and what sha256sum needs for the same files; and what was seen meanwhile.
 * @param {string} inbox
 */
export async function takeIn(inbox) {
  const files = readdirSync(inbox, { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && !/^(Thumbs\.db|\.DS_Store)$/.test(e.name)).length;
  const found = { files, rows: 0, evidence: 0, sha256sum: 0, frame: 0, memory: 0 };
  const sums = () => seconds(async () => { execFileSync('find', [inbox, '-type', 'f', '-exec', 'sha256sum', '{}', '+'], { maxBuffer: 1 << 28 }); });
  const before = await sums();
  await atTheOffice(async (page, browser) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'office.add_folder').click()]);
    found.rows = await seconds(async () => {
      await chooser.setFiles(inbox);
      await page.getByRole('main').getByText(viLike('office.progress', { all: String(files) })).or(button(page, 'office.csv')).first().waitFor();
    });
    found.evidence = await seconds(() => button(page, 'office.csv').waitFor());
    found.frame = p95(await page.evaluate(() => window.__thuoc.samples.filter((/** @type {number} */ ms) => ms > 0)));
    found.memory = await peak(browser);
  });
  found.sha256sum = Math.min(before, await sums());
  return found;
}

/**
 * The list of files and the register of as many units: frames in ms of scrolling, sorting, searching.
 * The rows are those of a small inbox under other names, put where the page keeps its own and read by a reload.
 * @param {string} inbox @param {number} want
 */
export async function manyRows(inbox, want) {
  /** @type {{what: string, frames: number[]}[]} */
  const found = [];
  let memory = 0, started = 0;
  await atTheOffice(async (page, browser) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'office.add_folder').click()]);
    await chooser.setFiles(inbox);
    await button(page, 'office.csv').waitFor();
    await page.waitForTimeout(7000);  // kept, the round too
    await page.evaluate(multiply, want);
    // Another renderer: what was made here is no memory of the page's.
    const made = page;
    page = await page.context().newPage();
    page.setDefaultTimeout(600_000);
    await made.close();
    await page.goto(`${new URL(made.url()).origin}/#office`);
    await page.getByText(viLike('office.summary_all', { count: String(want) })).first().waitFor();
    started = await peak(browser);
    const frames = async (/** @type {string} */ what, /** @type {() => Promise<unknown>} */ act) => {
      await page.waitForTimeout(300);
      await page.evaluate(() => { window.__thuoc.samples.length = 0; });
      await act();
      await page.waitForTimeout(400);
      found.push({ what, frames: await page.evaluate(() => window.__thuoc.samples.filter((/** @type {number} */ ms) => ms > 0)) });
    };
    const search = async (/** @type {string} */ name) => {
      await page.getByRole('searchbox', { name, exact: true }).or(page.getByRole('textbox', { name, exact: true })).first().click();
      await page.keyboard.insertText('truong tieu hoc');
    };
    const wheel = async () => {
      await page.mouse.move(600, 500);
      for (let i = 0; i < 150; ++i) { await page.mouse.wheel(0, 700); await page.waitForTimeout(16); }
    };
    await frames('the list scrolled', wheel);
    await page.evaluate(() => { for (const el of document.querySelectorAll('#mirror *')) if (el.scrollTop > 1000) el.scrollTop = 0; });
    await frames('sorted by points', () => page.getByRole('button', { name: new RegExp(`^${vi('office.col_levels')}`) }).click());
    await frames('searched without accents', () => search(vi('office.search')));
    await frames('the register opened', () => goOffice(page, 'units'));
    await frames('scrolled', wheel);
    memory = await peak(browser);
  });
  return { found: found.map(({ what, frames }) => ({ what, p95: p95(frames), most: Math.max(0, ...frames) })), started, memory };
}

/** In the page: rows and submissions copied until there are `want`, kept as the page keeps them (web/store.mjs). @param {number} want */
async function multiply(want) {
  const db = await new Promise((done) => { const asked = indexedDB.open('thuoc'); asked.onsuccess = () => done(asked.result); });
  const store = () => db.transaction('office', 'readwrite').objectStore('office');
  const result = (/** @type {IDBRequest} */ request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const ids = (await result(store().getAllKeys())).filter((/** @type {string} */ id) => id.startsWith('rows-'));
  const all = (await Promise.all(ids.map((/** @type {string} */ id) => result(store().get(id))))).flatMap((json) => JSON.parse(json));
  const ascii = (/** @type {any} */ value) => JSON.stringify(value).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const id = (/** @type {string} */ what, /** @type {number} */ number) => `${what}-${String(number).padStart(5, '0')}`;
  const kept = JSON.parse(await result(store().get('round')));
  const submissions = {}, copies = {};
  for (let i = 0; i < kept.parts; ++i) Object.assign(submissions, JSON.parse(await result(store().get(id('round', i)))).submissions);
  let made = 0;
  for (let chunk = 0; made < want; ++chunk) {
    const part = [];
    for (; part.length < 256 && made < want; ++made) {
      const row = all[made % all.length], copy = Math.floor(made / all.length);
      const sha256 = row.sha256 && copy.toString(16).padStart(8, '0') + row.sha256.slice(8), unit_code = `${copy}-${row.unit_code}`;
      const unit_name = row.unit_name && `${row.unit_name} ${copy || ''}`.trim();
      part.push({ ...row, name: `${copy}/${row.name}`, unit_code, unit_name, sha256 });
      if (submissions[row.sha256]) copies[sha256] = { ...submissions[row.sha256], unit_code, unit_name };
    }
    await result(store().put(ascii(part), id('rows', chunk)));
  }
  const sorted = Object.entries(copies).sort(([a], [b]) => (a < b ? -1 : 1));
  let parts = 0;
  for (; parts * 256 < sorted.length; ++parts)
    await result(store().put(ascii({ submissions: Object.fromEntries(sorted.slice(parts * 256, parts * 256 + 256)) }), id('round', parts)));
  await result(store().put(ascii({ ...kept, parts }), 'round'));
}
