// Lists of units and registers of keys of sixteen megabytes: a worker reads them, and the page goes on.
import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { CLI, button, chooseFiles, drop, dropped, goOffice, heading, join, launch, profile, quiet, readFileSync, run, save, site, temporary, vi, visit } from './support.mjs';

const BYTES = 16 * 2 ** 20, LONGEST = 100;
const dir = temporary();
let served, browser, page;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

/** A file of so many bytes of lines; how many there are. */
async function file(name, head, line) {
  const out = createWriteStream(join(dir, name));
  out.write(head);
  let lines = 0, written = Buffer.byteLength(head);
  for (let text = line(0); written + Buffer.byteLength(text) <= BYTES; text = line(lines)) {
    written += Buffer.byteLength(text);
    ++lines;
    if (!out.write(text)) await new Promise((on) => { out.once('drain', () => on(null)); });
  }
  await new Promise((on) => { out.end(on); });
  return lines;
}
const school = (i) => `Trường Trung học cơ sở số ${i} xã Mẫu Sơn`.padEnd(60, '.');

/** The page's tasks longer than 50 ms while `work` is done: what was longest, in ms. */
async function longest(what, work) {
  await page.evaluate(() => {
    const state = /** @type {any} */ (globalThis);
    state.tasks = [];
    state.observer = new PerformanceObserver((list) => { for (const one of list.getEntries()) state.tasks.push(Math.round(one.duration)); });
    state.observer.observe({ type: 'longtask' });
  });
  const from = Date.now();
  await work();
  const tasks = await page.evaluate(() => {
    const { observer, tasks } = /** @type {any} */ (globalThis);
    tasks.push(...observer.takeRecords().map((one) => Math.round(one.duration)));
    observer.disconnect();
    return tasks;
  });
  console.log(`# ${what}: ${Date.now() - from} ms, of which the page's longest tasks ${tasks.sort((a, b) => b - a).slice(0, 5).join(', ') || 'under 50'} ms`);
  return tasks[0] ?? 0;
}

describe('sixteen megabytes', () => {
  test('a list of units is read while the page goes on', async () => {
    const lines = await file('ds.csv', 'Mã trường,Tên trường,Cấp học,Loại hình,Xã/phường\n', (i) => `MH-${i},"${school(i)}",THCS,Công lập,"Xã, ${'Mẫu Sơn'.padEnd(60, ' x')}"\n`);
    assert.ok(lines > 80_000 && lines < 100_000, String(lines));
    page = await visit(await profile(browser), `${served.url}#office`);
    await heading(page, vi('office.heading')).waitFor();
    await drop(page, [dropped(save(dir, 'x.csv', 'Mã trường,Tên trường\nMH-1,Trường\n'))]);
    await heading(page, vi('units.read_heading', { count: '1' })).waitFor();
    await button(page, 'units.drop').click();
    // A task that holds the page up is seen.
    const held = await longest('a page held up on purpose', () => page.evaluate(() => new Promise((on) => {
      setTimeout(() => { for (const to = performance.now() + 150; performance.now() < to;); setTimeout(on, 100); });
    })));
    assert.ok(held >= LONGEST, `${held} ms`);
    const ms = await longest('list', async () => {
      await chooseFiles(page, () => button(page, 'units.file').click(), [join(dir, 'ds.csv')]);
      await heading(page, vi('units.read_heading', { count: String(lines) })).waitFor({ timeout: 120_000 });
    });
    assert.ok(ms <= LONGEST, `a task of ${ms} ms`);
    await button(page, 'units.drop').click();
  });

  test('a register of keys too, and a question asked of it', async () => {
    run(CLI, ['key', 'new', '-o', join(dir, 'key.json')]);
    const key = JSON.parse(readFileSync(join(dir, 'key.json'), 'utf8')).public.split(' ').slice(0, 2).join(' ');
    const lines = await file('allowed_signers', '', (i) => `MH-${i} namespaces="thuoc-bundle" ${key} ${school(i)}\n`);
    await goOffice(page, 'files');
    const ms = await longest('keys', async () => {
      await chooseFiles(page, () => button(page, 'office.add_files').click(), [join(dir, 'allowed_signers')]);
      await heading(page, vi('assess.keys_heading')).waitFor({ timeout: 120_000 });
    });
    await page.getByText(vi('assess.keys_text', { name: 'allowed_signers', fresh: String(lines), same: '0', conflicts: '0' })).waitFor();
    assert.ok(ms <= LONGEST, `a task of ${ms} ms`);
    await button(page, 'assess.keys_drop').click();
    quiet(page);
  });
});
