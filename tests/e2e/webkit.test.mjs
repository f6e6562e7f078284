// The whole job in WebKitGTK: Safari's engine, as Macs, iPhones and iPads have it and as far as Debian has it.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { after, before, describe } from 'node:test';
import { CLI, drop, ready, run, site, temporary, until } from './support.mjs';
import { mouse, wholeJob } from './support/job.mjs';
import { launchWebKit, missing } from './support/webdriver.mjs';

const lacks = missing();
if (lacks) console.log(`# NOT TESTED: WebKitGTK is not on this machine (no ${lacks}): apt-get install webkit2gtk-driver xvfb`);

let served, browser, page;
before(async () => {
  if (lacks) return;
  served = await site();
  browser = await launchWebKit(temporary('thuoc-webkit-'));
});
after(async () => { await browser?.close(); await served?.close(); });

const bundles = () => browser.saved().filter((path) => path.endsWith('.zip'));
const hands = {
  ...mouse(() => page),
  save: async (press) => {
    await press();
    await until(async () => bundles().length > 0, 'a file is saved', 30_000);
    const [path] = bundles();
    return { name: basename(path), mimeType: 'application/zip', buffer: readFileSync(path) };
  },
  bring: (file) => drop(page, [{ name: file.name, type: file.mimeType, bytes: file.buffer }]),
};

describe('in WebKitGTK', { skip: lacks !== '' }, () => {
  wholeJob({
    hands,
    page: async () => {
      page = await browser.open(served.url);
      console.log(`# ${page.version}`);
      await ready(page);
      return page;
    },
    verify: () => run(CLI, ['verify', bundles()[0]]),
  });
});
