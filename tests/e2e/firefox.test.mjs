// The whole job in Debian's Firefox, driven by WebDriver BiDi, which playwright-core speaks to a Firefox
// that nobody has patched. It tells of no download and no file dialog: files are saved to a folder of the
// profile's, and dropped.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import playwright from 'playwright-core';
import { CLI, drop, open, profile, run, site, temporary } from './support.mjs';
import { mouse, wholeJob } from './support/job.mjs';

const saved = temporary('thuoc-firefox-');
let served, browser, page;
before(async () => {
  served = await site();
  // Not among playwright's documented names: hence the underscore.
  browser = await /** @type {any} */ (playwright)._bidiFirefox.launch({
    executablePath: process.env.THUOC_FIREFOX ?? '/usr/bin/firefox-esr',
    firefoxUserPrefs: {
      'browser.download.folderList': 2, 'browser.download.dir': saved, 'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false, 'browser.download.alwaysOpenPanel': false,
    },
  });
});
after(async () => { await browser?.close(); await served?.close(); });

const hands = {
  ...mouse(() => page),
  save: async (press) => {
    await press();
    for (let i = 0; i < 300; ++i) {
      const name = readdirSync(saved).find((one) => one.endsWith('.zip'));
      if (name && !readdirSync(saved).some((one) => one.endsWith('.part'))) {
        return { name, mimeType: 'application/zip', buffer: readFileSync(join(saved, name)) };
      }
      await sleep(100);
    }
    assert.fail('nothing was saved');
  },
  bring: (file) => drop(page, [{ name: file.name, type: file.mimeType, bytes: file.buffer }]),
};

describe('in Firefox', () => {
  wholeJob({
    hands,
    page: async () => {
      page = await open(await profile(browser), served.url);
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).__thuoc.by), '2d');  // no GPU here, hence no WebGL
      return page;
    },
    verify: (bundle) => run(CLI, ['verify', join(saved, bundle.name)]),
  });
});
