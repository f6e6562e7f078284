// The page for who does not see it, or sees it otherwise: axe-core's rules on every screen, and what
// no rule can tell: where the focus is, what is announced, what the browser itself finds in the text.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PHONE, WIDE, launch, open, profile, site } from './support.mjs';
import { office, school } from './support/screens.mjs';

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
  const looks = [['light', { viewport: WIDE }], ['dark', { viewport: PHONE, colorScheme: 'dark' }], ['high contrast', { viewport: WIDE, contrast: 'more' }]];
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
      await office(enter, await school(enter, visit), visit);
      assert.deepEqual(found, {});
      assert.ok(screens >= 18, `${screens} screens`);
    });
  }
});
