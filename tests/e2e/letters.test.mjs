// Letters that Vietnamese has not: fetched when somebody's name has one, drawn from then on, also by the office's module.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { button, launch, newDossier, open, profile, put, quiet, retype, saved, site, textbox, until } from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

test('a name with letters of another language', async () => {
  const page = await open(await profile(browser), served.url);
  /** @type {string[]} */ const fetched = [];
  page.on('request', (request) => { if (request.url().includes('-more-')) fetched.push(request.url()); });
  await newDossier(page);
  await put(textbox(page, 'ui.unit_name'), 'Trường THCS Krông Čư, thầy Y Ngông Niê Kdăm');
  await saved(page);
  assert.deepEqual(fetched, [], 'the letters of Việt Nam are all here');
  await retype(textbox(page, 'ui.unit_name'), 'Trường Pŏng Drang, cô Łucja Šimůnek');
  await until(async () => fetched.length > 0, 'the letters');
  await saved(page);
  await button(page, 'ui.home').click();
  await page.getByText('Trường Pŏng Drang, cô Łucja Šimůnek').first().waitFor();
  await until(async () => page.evaluate(() => [...document.fonts].filter((face) => face.unicodeRange !== 'U+0-10FFFF' && face.status === 'loaded').length >= 2), 'both fonts');
  quiet(page);
  await page.context().close();
});
