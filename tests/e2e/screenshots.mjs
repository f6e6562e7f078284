// Pictures of every screen at 1366×768 and 390×844, with the example's dossier on them:
// make screenshots → build/screenshots/*.png. Where a screen is longer than the window its end is
// another picture. ARGS=WORD makes only pictures whose name holds the word; the words dark, contrast and
// large ask for that look instead of the light one.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  PHONE, ROOT, WIDE, button, drop, dropped, example, go as goStep, heading, isNarrow, items, launch, newDossier, notice, open, profile, ready, retype,
  site, textbox, vi,
} from './support.mjs';

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
const go = async (page, step) => {
  if (!LOOKS[look].large) return goStep(page, step);
  const steps = ['unit', 'council', 'figures', 'scoring', 'evidence', 'results', 'hand_in'];
  await page.getByRole('navigation', { name: vi('ui.steps') }).getByRole('combobox').selectOption(String(steps.indexOf(step)));
};

async function school(browser, url, viewport) {
  const { context, page } = await begin(browser, url, viewport);
  await shoot(page, '01-start');
  await button(page, 'ui.start_new').click();
  await shoot(page, '02-new-dossier', false);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await newDossier(page);
  await go(page, 'hand_in');
  await shoot(page, '03-hand-in-nothing-yet');
  await button(page, 'ui.home').click();
  await ready(page);

  const { dossier, evidence } = example();
  await drop(page, [dropped(dossier), ...evidence.map((file) => dropped(file))]);
  await heading(page, vi('ui.unit_title')).waitFor();
  await sleep(1500);
  await shoot(page, '04-unit');
  await go(page, 'council');
  await shoot(page, '05-council');
  await go(page, 'figures');
  await shoot(page, '06-figures');
  await go(page, 'scoring');
  if (isNarrow(page) || LOOKS[look].large) await shoot(page, '07-scoring-list');
  const item = items.find((i) => i.kind === 'ratio');
  await page.getByRole('button', { name: new RegExp(`^${item.label}`) }).first().click();
  await heading(page, item.label).waitFor();
  await shoot(page, '08-scoring');
  const before = await textbox(page, 'ui.points').inputValue();
  await retype(textbox(page, 'ui.points'), '70');
  await textbox(page, 'ui.points').press('Tab');
  await shoot(page, '09-scoring-refused');
  await retype(textbox(page, 'ui.points'), before);
  await go(page, 'evidence');
  await shoot(page, '10-evidence');
  await page.getByRole('button', { name: new RegExp(`^${vi('evidence.edit', { name: '' }).trim()}`) }).first().click();
  await shoot(page, '11-evidence-editing', false);
  await go(page, 'results');
  await shoot(page, '12-results');
  await go(page, 'hand_in');
  await shoot(page, '13-hand-in');
  await button(page, 'hand_in.key_new').click();
  await shoot(page, '14-key-dialog', false);
  await button(page, 'ui.key_make').click();
  await notice(page, 'page.key_made').waitFor({ timeout: 30_000 });
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), button(page, 'hand_in.sign').click()]);
  const bundle = { name: file.suggestedFilename(), type: 'application/zip', bytes: readFileSync(await file.path()) };
  await sleep(500);
  await shoot(page, '15-handed-in');
  await button(page, 'ui.home').click();
  await shoot(page, '16-start-with-dossiers');
  await context.close();
  return bundle;
}

async function office(browser, url, viewport, bundle) {
  const { context, page } = await begin(browser, url, viewport);
  const broken = Buffer.from(bundle.bytes);
  broken[Math.floor(broken.length / 2)] ^= 1;
  await drop(page, [bundle, { ...bundle, name: 'sao chép lỗi.zip', bytes: broken },
    { name: 'ảnh lớp.zip', type: 'application/zip', bytes: Buffer.from('504b0506000000000000000000000000000000000000', 'hex') }]);
  await heading(page, vi('office.heading')).waitFor();
  await sleep(2500);
  await shoot(page, '20-office');
  await page.getByRole('row').filter({ hasText: vi('office.verdict_unknown-key') }).getByRole('button').first().click();
  await sleep(300);
  await shoot(page, '21-office-file');
  await context.close();
}

const [served, browser] = await Promise.all([site(), launch()]);
let failed = false;
for (const [viewport, wanted] of [WIDE, PHONE].flatMap((viewport) => looks.map((look) => [viewport, look]))) {
  look = wanted;
  try {
    await office(browser, served.url, viewport, await school(browser, served.url, viewport));
  } catch (error) {
    failed = true;
    console.error(`${viewport.width}×${viewport.height} ${look}: ${error}`);
  }
}
await browser.close();
await served.close();
console.log(`${made.length} pictures in build/screenshots`);
process.exit(failed ? 1 : 0);
