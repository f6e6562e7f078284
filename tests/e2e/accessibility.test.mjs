// The page for who does not see it, or sees it otherwise: axe-core's rules on every screen, and what
// no rule can tell: where the focus is, what is announced, what the browser itself finds in the text.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PHONE, WIDE, beginning, button, go, heading, items, launch, newDossier, open, profile, put, site, textbox, vi } from './support.mjs';
import { office, school, work } from './support/screens.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = {
  resultTypes: ['violations'],
  // Colours are on the canvas, where axe sees none: tests/unit/ui_theme_test.cc holds them to AA.
  rules: { 'color-contrast': { enabled: false } },
};

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

/** Every violation as a line that says where. */
async function violations(page) {
  const client = await page.context().newCDPSession(page);
  // An isolated world: the page's own policy allows no script but its own.
  const { frameTree } = await client.send('Page.getFrameTree');
  const { executionContextId } = await client.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const run = (expression) => client.send('Runtime.evaluate', { contextId: executionContextId, expression, awaitPromise: true, returnByValue: true });
  await run(AXE);
  const { result, exceptionDetails } = await run(`axe.run(document, ${JSON.stringify(RULES)}).then((r) => JSON.stringify(
    r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html.slice(0, 200) + ' — ' + n.failureSummary.replace(/\\s+/g, ' ')))))`);
  await client.detach();
  assert.ok(!exceptionDetails, exceptionDetails?.exception?.description);
  return JSON.parse(result.value);
}

describe('axe-core finds nothing', () => {
  /** @type {[string, import('playwright-core').BrowserContextOptions][]} */
  const looks = [['light', { viewport: WIDE }], ['dark', { viewport: PHONE, colorScheme: 'dark' }]];  // themes differ on the canvas alone
  for (const [look, options] of looks) {
    test(`on any screen at ${options.viewport.width}×${options.viewport.height}, ${look}`, async () => {
      const found = {};
      let screens = 0;
      const visit = async (page, name) => {
        ++screens;
        const lines = await violations(page);
        if (lines.length) found[name] = lines;
      };
      const enter = async () => {
        const context = await profile(browser, options);
        return { context, page: await open(context, served.url) };
      };
      const bundle = await school(enter, visit);
      await office(enter, bundle, visit);
      await work(enter, bundle, visit);
      assert.deepEqual(found, {});
      assert.ok(screens >= 29, `${screens} screens`);
    });
  }
});

describe('what the browser itself does with the text', () => {
  let page;
  before(async () => {
    page = await open(await profile(browser), served.url);
    await newDossier(page);
    await go(page, 'scoring');
    await heading(page, items[0].label).waitFor();
  });

  test('find on page finds labels, help, headings, rows and buttons', async () => {
    for (const words of [vi('ui.note'), vi('ui.note_help'), items[0].label, items.at(-1).label, vi('ui.next_item'), vi('ui.issued')]) {
      const found = await page.evaluate((text) => { getSelection().removeAllRanges(); return window.find(text, false, false, true); }, words);
      assert.ok(found, words);
    }
  });
  test('a text is selected and copied as it stands', async () => {
    const title = heading(page, items[0].label);
    await title.click({ clickCount: 3 });
    assert.equal((await page.evaluate(() => getSelection().toString())).trim(), items[0].label);
  });
  test('a click on a label goes to its field', async () => {
    await page.locator('label', { hasText: vi('ui.note') }).first().click();
    assert.equal(await textbox(page, 'ui.note').evaluate((el) => el === document.activeElement), true);
  });

  /** Edges of the dark pixels in a picture. */
  const inkOf = (canvasPage, png) => canvasPage.evaluate(async (base64) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${base64}`;
    await picture.decode();
    const { width, height } = picture, canvas = new OffscreenCanvas(width, height), context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const edges = { left: width, top: height, right: -1, bottom: -1 };
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] + data[i + 1] + data[i + 2] > 360) continue;
      const x = (i / 4) % width, y = Math.floor(i / 4 / width);
      edges.left = Math.min(edges.left, x); edges.right = Math.max(edges.right, x);
      edges.top = Math.min(edges.top, y); edges.bottom = Math.max(edges.bottom, y);
    }
    return edges;
  }, png.toString('base64'));

  test('text stands where it stood when its field is entered, to a pixel', async () => {
    await put(textbox(page, 'ui.note'), 'Trường Tiểu học Ấp Bắc\nĐường Nguyễn Ỷ, quận Gò Vấp');
    await go(page, 'unit');
    await put(textbox(page, 'ui.unit_name'), 'Trường Tiểu học Ấp Bắc gỷ');
    const other = await page.context().newPage();
    for (const [step, key] of [['unit', 'ui.unit_name'], ['scoring', 'ui.note']]) {
      await page.bringToFront();
      await go(page, step);
      const field = textbox(page, key), box = await field.boundingBox();
      // Inside of its frame, which is drawn otherwise when it has the focus.
      const clip = { x: box.x + 5, y: box.y + 5, width: box.width - 10, height: box.height - 10 };
      const picture = async () => { await page.waitForTimeout(250); return inkOf(other, await page.screenshot({ clip })); };
      await page.getByRole('heading', { level: 1 }).first().click();
      await page.mouse.move(2, 2);
      const drawn = await picture();
      await field.focus();
      const typed = await picture();
      assert.ok(drawn.right > 100, 'there is text');
      for (const edge of ['left', 'top', 'right', 'bottom']) {
        assert.ok(Math.abs(drawn[edge] - typed[edge]) <= 1, `${key} ${edge}: drawn at ${drawn[edge]}, edited at ${typed[edge]}`);
      }
    }
    await other.close();
  });

  test('saves and errors are heard: Ctrl+S, and a wrong number when its field is left', async () => {
    await page.bringToFront();
    await go(page, 'scoring');
    const heard = page.locator('[role=status].announcer');
    await page.keyboard.press('Control+s');
    await heard.filter({ hasText: vi('page.saved_by_key') }).first().waitFor();
    const item = items.find((i) => i.kind === 'score');
    await page.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: beginning(item.label) }).click();
    await put(textbox(page, 'ui.points'), 'năm');
    await button(page, 'ui.next_item').focus();
    await heard.filter({ hasText: vi('points.not_a_number', { given: 'năm' }) }).first().waitFor();
  });
});
