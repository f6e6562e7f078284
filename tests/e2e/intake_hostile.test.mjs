// What comes to an office in life: a mail program's ZIP of ZIPs, a folder with everything in it, files
// that are none of ours, a page closed in the middle. Each is listed as what it is; nothing is lost.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync, truncateSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import {
  CLI, button, chooseFiles, drop, dropped, heading, join, launch, open, png, profile, quiet, readFileSync, run, save, site, temporary,
  textbox, type, vi, viLike,
} from './support.mjs';
import { made } from './support/papers.mjs';

const dir = temporary(), collection = join(dir, 'collection');
let served, browser, sound;
before(async () => {
  [served, browser] = await Promise.all([site(), launch()]);
  run(CLI, ['generate', '--units', '24', '--seed', '3', '-o', collection]);
  sound = made(collection).filter((m) => m.fate === 'on-time');
});
after(async () => { await browser?.close(); await served?.close(); });

const enter = async () => open(await profile(browser), served.url);
const summary = (page, words) => page.getByRole('status').filter({ hasText: words });
/** All of so many files are read, and their evidence hashed. */
const takenIn = (page, count) => summary(page, vi('office.summary_all', { count: String(count) }))
  .filter({ hasNotText: vi('office.count_open') }).first().waitFor({ timeout: 90_000 });
const row = (page, name) => page.getByRole('row').filter({ hasText: name });
async function search(page, words) {
  await textbox(page, 'office.search').fill('');
  await type(textbox(page, 'office.search'), words);
}

describe('anything may be dropped on an office', () => {
  test('a ZIP of ZIPs: the bundles in it take its place', async () => {
    const page = await enter(), bundles = sound.slice(0, 5);
    // Deflated, as mail programs do it.
    run('python3', ['-c', 'import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:\n for f in sys.argv[2:]: z.write(f, f.split("/")[-1])',
      join(dir, 'thư của xã.zip'), ...bundles.map((m) => m.path)]);
    await drop(page, [dropped(join(dir, 'thư của xã.zip'))]);
    await heading(page, vi('office.heading')).waitFor();
    await takenIn(page, bundles.length);
    for (const m of bundles) await row(page, m.name).filter({ hasText: vi('office.verdict_unknown-key') }).waitFor();
    quiet(page);
    await page.context().close();
  });

  test('a ZIP in it with more of them stays shut, and says what to do; a packed folder of bundles does not', async () => {
    const page = await enter(), [one, two, three, four] = sound.slice(5, 9);
    run('python3', ['-c', `import sys, zipfile
inner, outer, folder, one, two, three, four = sys.argv[1:]
base = lambda f: f.split("/")[-1]
with zipfile.ZipFile(inner, "w") as z:
  for f in (two, three): z.write(f, base(f))
with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as z:
  z.write(one, base(one)); z.write(inner, "gom.zip"); z.writestr("đọc tôi.txt", "hai tệp")
with zipfile.ZipFile(folder, "w", zipfile.ZIP_DEFLATED) as z: z.write(four, "Xã Mẫu Sơn/" + base(four))`,
    join(dir, 'trong.zip'), join(dir, 'ngoài.zip'), join(dir, 'thư mục.zip'), ...[one, two, three, four].map((m) => m.path)]);
    await drop(page, [dropped(join(dir, 'ngoài.zip')), dropped(join(dir, 'thư mục.zip'))]);
    await heading(page, vi('office.heading')).waitFor();
    await takenIn(page, 4);
    for (const m of [one, four]) await row(page, m.name).filter({ hasText: vi('office.verdict_unknown-key') }).waitFor();
    await row(page, 'ngoài.zip › đọc tôi.txt').filter({ hasText: vi('office.not_read') }).waitFor();
    for (const m of [two, three]) assert.equal(await row(page, m.name).count(), 0);
    await row(page, 'gom.zip').filter({ hasText: vi('office.verdict_rejected') }).getByRole('link').or(row(page, 'gom.zip').getByRole('button')).first().click();
    await page.getByText(vi('office.zip_in_zip')).first().waitFor();
    quiet(page);
    await page.context().close();
  });

  test('a folder with anything in it: each file is what it is; a reload in the middle keeps what was read', async () => {
    const folder = join(dir, 'hồ sơ'), small = 2000;
    mkdirSync(join(folder, 'phụ lục'), { recursive: true });
    const good = sound.slice(0, 8);
    for (const m of good) save(folder, m.name, readFileSync(m.path));
    const whole = readFileSync(good[0].path);
    save(folder, 'đọc tôi.txt', 'Các trường gửi hồ sơ vào đây.');
    save(folder, 'ảnh.png', png(4, [200, 30, 30]));
    save(folder, 'trống.zip', '');
    save(folder, 'đứt quãng.zip', whole.subarray(0, Math.floor(whole.length * 0.7)));
    run('python3', ['-m', 'zipfile', '-c', join(folder, 'tài liệu khác.zip'), join(folder, 'đọc tôi.txt')]);
    for (let i = 0; i < small; ++i) save(join(folder, 'phụ lục'), `tệp ${i}.txt`, `dòng ${i}`);
    const all = good.length + 5 + small;

    const page = await enter();
    await chooseFiles(page, () => button(page, 'ui.start_folder').click(), folder);
    await heading(page, vi('office.heading')).waitFor();
    // Some are read, and it is not over yet, as far as the machine lets us see that.
    await summary(page, vi('office.summary_all', { count: String(all) })).first().waitFor();
    await summary(page, vi('office.count_foreign')).or(summary(page, vi('office.count_unknown-key'))).first().waitFor();
    await page.waitForTimeout(1200);  // not yet the next time it keeps what it has read: leaving does it
    await page.reload();
    await heading(page, vi('office.heading')).waitFor();
    await summary(page, vi('office.summary_all', { count: String(all) })).first().waitFor();
    const before = await summary(page, vi('office.summary_all', { count: String(all) })).first().innerText();
    assert.match(before, new RegExp(`\\d+ (${vi('office.count_foreign')}|${vi('office.count_unknown-key')})`));

    // Chosen again, the same files go on where they were.
    await chooseFiles(page, () => button(page, 'office.add_folder').click(), folder);
    await takenIn(page, all);
    const said = await summary(page, vi('office.summary_all', { count: String(all) })).first().innerText();
    assert.match(said, new RegExp(`\\b${good.length} ${vi('office.count_unknown-key')}`));
    assert.match(said, new RegExp(`\\b3 ${vi('office.count_rejected')}`));
    assert.match(said, new RegExp(`\\b${small + 2} ${vi('office.count_foreign')}`));
    for (const [name, words] of [['đọc tôi.txt', 'office.not_read'], ['ảnh.png', 'office.not_read'], ['tệp 1999.txt', 'office.not_read'],
      ['trống.zip', 'office.verdict_rejected'], ['đứt quãng.zip', 'office.verdict_rejected'], ['tài liệu khác.zip', 'office.verdict_rejected'],
      [good[7].name, 'office.verdict_unknown-key']]) {
      await search(page, name);
      await row(page, name).filter({ hasText: vi(words) }).waitFor();
    }
    assert.equal(readdirSync(folder).length, good.length + 6);
    quiet(page);
    await page.context().close();
  });

  test('a file of 3 GB is refused at once, and the page answers meanwhile', async () => {
    const page = await enter(), big = save(dir, 'rất lớn.zip', '');
    truncateSync(big, 3 * 1024 ** 3);
    await chooseFiles(page, () => button(page, 'ui.start_bundles').click(), [big]);
    await heading(page, vi('office.heading')).waitFor();
    const began = Date.now();
    await type(textbox(page, 'office.search'), 'rat lon');
    await row(page, 'rất lớn.zip').filter({ hasText: vi('office.verdict_rejected') }).waitFor();
    assert.ok(Date.now() - began < 10_000, `${Date.now() - began} ms`);
    quiet(page);
    await page.context().close();
  });

  test('a drive pulled out in the middle: what was read stays, the rest says so, and goes on when it is back', async () => {
    const drive = join(dir, 'usb'), away = join(dir, 'usb rút ra');
    run(CLI, ['generate', '--units', '40', '--seed', '5', '--evidence', '20', '-o', drive]);
    const all = made(drive).filter((m) => m.file.startsWith('inbox/') && m.fate !== 'litter');
    const page = await enter();
    await chooseFiles(page, () => button(page, 'ui.start_folder').click(), join(drive, 'inbox'));
    await heading(page, vi('office.heading')).waitFor();
    await summary(page, vi('office.count_open')).first().waitFor();  // rows are there, evidence is not checked yet
    renameSync(drive, away);
    await summary(page, vi('office.summary_all', { count: String(all.length) })).filter({ hasText: vi('office.count_open') }).first().waitFor();
    await row(page, vi('file.unreadable')).or(page.getByRole('row').filter({ hasText: viLike('file.unreadable') })).first().waitFor({ timeout: 60_000 });
    await button(page, 'office.csv').waitFor({ timeout: 60_000 });  // and it comes to an end
    renameSync(away, drive);
    await chooseFiles(page, () => button(page, 'office.add_folder').click(), join(drive, 'inbox'));
    await takenIn(page, all.length);
    for (const m of all.filter((one) => one.verdict === 'altered')) {
      await search(page, m.name);
      await row(page, m.name).filter({ hasText: vi('office.verdict_altered') }).waitFor();
    }
    await page.context().close();  // the browser's own words of files it no longer finds are no complaint of ours
  });

  test('a full disk: it says so once, work goes on, the list is saved as a file', async () => {
    const context = await profile(browser);
    await context.addInitScript(() => {
      // Writing fails as it does without room; reading goes on.
      IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };
    });
    const page = await open(context, served.url), bundles = sound.slice(0, 6);
    await drop(page, bundles.map((m) => dropped(m.path)));
    await heading(page, vi('office.heading')).waitFor();
    await takenIn(page, bundles.length);
    await page.getByText(vi('storage.full')).first().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'office.csv').click()]);
    const csv = readFileSync(await file.path(), 'utf8');
    for (const m of bundles) assert.ok(csv.includes(m.name), m.name);
    await context.close();
  });
});
