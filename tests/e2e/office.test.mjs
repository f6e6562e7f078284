// The office's part of the page: it comes when it is wanted, and nothing is lost on the way to it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { button, drop, heading, launch, newDossier, open, profile, quiet, ready, site, textbox, type, vi } from './support.mjs';

let served, browser;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

const zip = (name) => ({ name, type: 'application/zip', bytes: Buffer.from('504b030414000000', 'hex') });
const listed = (page, name) => page.getByRole('row').filter({ hasText: name }).filter({ hasText: vi('office.verdict_rejected') }).waitFor();

describe('the way to the office', () => {
  test('a school downloads none of it; a dropped bundle brings it, and a reload stays there', async () => {
    const context = await profile(browser);
    const page = await open(context, served.url);
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await newDossier(page);
    await type(textbox(page, 'ui.unit_name'), 'Trường H');
    await button(page, 'ui.home').click();
    await ready(page);
    assert.ok(!asked.some((path) => path.includes('office')), asked.join('\n'));
    await drop(page, [zip('đứt.zip')]);
    await heading(page, vi('office.heading')).waitFor();
    await listed(page, 'đứt.zip');
    assert.ok(page.url().endsWith('#office'));
    await page.reload();
    await heading(page, vi('office.heading')).waitFor();
    await button(page, 'ui.home').click();
    await ready(page);
    assert.ok(!page.url().includes('#office'));
    await page.getByRole('list', { name: vi('ui.shelf') }).getByText(/^Trường H · /).waitFor();
    quiet(page);
    await context.close();
  });

  test('without a connection it says so, keeps the files and can be tried again or given up', async () => {
    const context = await profile(browser);
    const page = await open(context, served.url);
    await page.route('**/office.wasm', (route) => route.abort());
    await drop(page, [zip('một.zip')]);
    const dialog = page.getByRole('dialog', { name: vi('ui.start_office') });
    await dialog.getByText(vi('browser.no_office')).waitFor();
    await button(dialog, 'ui.cancel').click();
    await dialog.waitFor({ state: 'detached' });
    await button(page, 'ui.start_new').waitFor();
    await drop(page, [zip('hai.zip')]);
    await dialog.getByText(vi('browser.no_office')).waitFor();
    await page.unroute('**/office.wasm');
    await button(dialog, 'ui.office_again').click();
    await heading(page, vi('office.heading')).waitFor();
    await listed(page, 'hai.zip');
    assert.equal(await page.getByRole('row').filter({ hasText: 'một.zip' }).count(), 0);
    await context.close();
  });

  test('its address opened without a connection still opens the page', async () => {
    const context = await profile(browser);
    await context.route('**/office.wasm', (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`${served.url}#office`);
    const dialog = page.getByRole('dialog', { name: vi('ui.start_office') });
    await dialog.getByText(vi('browser.no_office')).waitFor();
    await button(dialog, 'ui.cancel').click();
    await button(page, 'ui.start_new').click();
    await page.getByRole('dialog', { name: vi('ui.new_title') }).waitFor();
    await context.close();
  });
});
