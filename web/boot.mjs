// Starts the page: fonts, module, store, and the wires between them.
import { Canvas, meter } from './canvas.mjs';
import { Blobs, watchDropAndPaste } from './files.mjs';
import { listen } from './input.mjs';
import { Jobs } from './jobs.mjs';
import { Mirror } from './mirror.mjs';
import { answer } from './port.mjs';
import { Locks, Store } from './store.mjs';
import { compile, instantiate, maker, place, withText } from './wasm.mjs';

/** @typedef {import('./wasm.mjs').Page} Page */

const FONTS = [
  { file: 'be-vietnam-pro-400', family: 'Be Vietnam Pro', weight: '400' },
  { file: 'be-vietnam-pro-600', family: 'Be Vietnam Pro', weight: '600' },
  { file: 'symbols', family: 'Symbols', weight: '400' },
];

/** @param {string} id */
function need(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}

/** @param {string} url */
async function bytes(url) {
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function boot() {
  const canvas = new Canvas(/** @type {HTMLCanvasElement} */ (need('canvas')));
  const mirror = new Mirror(need('mirror'));
  if (!canvas.context) {
    need('no-webgl').hidden = false;
    need('progress').hidden = true;
    return;
  }

  const [store, makePage, compiled, ...fonts] = await Promise.all([
    Store.open(),
    maker(),
    compile(),
    ...FONTS.map(({ file }) => bytes(`fonts/${file}.ttf`)),
  ]);
  // The same bytes for the browser's text: what is typed must look like what is drawn.
  await Promise.all(FONTS.map(async ({ family, weight }, i) => {
    document.fonts.add(await new FontFace(family, fonts[i].slice().buffer, { weight, lineGapOverride: '0%' }).load());
  }));

  /** @type {Page} */
  let page;
  const tell = (/** @type {string} */ what, /** @type {number} */ ticket, /** @type {Record<string, any>} */ data) => {
    withText(page, JSON.stringify({ what, ticket, data }), (at, size) => page._thuoc_event(at, size));
    canvas.wake(3);
  };
  const blobs = new Blobs();
  const locks = new Locks((id) => tell('lock_lost', 0, { id }));
  const english = async () => {
    const rows = await bytes('english.txt');
    page._thuoc_english(place(page, rows), rows.length);
  };
  const world = { store, locks, blobs, jobs: new Jobs(), compiled, english, tell };

  page = await makePage({
    instantiateWasm: instantiate(compiled),
    // What src/port/web/library_port.js calls.
    port: {
      ask: (/** @type {number} */ ticket, /** @type {string} */ what, /** @type {string} */ json) => { answer(world, ticket, what, json); },
      show: (/** @type {[ArrayBufferLike, number, number, number, number]} */ ...nodes) => {
        const begun = performance.now();
        mirror.show(...nodes);
        meter.mirrorMs[meter.frames % 512] = performance.now() - begun;
      },
      wake: (/** @type {number} */ frames) => canvas.wake(frames),
      gl: () => canvas.context,
    },
  });
  // 0 regular with symbols, 1 semibold with symbols.
  const symbols = fonts[2];
  for (const font of fonts.slice(0, 2)) {
    page._thuoc_font(place(page, font), font.length, 0);
    page._thuoc_font(place(page, symbols), symbols.length, 1);
  }
  if (!page._thuoc_start()) throw new Error('WebGL 2 refused the shaders');

  const typing = listen(mirror,
    (node, kind, text, number) => {
      withText(page, text, (at, size) => page._thuoc_act(node, kind, at, size, number));
      canvas.wake(3);
    },
    (x, y, state) => { page._thuoc_pointer(x, y, state); canvas.wake(2); },
    (key) => tell('key', 0, { key }));
  watchDropAndPaste(blobs, (purpose, files) => tell('files', 0, { purpose, files }));
  // What was typed reaches the dossier in a frame; a hidden page gets none by itself.
  const flush = () => { typing.commit(); canvas.draw(performance.now()); tell('flush', 0, {}); };
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') flush(); });
  need('skip').addEventListener('click', (event) => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  });

  const [dossiers, keys, office, settings, info] = await Promise.all([
    store.all('dossier'), store.all('key'), store.all('office'), store.all('setting'), store.info()]);
  tell('start', 0, {
    lang: document.documentElement.lang, dossiers, keys, office,
    settings: Object.fromEntries(settings.map(({ id, json }) => [id, json])),
    persisted: info.persisted, storage_error: store.refused,
  });
  canvas.start(page);
  need('hello').remove();
  Object.assign(window, { __thuoc: meter });
}

boot().catch((error) => {
  console.error(error);
  need('progress').hidden = true;
  need('failed').hidden = false;
});
