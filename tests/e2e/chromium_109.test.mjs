// The whole job in Chromium 109, the last for Windows 7 and 8, which schools still have. It comes from the npm registry,
// packed for machines without a screen: nothing of it is installed on the system.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { CLI, ROOT, open, profile, run, site, temporary } from './support.mjs';
import { mouse, wholeJob } from './support/job.mjs';

const packed = join(ROOT, 'node_modules/@sparticuz/chromium/bin/chromium.br');
const here = existsSync(packed) && process.arch === 'x64';
if (!here) console.log(`# NOT TESTED: Chromium 109 is not on this machine (${process.arch}, ${packed})`);

const dir = temporary('thuoc-chromium-109-'), saved = join(dir, 'hồ sơ.zip');
let served, browser, page;
before(async () => {
  if (!here) return;
  const executablePath = join(dir, 'chromium');
  writeFileSync(executablePath, brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });
  served = await site();
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--in-process-gpu'] });
});
after(async () => { await browser?.close(); await served?.close(); });

const hands = mouse(() => page);

describe('in Chromium 109', { skip: !here }, () => {
  wholeJob({
    hands,
    page: async () => {
      assert.match(browser.version(), /^109\./);
      page = await open(await profile(browser), served.url);
      return page;
    },
    verify: (bundle) => {
      writeFileSync(saved, bundle.buffer);
      return run(CLI, ['verify', saved]);
    },
  });
});
