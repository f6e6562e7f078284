// Evidence is a stranger's bytes. Whatever it is, what it calls itself and however its address is opened: nothing in
// it runs as the page, where the keys are.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import {
  CLI, beginning, button, crc32, drop, dropped, eventually, example, go, heading, join, launch, open, pdf, png, profile, quiet, run, save, site, temporary,
  vi,
} from './support.mjs';

const ACT = "localStorage.setItem('acted', location.href)";
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" onload="${ACT}"><script>${ACT}</script><rect width="20" height="20"/></svg>`;
const HTML = `<!doctype html><body onload="${ACT}"><script>${ACT}</script><img src=x onerror="${ACT}">`;
const XSL = `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="data:text/xml,${encodeURIComponent(
  `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html xmlns="http://www.w3.org/1999/xhtml"><script>${ACT}</script></html></xsl:template></xsl:stylesheet>`)}"?><a/>`;
const XHTML = `<html xmlns="http://www.w3.org/1999/xhtml"><script>${ACT}</script></html>`;
const bytes = (text) => Buffer.from(text, 'latin1');

/** Name, what it says of itself, its bytes, what is shown of it: an element, or the sentence that nothing is. */
const EVIDENCE = [
  ['so-do.svg', 'image/svg+xml', bytes(SVG)],
  ['e.png', 'image/svg+xml', bytes(SVG)],
  ['trang.html', 'text/html', bytes(HTML)],
  ['trang.xhtml', 'application/xhtml+xml', bytes(XHTML)],
  ['bang.xml', 'application/xml', bytes(XSL)],
  ['thu.mhtml', 'multipart/related', bytes(`MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n${HTML}\r\n--b--\r\n`)],
  ['ke-hoach.pdf', 'application/pdf', bytes(HTML)],
  ['script.js', 'text/javascript', bytes(ACT)],
  ['anh-that.png', 'text/html', png(8, [9, 90, 9]), 'img'],
  ['hai-mat.gif', 'text/html', bytes(`GIF89a=1;${HTML}`), 'img'],
  ['pdf-that.pdf', 'text/html', pdf('Ke hoach'), 'iframe'],
  ['pdf-hai-mat.html', 'text/html', bytes(`%PDF-1.4\n${HTML}`), 'iframe'],
  ['ghi-chep.txt', 'text/html', bytes(HTML), 'pre'],
].map(([name, type, content, shown], i) => (/** @type {{id: string, name: string, type: string, content: Buffer, shown?: string}} */ ({ id: `mc${900 + i}`, name, type, content, shown })));

const dir = temporary(), folder = join(dir, 'evidence'), files = EVIDENCE.map(({ name, content }) => ({ name, type: '', bytes: content }));
let served, browser, record;
before(async () => {
  [served, browser] = await Promise.all([site(), launch()]);
  const { dossier, record: whole, evidence } = example();
  mkdirSync(folder);
  for (const path of evidence) copyFileSync(path, join(folder, path.split('/').at(-1)));
  for (const { name, content } of EVIDENCE) save(folder, name, content);
  const items = [whole.evidence[0].items[0]];
  record = { ...whole, next_evidence: 1000, evidence: [...whole.evidence, ...EVIDENCE.map(({ id, name, type, content }) => ({
    id, type: 'file', title: name, items, added_at: whole.evidence[0].added_at,
    file: { name, media_type: type, size: content.length, sha256: createHash('sha256').update(content).digest('hex'), ...'crc32' in (whole.evidence.find((e) => e.file)?.file ?? {}) && { crc32: crc32(content) } },
  }))] };
  assert.ok(dossier);
});
after(async () => { await browser?.close(); await served?.close(); });

/** A profile whose pages remember every address they make. */
async function enter() {
  const context = await profile(browser);
  await context.addInitScript(() => {
    const make = URL.createObjectURL;
    const made = /** @type {any} */ (globalThis).__addresses = [];
    URL.createObjectURL = (blob) => { const url = make.call(URL, blob); made.push([url, /** @type {Blob} */ (blob).type]); return url; };
  });
  return open(context, served.url);
}
const acted = (page) => page.evaluate(() => localStorage.getItem('acted'));

/** Opens an address as a person can: typed into a new tab, and from the page. Gives what acted, if anything. */
async function openEverywhere(page, url) {
  const tab = await page.context().newPage();
  await tab.goto(url).catch(() => {});  // "download is starting"
  await tab.close();
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate((to) => { window.open(to); }, url)]);
  await popup.waitForLoadState().catch(() => {});
  await popup.close().catch(() => {});
  return acted(page);
}

/** What the preview of this evidence shows, and that none of the addresses it makes acts. @param {any} page @param {any} opener @param {{name: string, shown?: string}} one */
async function harmless(page, opener, { name, shown }) {
  await page.evaluate(() => { /** @type {any} */ (globalThis).__addresses.length = 0; });
  await opener.click();
  const dialog = page.getByRole('dialog', { name, exact: true });
  await dialog.locator('.room > *').waitFor();
  const nothing = dialog.getByText(vi('page.preview_none'), { exact: true });
  await (shown ? dialog.locator(`.room > ${shown}`) : nothing).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), button(dialog, 'page.preview_save').click()]);
  assert.equal(file.suggestedFilename(), name);
  const addresses = await page.evaluate(() => /** @type {any} */ (globalThis).__addresses);
  for (const [url, type] of addresses) {
    assert.match(type, /^(image\/(png|jpeg|gif|webp|avif|bmp)|application\/(pdf|octet-stream))$/, name);
    assert.equal(await openEverywhere(page, url), null, `${name} as ${type}`);
  }
  assert.ok(addresses.length >= 1);
  await button(dialog, 'page.preview_close').click();
  await dialog.waitFor({ state: 'detached' });
}

describe('evidence that would act', () => {
  test('the trap works: under its own type it reads what the page keeps', async () => {
    const page = await enter();
    const url = await page.evaluate((svg) => URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })), SVG);
    await openEverywhere(page, url);
    // What another tab wrote comes to this one a moment later.
    await eventually(async () => assert.equal(await acted(page), url));
    await page.context().close();
  });

  test('at the school: shown as what its bytes are or not at all, saved as bytes', async () => {
    const page = await enter();
    const { evidence } = example();
    await drop(page, [{ name: 'hồ sơ.json', type: 'application/json', bytes: Buffer.from(JSON.stringify(record)) }, ...evidence.map((path) => dropped(path)), ...files]);
    await heading(page, vi('ui.unit_title')).waitFor();
    await go(page, 'evidence');
    for (const one of EVIDENCE) await harmless(page, button(page, 'evidence.open', { name: one.name }), one);
    quiet(page);
    await page.context().close();
  });

  test('at the office, from a bundle', async () => {
    const json = save(dir, 'ho-so.json', JSON.stringify(record)), key = join(dir, 'key.json'), zip = join(dir, 'goi.zip');
    run(CLI, ['key', 'new', '-o', key]);
    run(CLI, ['pack', json, '--evidence', folder, '--key', key, '-o', zip]);
    const page = await enter();
    await drop(page, [dropped(zip)]);
    await heading(page, vi('office.heading')).waitFor();
    await page.getByRole('row').filter({ hasText: record.unit.name }).getByRole('button').first().click();
    const main = page.getByRole('main');
    for (const one of EVIDENCE) await harmless(page, main.getByRole('button', { name: beginning(one.name) }).first(), one);
    quiet(page);
    await page.context().close();
  });
});

test('the host\'s headers: no frame of another page, no text that becomes script', async () => {
  const page = await open(await profile(browser), served.url);
  const frame = await page.evaluate(async (url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    const done = new Promise((loaded) => { frame.addEventListener('load', loaded); });
    document.body.append(frame);
    await done;
    try { return frame.contentDocument?.body?.childElementCount ?? 'refused'; } catch { return 'refused'; }
  }, served.url);
  assert.ok(frame === 'refused' || frame === 0, String(frame));
  assert.equal(await page.evaluate(() => { try { document.body.innerHTML = '<b>x</b>'; return 'taken'; } catch (error) { return error.name; } }), 'TypeError');
  assert.equal(await page.evaluate(() => { try { new Worker('old.js'); return 'taken'; } catch (error) { return error.name; } }), 'TypeError');
  await page.context().close();
});
