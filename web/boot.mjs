// Starts the page: fonts, module, store, and the wires between them.
import { Canvas, meter } from './canvas.mjs';
import { Blobs, watchDropAndPaste } from './files.mjs';
import { ACT, listen } from './input.mjs';
import { Jobs } from './jobs.mjs';
import { keepFieldInSight, systemLooks, watchSystem, wear } from './look.mjs';
import { Mirror } from './mirror.mjs';
import { answer } from './port.mjs';
import { Locks, PortError, Store } from './store.mjs';
import { SELDOM, compile, instantiate, maker, place, withText } from './wasm.mjs';

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

/** @param {number} got @param {number} all  bytes of the module */
function showProgress(got, all) {
  const bar = /** @type {HTMLProgressElement} */ (need('bar'));
  bar.max = all;
  bar.value = got;
  need('bytes').textContent = `${Math.floor(got / 1024)} / ${Math.ceil(all / 1024)} KB`;
}

/** @param {import('./wasm.mjs').ModuleName} name @param {(done: number, total: number) => void} [progress] @param {AbortSignal} [signal] */
async function download(name, progress, signal) {
  const [make, compiled] = await Promise.all([maker(name), compile(name, progress, signal)]);
  return { name, make, compiled };
}

async function boot() {
  const canvas = new Canvas(/** @type {HTMLCanvasElement} */ (need('canvas')));
  const mirror = new Mirror(need('mirror'));
  const at = location.hash === '#office' ? 'office' : '';
  const [store, downloaded, ...fonts] = await Promise.all([
    Store.open(),
    // Without the office's part the school's says what to do.
    at ? download('office', showProgress).catch(() => download('thuoc', showProgress)) : download('thuoc', showProgress),
    ...FONTS.map(({ file }) => bytes(`fonts/${file}.ttf`)),
  ]);
  // The same bytes for the browser's text: what is typed must look like what is drawn.
  await Promise.all(FONTS.map(async ({ family, weight }, i) => {
    document.fonts.add(await new FontFace(family, fonts[i].slice().buffer, { weight, lineGapOverride: '0%' }).load());
  }));

  const blobs = new Blobs();
  const locks = new Locks((id) => tell('lock_lost', 0, { id }), (id) => tell('lock_wanted', 0, { id }));
  /** The module that draws. @type {Page} */
  let page;
  /** Signs, and letters that few need; the font each adds to. @type {[Uint8Array, number][]} */
  const added = [[fonts[2], 0], [fonts[2], 1]];
  // The browser fetches them when it meets such a letter in the mirror; the canvas gets them then.
  for (const [i, { family, weight }] of FONTS.slice(0, 2).entries()) {
    for (const [name, unicodeRange] of Object.entries(SELDOM)) {
      const url = `fonts/${name}-${weight}.ttf`;
      const face = new FontFace(family, `url(${new URL(url, import.meta.url)})`, { weight, lineGapOverride: '0%', unicodeRange });
      document.fonts.add(face);
      face.loaded.then(async () => {
        const font = await bytes(url);
        added.push([font, i]);
        page._thuoc_font(place(page, font), font.length, i);
        canvas.wake(2);
      }).catch((error) => console.warn(error));
    }
  }
  /** An event for it. @type {import('./port.mjs').World['tell']} */
  let tell = () => {};

  /**
   * Puts a module in its place; the one before, if any, is heard no more.
   * @param {Awaited<ReturnType<typeof download>>} downloaded
   * @param {{at: string, files: Record<string, any>[]}} to  where it begins
   * @param {() => void} leave  called when the new one is ready to draw; throws to stay
   */
  async function enter({ name, make, compiled }, to, leave) {
    const jobs = new Jobs();
    /** @type {import('./port.mjs').World} */
    const world = {
      store, locks, blobs, jobs, module: name, compiled, becoming: null,
      look: (look) => wear(look, canvas),
      english: async () => {
        const rows = await bytes('english.txt');
        own._thuoc_english(place(own, rows), rows.length);
      },
      tell: (what, ticket, data) => {
        withText(own, JSON.stringify({ what, ticket, data }), (at, size) => own._thuoc_event(at, size));
      },
      become: async (module, files, progress, signal) => {
        try {
          await enter(await download(module, progress, signal), { at: module, files }, () => {
            signal.throwIfAborted();
            world.tell = () => {};
            jobs.end();
            canvas.stop();
            mirror.reset();
          });
        } catch (error) {
          console.warn(error);
          throw new PortError('browser.no_office');
        }
      },
    };
    const own = await make({
      instantiateWasm: instantiate(compiled),
      // What src/page/library_port.js calls.
      port: {
        ask: (/** @type {number} */ ticket, /** @type {string} */ what, /** @type {string} */ json) => { void answer(world, ticket, what, json); },
        show: (/** @type {[ArrayBufferLike, number, number, number, number]} */ ...nodes) => {
          const begun = performance.now();
          mirror.show(...nodes);
          meter.mirrorMs[meter.frames % 512] = performance.now() - begun;
        },
        wake: (/** @type {number} */ frames) => canvas.wake(frames),
        gl: () => canvas.gl,
        put: (/** @type {[ArrayBuffer, number, number, number, number, number]} */ ...pixels) => canvas.put(...pixels),
      },
    });
    leave();
    // 0 regular, 1 semibold; then what is added to each.
    for (const font of fonts.slice(0, 2)) own._thuoc_font(place(own, font), font.length, -1);
    for (const [more, to] of added) own._thuoc_font(place(own, more), more.length, to);
    own._thuoc_start();
    page = own;
    tell = (...event) => world.tell(...event);

    const [dossiers, keys, settings, info] = await Promise.all([store.all('dossier'), store.all('key'), store.all('setting'), store.info()]);
    tell('system', 0, systemLooks());
    // One by one: forty thousand rows are a hundred megabytes.
    const ids = name === 'office' ? await store.ids('office') : [];
    for (const [i, id] of ids.entries()) {
      const json = await store.get('office', id);
      withText(own, id, (...ofId) => withText(own, json, (...text) => own._thuoc_stored(...ofId, ...text, ids.length - 1 - i)));
    }
    tell('start', 0, {
      lang: document.documentElement.lang, dossiers, keys,
      settings: Object.fromEntries(settings.map(({ id, json }) => [id, json])),
      persisted: info.persisted, storage_error: store.refused, ...to,
    });
    canvas.start(own);
  }
  await enter(downloaded, { at, files: [] }, () => {});

  // Widgets take actions when they are drawn, and a press may take the screen away: what was done elsewhere
  // before it is drawn first, however long the page was busy, or what was typed last would be lost.
  let acted = { node: 0, frame: 0 };
  const inTurn = (/** @type {number} */ node) => {
    if (acted.node && acted.node !== node && acted.frame === meter.frames) canvas.draw(performance.now());
  };
  const typing = listen(mirror,
    (node, kind, text, number) => {
      const does = kind === ACT.input || kind === ACT.click;
      if (does) inTurn(node);
      withText(page, text, (at, size) => page._thuoc_act(node, kind, at, size, number));
      if (does || kind === ACT.commit) acted = { node, frame: meter.frames };
      canvas.wake(3);
    },
    (x, y, state) => { page._thuoc_pointer(x / canvas.zoom, y / canvas.zoom, state); canvas.wake(2); },
    (key) => { inTurn(0); tell('key', 0, { key }); });
  keepFieldInSight();
  watchDropAndPaste(blobs, (purpose, files) => {
    inTurn(0);  // the screen says what the files are for
    tell('files', 0, { purpose, files });
  });
  // What was typed reaches the dossier in a frame; a hidden page gets none by itself.
  const flush = () => { typing.commit(); canvas.draw(performance.now()); tell('flush', 0, {}); };
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') flush(); });
  need('skip').addEventListener('click', (event) => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  });
  watchSystem((system) => tell('system', 0, system));
  need('hello').remove();
  Object.assign(window, { __thuoc: meter });
}

boot().catch((error) => {
  console.error(error);
  need('progress').remove();
  need(typeof WebAssembly === 'object' ? 'failed' : 'no-wasm').hidden = false;
});
