// Pictures of every screen at 1366×768 and 390×844, with the example's dossier on them:
// make screenshots → build/screenshots/*.png. Where a screen is longer than the window its end is
// another picture. ARGS=WORD makes only pictures whose name holds the word; the words dark, contrast and
// large ask for that look instead of the light one.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PHONE, ROOT, WIDE, button, launch, open, profile, site } from './support.mjs';
import { office, school, work } from './support/screens.mjs';

const OUT = join(ROOT, 'build/screenshots');
/** @type {Record<string, {options: object, large?: boolean}>} */
const LOOKS = {
  light: { options: {} }, dark: { options: { colorScheme: 'dark' } },
  contrast: { options: { colorScheme: 'dark', contrast: 'more' } }, large: { options: {}, large: true },
};
const words = process.argv.slice(2).filter((word) => !(word in LOOKS));
const looks = process.argv.slice(2).filter((word) => word in LOOKS);
if (!looks.length) looks.push('light');
let look = 'light';
mkdirSync(OUT, { recursive: true });
if (process.argv.length === 2) { rmSync(OUT, { recursive: true, force: true }); mkdirSync(OUT, { recursive: true }); }

const made = [];
async function shoot(page, name, ends = true) {
  const { width, height } = page.viewportSize();
  const file = `${name}-${width}x${height}${look === 'light' ? '' : `-${look}`}`;
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

/** The page in the look that is wanted; 200 % makes a phone of any screen. */
async function begin(browser, url, viewport) {
  const context = await profile(browser, { viewport, ...LOOKS[look].options });
  const page = await open(context, url);
  if (LOOKS[look].large) {
    await button(page, 'ui.display').click();
    await page.getByRole('dialog').getByRole('radio', { name: '200%', exact: true }).check();
    await sleep(300);
    await shoot(page, '00-display', false);
    await button(page.getByRole('dialog'), 'ui.close').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  return { context, page };
}
const [served, browser] = await Promise.all([site(), launch()]);
let failed = false;
for (const [viewport, wanted] of [WIDE, PHONE].flatMap((viewport) => looks.map((look) => /** @type {const} */ ([viewport, look])))) {
  look = wanted;
  try {
    const enter = () => begin(browser, served.url, viewport);
    const bundle = await school(enter, shoot);
    await office(enter, bundle, shoot);
    await work(enter, bundle, shoot);
  } catch (error) {
    failed = true;
    console.error(`${viewport.width}×${viewport.height} ${look}: ${error}`);
  }
}
await browser.close();
await served.close();
console.log(`${made.length} pictures in build/screenshots`);
process.exit(failed ? 1 : 0);
