// Pictures of every screen at 1366×768 and 390×844, with the example's dossier on them:
// make screenshots → build/screenshots/*.png. Where a screen is longer than the window its end is
// another picture. ARGS=WORD makes only pictures whose name holds the word.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PHONE, ROOT, WIDE, launch, site } from './support.mjs';
import { office, school } from './support/screens.mjs';

const OUT = join(ROOT, 'build/screenshots');
const words = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
if (!words.length) { rmSync(OUT, { recursive: true, force: true }); mkdirSync(OUT, { recursive: true }); }

const made = [];
async function shoot(page, name, ends = true) {
  const { width, height } = page.viewportSize();
  const file = `${name}-${width}x${height}`;
  if (words.length && !words.some((word) => file.includes(word))) return;
  const shot = async (suffix) => {
    await sleep(150);  // the frames asked for are drawn
    await page.screenshot({ path: join(OUT, `${file}${suffix}.png`) });
    made.push(`${file}${suffix}.png`);
  };
  await page.mouse.move(2, 2);
  await shot('');
  if (!ends) return;
  // The part that scrolls is a real element: the wheel moves it like a person's.
  await page.mouse.move(width * 0.55, height * 0.6);
  await page.mouse.wheel(0, 100_000);
  await sleep(150);
  const moved = await page.evaluate(() => [...document.querySelectorAll('#mirror *')].some((el) => el.scrollTop > 0));
  if (moved) { await page.mouse.move(2, 2); await shot('-end'); }
  await page.mouse.move(width * 0.55, height * 0.6);
  await page.mouse.wheel(0, -100_000);
}

const [served, browser] = await Promise.all([site(), launch()]);
let failed = false;
for (const viewport of [WIDE, PHONE]) {
  try {
    await office(browser, served.url, viewport, await school(browser, served.url, viewport, shoot), shoot);
  } catch (error) {
    failed = true;
    console.error(`${viewport.width}×${viewport.height}: ${error}`);
  }
}
await browser.close();
await served.close();
console.log(`${made.length} pictures in build/screenshots`);
process.exit(failed ? 1 : 0);
