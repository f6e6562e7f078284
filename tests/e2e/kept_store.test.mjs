// What is kept (web/store.mjs) in a real browser, without the module: a closed, cleared or silent database, a deleted
// record, bytes under a hash, and two tabs that want one dossier.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { serve } from '../../tools/serve.mjs';
import { ROOT, launch, profile } from './support.mjs';

/** @type {Awaited<ReturnType<typeof serve>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [served, browser] = await Promise.all([serve(join(ROOT, 'web'), 0, '/'), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

/** A tab with the store's classes as S. @param {import('playwright-core').BrowserContext} context */
async function tab(context) {
  const page = await context.newPage();
  await page.goto(new URL('icon.svg', served.url).href);
  await page.evaluate(async (url) => { globalThis.S = await import(url); globalThis.store = await S.Store.open(); }, new URL('store.mjs', served.url).href);
  return page;
}

/** What an evaluation fails with: its code. */
const code = (page, work, arg) => page.evaluate(`(${work})(${JSON.stringify(arg ?? null)}).then(() => '', (e) => e.code ?? String(e))`);

test('a connection that was closed is opened again, and the record is there', async () => {
  const page = await tab(await profile(browser));
  assert.equal(await code(page, async () => { await store.put('dossier', 'a', '1'); }), '');
  await page.evaluate(() => store.db.close());
  assert.equal(await code(page, async () => { await store.put('dossier', 'a', '2', true); }), '');
  assert.equal(await page.evaluate(() => store.get('dossier', 'a')), '2');
  await page.evaluate(() => store.db.dispatchEvent(new Event('close')));
  assert.equal(await page.evaluate(() => store.get('dossier', 'a')), '2');
});

test('a cleared store is made anew and the record saved; a newer page is named as the cause', async () => {
  const context = await profile(browser);
  const page = await tab(context), other = await tab(context);
  await page.evaluate(() => store.put('dossier', 'a', '1'));
  await other.evaluate(() => new Promise((done, failed) => {
    store.db.close();
    const gone = indexedDB.deleteDatabase('thuoc');
    gone.onsuccess = done; gone.onerror = failed;
  }));
  assert.equal(await code(page, async () => { await store.put('dossier', 'a', '2', true); }), '');
  assert.equal(await page.evaluate(() => store.get('dossier', 'a')), '2');
  await other.evaluate(() => new Promise((done, failed) => {
    const newer = indexedDB.open('thuoc', 2);
    newer.onsuccess = done; newer.onerror = failed;
  }));
  assert.equal(await code(page, async () => { await store.put('dossier', 'a', '3'); }), 'storage.newer');
});

test('what another tab deleted does not come back by itself', async () => {
  const context = await profile(browser);
  const page = await tab(context), other = await tab(context);
  await page.evaluate(() => store.put('dossier', 'a', '1'));
  await other.evaluate(() => store.erase('dossier', 'a'));
  assert.equal(await code(page, async () => { await store.put('dossier', 'a', '2', true); }), 'storage.gone');
  assert.equal(await page.evaluate(() => store.get('dossier', 'a')), '');
  assert.equal(await code(page, async () => { await store.put('dossier', 'a', '2'); }), '');
});

test('what is kept in parts takes the place of all parts of before; letters come back as they were', async () => {
  const page = await tab(await profile(browser));
  const kept = async (/** @type {Record<string, any>} */ shelf) => shelf.evaluate(async () => (await store.all('office')).map(({ id, json }) => [id, JSON.parse(json)]));
  await page.evaluate(() => store.put('office', 'rows-00000', '1'));
  await page.evaluate(() => store.put('office', 'round', '"đầu"', false, ['"một"', '"hai"', '"𐐀"']));
  assert.deepEqual(await kept(page), [['round', 'đầu'], ['round-00000', 'một'], ['round-00001', 'hai'], ['round-00002', '𐐀'], ['rows-00000', 1]]);
  await page.evaluate(() => store.put('office', 'round', '2', false, ['3']));
  assert.deepEqual(await kept(page), [['round', 2], ['round-00000', 3], ['rows-00000', 1]]);
  // Likewise where the browser refuses to keep anything.
  await page.evaluate(async () => {
    globalThis.store = new S.Store(null, null);
    await store.put('office', 'rows-00000', '1');
    await store.put('office', 'round', '2', false, ['3', '4']);
    await store.put('office', 'round', '5', false, ['6']);
  });
  assert.deepEqual(await kept(page), [['round', 5], ['round-00000', 6], ['rows-00000', 1]]);
});

test('bytes kept under a hash are never replaced', async () => {
  const page = await tab(await profile(browser));
  const text = await page.evaluate(async () => {
    await store.keep('hash', new Blob(['first']));
    await store.keep('hash', new Blob(['other']));
    return (await store.blob('hash'))?.text();
  });
  assert.equal(text, 'first');
});

test('a database that never answers: after some seconds the page goes on in memory and says why', async () => {
  const page = await tab(await profile(browser));
  const said = await page.evaluate(async () => {
    IDBFactory.prototype.open = () => /** @type {any} */ ({});
    const silent = await S.Store.open();
    await silent.put('dossier', 'a', '1');
    return [silent.refused?.code, await silent.get('dossier', 'a')];
  });
  assert.deepEqual(said, ['storage.silent', '1']);
});

test('taking over: the first tab writes and lets go, the second reads after that; one that does not answer is not waited for', async () => {
  const context = await profile(browser);
  const first = await tab(context), second = await tab(context);
  await first.evaluate(async () => {
    globalThis.lost = [];
    globalThis.locks = new S.Locks((id) => lost.push(id), async (id) => {
      await new Promise((on) => setTimeout(on, 300));
      await store.put('dossier', id, 'the last letters');
      locks.release(id);
    });
    await locks.take('a', true);
    await store.put('dossier', 'a', 'before');
  });
  const read = await second.evaluate(async () => {
    globalThis.locks = new S.Locks(() => {}, () => {});
    if (await locks.take('a', false)) return 'held by nobody';
    await locks.take('a', true);
    return store.get('dossier', 'a');
  });
  assert.equal(read, 'the last letters');
  assert.deepEqual(await first.evaluate(() => lost), []);
  // Now the second has it and does not answer.
  const began = Date.now();
  assert.equal(await first.evaluate(() => locks.take('a', true)), true);
  assert.ok(Date.now() - began < 10_000);
  assert.equal(await second.evaluate(() => locks.held.has('a')), false);
});
