// A disk that is really full: the profile on a small one that something else fills while a person works. Where no disk can be
// mounted (not root, a container without the right) it is skipped; kept_store.test.mjs imitates a quota everywhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { attempt, folderProfile, heading, join, newDossier, open, put, ready, saved, site, temporary, textbox, until, vi, viLike } from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
before(async () => { served = await site(); });
after(() => served?.close());

const NAME = 'Trường Tiểu học Đê La Thành';

/** Takes every byte that is left. */
function fill(path) {
  const file = openSync(path, 'a');
  for (let size = 1 << 20; size >= 1;) {
    try { writeSync(file, Buffer.alloc(size)); } catch { size = Math.floor(size / 2); }
  }
  closeSync(file);
}

test('a full disk: the cause is said, the text is kept, and saved by itself once there is room', async (t) => {
  const disk = temporary('thuoc-disk-');
  if (attempt('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', disk]).status !== 0) return t.skip('no disk can be mounted here');
  /** @type {import('playwright-core').BrowserContext | undefined} */ let context;
  try {
    mkdirSync(join(disk, 'profile'));
    context = await folderProfile(join(disk, 'profile'));
    const page = await open(context, served.url);
    await newDossier(page);
    await put(textbox(page, 'ui.unit_name'), NAME);
    await saved(page);
    fill(join(disk, 'filler'));
    const long = 'Số 1, đường Đê. '.repeat(3000).trim();
    await textbox(page, 'ui.address').fill(long);
    // Which of the two a browser says of a full disk is its own affair; either names the disk.
    const cause = page.getByText(viLike('storage.full')).or(page.getByText(viLike('storage.failed'))).first();
    await cause.waitFor();
    assert.equal(await textbox(page, 'ui.address').inputValue(), long);
    rmSync(join(disk, 'filler'));
    await cause.waitFor({ state: 'detached', timeout: 60_000 });
    await saved(page);
    await page.reload();
    await ready(page);
    await page.getByRole('list', { name: vi('ui.shelf') }).getByRole('button', { name: vi('ui.shelf_open', { name: NAME }) }).first().click();
    await heading(page, vi('ui.unit_title')).waitFor();
    await until(async () => await textbox(page, 'ui.address').inputValue() === long, 'the whole text after the reload');
  } finally {
    await context?.close();
    attempt('umount', ['-l', disk]);
  }
});
