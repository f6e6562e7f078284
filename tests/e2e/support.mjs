// What the browser tests share: the served site, browser profiles, the page by role and name, the
// instrument as the tests understand it, and files to hand in. Nothing here knows the page's insides:
// names come from the Vietnamese text table, points from criteria/*.json.
import { chromium } from 'playwright-core';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import { serve } from '../../tools/serve.mjs';

export const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
export const SITE = process.env.THUOC_SITE ?? join(ROOT, 'build/site');
export const CLI = process.env.THUOC_CLI ?? join(ROOT, 'build/native/thuoc');
export const WIDE = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

// ---- Texts --------------------------------------------------------------------------------------

/** @type {Record<string, Record<string, string>>} */
const tables = {};
function table(lang) {
  const dir = join(ROOT, 'assets/texts');
  return tables[lang] ??= Object.assign({}, ...readdirSync(dir).filter((f) => f.endsWith(`.${lang}.json`))
    .map((f) => JSON.parse(readFileSync(join(dir, f), 'utf8'))));
}
/** What the page says for `key`, as a Vietnamese reader sees it. */
export function vi(key, slots = {}) {
  const text = table('vi')[key];
  assert.ok(text !== undefined, `no text ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, slot) => slots[slot] ?? `{${slot}}`);
}
/** English, which the page fetches when it is asked for. */
export const en = (key) => table('en')[key];
/** The same with anything in place of the slots that are not given. */
export function viLike(key, slots = {}) {
  const text = vi(key, slots);
  return new RegExp(text.split(/\{\w+\}/).map(literally).join('[\\s\\S]*?'));
}
const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Names that begin so: rows say their state behind their title. */
export const beginning = (text) => new RegExp(`^${literally(text)}`);

// ---- Site, browser, profiles --------------------------------------------------------------------

/** @param {string} [prefix] */
export const site = (prefix = '/') => serve(SITE, 0, prefix);

const ARGS = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'];
export const launchOptions = {
  executablePath: process.env.THUOC_CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,  // root has none
  args: ARGS,
};
export const launch = () => chromium.launch(launchOptions);
export const profileOptions = {
  viewport: WIDE, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', acceptDownloads: true,
};
/** Another person's browser: no storage in common with any other. @param {import('playwright-core').Browser} browser */
export const profile = (browser, options = {}) => browser.newContext({ ...profileOptions, ...options });
/** One that does not tell that no GPU is here: the page then draws by WebGL. @param {import('playwright-core').Browser} browser */
export async function glProfile(browser, options = {}) {
  const context = await profile(browser, options);
  await context.addInitScript(() => {
    const { getExtension } = WebGL2RenderingContext.prototype;
    /** @param {string} name */
    WebGL2RenderingContext.prototype.getExtension = function (name) {
      return name === 'WEBGL_debug_renderer_info' ? null : getExtension.call(this, name);
    };
  });
  return context;
}
/** A browser with a folder of its own, for what must outlive the process. */
export const folderProfile = (dir) => chromium.launchPersistentContext(dir, { ...launchOptions, ...profileOptions });

/** Folders to be removed when the process ends. */
export function temporary(name = 'thuoc-e2e-') {
  const dir = mkdtempSync(join(tmpdir(), name));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/**
 * Opens the page and waits until it can be used. Anything the page complains about in its console is
 * kept in `page.complaints`; `quiet(page)` asserts that there was none.
 * @param {import('playwright-core').BrowserContext} context @param {string} url
 */
export async function open(context, url) {
  const page = await visit(context, url);
  await ready(page);
  return page;
}
/** The same for an address that does not begin with the first screen. */
export async function visit(context, url) {
  const page = context.pages().find((p) => p.url() === 'about:blank') ?? await context.newPage();
  page.setDefaultTimeout(30_000);
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') page.complaints.push(message.text()); });
  await page.goto(url);
  return page;
}
export const ready = (page) => page.getByRole('heading', { level: 1, name: vi('ui.start_title') }).waitFor();
/** What a person would see in the end: `check` is made again until it holds; what it said last is what is told. */
export async function eventually(check, milliseconds = 10_000) {
  for (const end = Date.now() + milliseconds; ;) {
    try { return await check(); } catch (error) { if (Date.now() > end) throw error; }
    await sleep(50);
  }
}
export const quiet = (page) => assert.deepEqual(page.complaints, [], 'the page complained in its console');

// ---- The page by role and name ------------------------------------------------------------------

export const button = (page, key, slots) => page.getByRole('button', { name: vi(key, slots), exact: true });
export const textbox = (page, key, slots) => page.getByRole('textbox', { name: vi(key, slots), exact: true });
export const combobox = (page, key, slots) => page.getByRole('combobox', { name: vi(key, slots), exact: true });
export const heading = (page, name) => page.getByRole('heading', { name, exact: true });
export const notice = (page, key, slots) => page.getByText(viLike(key, slots)).first();
export const isNarrow = (page) => page.viewportSize().width < 700;

/** Real keys, one by one, into a field that is clicked first. */
export async function type(field, text) {
  await field.click();
  await field.pressSequentially(text);
}
/** A whole text at once, as dictation and autocomplete bring it. Where typing itself is not what is tested. */
export async function put(field, text) {
  await field.click();
  await field.page().keyboard.insertText(text);
}
/** Replaces what stands there, by keys. */
export async function retype(field, text) {
  await field.click();
  await field.press('Control+a');
  await field.press('Backspace');
  await field.pressSequentially(text);
}

/** Asks again until it holds. @param {() => Promise<boolean>} holds @param {string} what */
export const until = (holds, what, ms = 10_000) => eventually(async () => assert.ok(await holds(), `never: ${what}`), ms);

/** A key without a passphrase, from the card that asks for one. */
export async function makeKey(page) {
  await button(page, 'hand_in.key_new').click();
  await button(page.getByRole('dialog'), 'ui.key_make').click();
  await notice(page, 'page.key_made').waitFor({ timeout: 30_000 });
}
/** Who signs: said once, then remembered. */
/** Signs what is on Ký & nộp; where the page has said that it is not whole, it asks first.
 * @param {import('playwright-core').Page} page @param {(name: string) => Promise<unknown>} [press] */
export async function signDossier(page, press = (name) => page.getByRole('button', { name, exact: true }).click()) {
  const partlyReady = page.getByText(viLike('hand_in.ready_partly'));
  await partlyReady.or(page.getByText(vi('hand_in.ready'), { exact: true })).first().waitFor();
  const partly = await partlyReady.count() > 0;
  await press(vi('hand_in.sign'));
  if (!partly) return;
  await page.getByRole('dialog', { name: vi('hand_in.incomplete') }).waitFor();
  await press(vi('hand_in.incomplete_sign'));
}
export async function nameOffice(page, { name, code }) {
  await put(textbox(page, 'assess.office_name'), name);
  await put(textbox(page, 'assess.office_code'), code);
  await button(page, 'assess.office_done').click();
  await makeKey(page);
}

const STEPS = ['unit', 'council', 'figures', 'scoring', 'evidence', 'results', 'hand_in'];
/** The steps as one list: on a phone, and with large text. */
export const stepList = (page) => page.getByRole('navigation', { name: vi('ui.steps') }).getByRole('combobox');
/** Goes to a step of the dossier: by the rail, on a phone by the list. @param {string} step */
export async function go(page, step) {
  if (await stepList(page).count()) {
    await stepList(page).selectOption(String(STEPS.indexOf(step)));
  } else {
    const name = vi(`ui.step_${step}`);
    // A step with something left to do carries the number in its name.
    await page.getByRole('navigation', { name: vi('ui.steps') }).getByRole('button', { name: new RegExp(`^${name}(, [\\d/]+)?$`) }).click();
  }
}
/** Goes to a step of the office, by its name: "assess" … */
export async function goOffice(page, step) {
  const name = vi(`assess.step_${step}`);
  if (await stepList(page).count()) {
    // On a phone the steps carry their numbers.
    const label = (await stepList(page).locator('option').allTextContents()).find((text) => text.endsWith(name));
    await stepList(page).selectOption({ label });
  } else {
    await page.getByRole('navigation', { name: vi('ui.steps') }).getByRole('button', { name, exact: true }).click();
  }
}
export async function newDossier(page, year) {
  await button(page, 'ui.start_new').click();
  const dialog = page.getByRole('dialog', { name: vi('ui.new_title') });
  if (year) await dialog.getByRole('combobox', { name: vi('ui.school_year'), exact: true }).selectOption(year);
  await button(dialog, 'ui.new_begin').click();
  await heading(page, vi('ui.unit_title')).waitFor();
}
export const saved = (page) => page.getByText(new RegExp(`^${vi('ui.saved')}`)).first().waitFor();
/** The record saved last, straight from the browser's own storage. */
export async function savedRecord(page) {
  const kept = await page.evaluate(() => new Promise((done, failed) => {
    const opened = indexedDB.open('thuoc');
    opened.onerror = () => failed(opened.error);
    opened.onsuccess = () => {
      const all = opened.result.transaction('dossier').objectStore('dossier').getAll();
      all.onsuccess = () => { opened.result.close(); done(all.result); };
    };
  }));
  const records = kept.map((json) => JSON.parse(json)).sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
  return records[0] && JSON.parse(records[0].dossier);
}
/** Waits until the saved record holds what `pick` takes from it; gives what it holds in the end. */
export async function savedAs(page, pick, wanted, ms = 8000) {
  const until = Date.now() + ms;
  for (;;) {
    const record = await savedRecord(page), found = record && pick(record);
    if (JSON.stringify(found) === JSON.stringify(wanted) || Date.now() > until) return found;
    await new Promise((again) => { setTimeout(again, 100); });
  }
}
/** From the start screen back into a dossier. */
export async function openShelved(page, label) {
  await button(page, 'ui.shelf_open', { name: label }).click();
  await heading(page, vi('ui.unit_title')).waitFor();
}

/** Chooses files in the chooser that `click` opens. */
export async function chooseFiles(page, click, files) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), click()]);
  await chooser.setFiles(files);
}
/** Drops files on the page, as the browser does it. @param {{name: string, type: string, bytes: Buffer}[]} files */
export const drop = (page, files) => transfer(page, 'drop', files);
export const paste = (page, files) => transfer(page, 'paste', files);
function transfer(page, how, files) {
  return page.evaluate(([how, files]) => {
    const data = new DataTransfer();
    for (const { name, type, base64 } of files) {
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }));
    }
    const target = document.activeElement ?? document.body;
    if (how === 'paste') {
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      return;
    }
    for (const name of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }, [how, files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') }))]);
}

// ---- The instrument, read by the tests themselves -----------------------------------------------

const pack = JSON.parse(readFileSync(join(ROOT, 'criteria/qd4725-gdpt.json'), 'utf8'));
/** Every item in order: {id, label, kind, max, group}. A criterion without parts is its own item. */
export const items = pack.groups.flatMap((group) => group.criteria.flatMap((criterion) =>
  (criterion.items ?? [criterion]).map((item) => ({
    id: item.id, kind: item.kind, group: group.id, levels: item.levels,
    label: item.number ? `${item.number}. ${item.title.vi}` : item.title.vi,
    max: item.max ? hundredths(item.max.value) : 0, solution: item.asks_solution === true,
    numerator: item.numerator?.vi, denominator: item.denominator?.vi, counted: item.counted?.vi,
  }))));
export const groups = pack.groups;
export const unitLevels = pack.unit_levels;
export const figures = pack.figures;

/** "7.5" → 750 */
export function hundredths(decimal) {
  const [whole, part = ''] = String(decimal).replace(',', '.').split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
/** 750 → "7,5" as it is written in Vietnamese */
export function written(hundred) {
  const part = String(hundred % 100).padStart(2, '0').replace(/0+$/, '');
  return String(Math.floor(hundred / 100)) + (part && `,${part}`);
}
/** The level's band for a group's points: {level, name, meaning}. */
export function bandOf(group, points) {
  const bands = (group.levels ?? pack.levels).bands;
  return bands.find((band) => {
    const from = band.from === undefined ? -1 : hundredths(band.from), to = band.to === undefined ? Infinity : hundredths(band.to);
    return (points > from || (points === from && band.from_included)) && (points < to || (points === to && band.to_included));
  });
}

/**
 * Answers one item on the scoring screen, by radios and typed points.
 * @param {{yes?: boolean, points?: string, numerator?: number, denominator?: number, count?: number, level?: number,
 *          solution?: string, text?: string}} answer
 */
export async function answerItem(page, item, answer) {
  const main = page.getByRole('main');
  if (answer.yes !== undefined) {
    const condition = item.kind === 'mandatory';
    const name = answer.yes ? (condition ? 'ui.issued' : 'ui.yes') : (condition ? 'ui.not_issued' : 'ui.no');
    await main.getByRole('radio', { name: vi(name), exact: true }).check();
  }
  if (answer.numerator !== undefined) {
    await type(main.getByRole('textbox', { name: item.numerator, exact: true }), String(answer.numerator));
    await type(main.getByRole('textbox', { name: item.denominator, exact: true }), String(answer.denominator));
  }
  if (answer.count !== undefined) await type(main.getByRole('textbox', { name: item.counted, exact: true }), String(answer.count));
  if (answer.level !== undefined) await main.getByRole('radio', { name: vi('ui.level_n', { n: String(answer.level) }), exact: true }).check();
  if (answer.points !== undefined) await type(textbox(main, 'ui.points'), answer.points);
  if (answer.solution !== undefined) await put(textbox(main, 'ui.solution'), answer.solution);
  if (answer.text !== undefined) await put(textbox(main, 'ui.information'), answer.text);
}
/** Points an answer is worth, by the instrument alone. */
export function worth(item, answer) {
  if (item.kind === 'yes_no') return answer?.yes ? item.max : 0;
  return answer?.points === undefined ? 0 : hundredths(answer.points);
}
export const groupPoints = (groupId, answers) =>
  items.filter((i) => i.group === groupId).reduce((sum, i) => sum + worth(i, answers[i.id]), 0);

// ---- Files --------------------------------------------------------------------------------------

/** A real PDF of one page that says `text` (ASCII). */
export function pdf(text) {
  const stream = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`;
  const parts = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
  let out = '%PDF-1.4\n';
  const at = parts.map((body, i) => { const start = out.length; out += `${i + 1} 0 obj\n${body}\nendobj\n`; return start; });
  const xref = out.length;
  out += `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${at.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${out}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`, 'latin1');
}

const CRC = Int32Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; ++k) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1; return c; });
export const crc32 = (bytes) => { let c = -1; for (const b of bytes) c = CRC[(c ^ b) & 255] ^ (c >>> 8); return (c ^ -1) >>> 0; };
/** A real PNG, `side` pixels square, of one colour. */
export function png(side, [r, g, b]) {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]), out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0); body.copy(out, 4); out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0); head.writeUInt32BE(side, 4); head[8] = 8; head[9] = 2;
  const rows = Buffer.alloc(side * (side * 3 + 1));
  for (let y = 0; y < side; ++y) for (let x = 0; x < side; ++x) rows.set([r, g, b], y * (side * 3 + 1) + 1 + 3 * x);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

const TYPES = { '.pdf': 'application/pdf', '.png': 'image/png', '.jpg': 'image/jpeg', '.zip': 'application/zip', '.json': 'application/json', '.txt': 'text/plain' };
/** A file on disk as something to drop. */
export const dropped = (path, name = basename(path)) =>
  ({ name, type: TYPES[/\.[a-z]+$/i.exec(name)?.[0] ?? ''] ?? '', bytes: readFileSync(path) });

/** The example of the repository: the dossier and the files its evidence names. */
export function example() {
  const root = join(ROOT, 'examples');
  const all = readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
    .map((e) => join(e.parentPath ?? e.path, e.name));
  const isDossier = (path) => path.endsWith('.json') && JSON.parse(readFileSync(path, 'utf8')).format?.startsWith?.('thuoc-dossier');
  const dossier = all.find(isDossier);
  assert.ok(dossier, 'examples/ has no dossier');
  return { dossier, record: JSON.parse(readFileSync(dossier, 'utf8')), evidence: all.filter((path) => path !== dossier && !/\.(md|json)$/i.test(path)) };
}

// ---- Tools of the system ------------------------------------------------------------------------

/** Runs a command, its output as text; fails with what it said. */
export function run(command, args, options = {}) {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'], ...options });
}
/** Like run, but gives {status, out} whatever the status. */
export function attempt(command, args, options = {}) {
  try { return { status: 0, out: run(command, args, options) }; } catch (error) { return { status: error.status, out: `${error.stdout}${error.stderr}` }; }
}
export function save(dir, name, bytes) {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
}
export { existsSync, readFileSync, join };

/** Takes the keys that a file brought, having read how many. @param {import('playwright-core').Page} page */
export async function acceptKeys(page) {
  await heading(page, vi('assess.keys_heading')).waitFor();
  await button(page, 'assess.keys_accept').click();
}
/** Confirms the key of an office whose paper waits for it. @param {import('playwright-core').Page} page */
export async function confirmOffice(page) {
  await heading(page, vi('assess.asked_heading')).waitFor();
  await page.getByRole('button', { name: viLike('assess.confirm_office', {}) }).click();
}
