// The compiled module as JavaScript sees it, and text in and out of their memory.

/**
 * What src/page/main.cc and, for the worker, src/engine/main.cc export.
 * @typedef {object} Page
 * @property {Uint8Array} HEAPU8
 * @property {(size: number) => number} _malloc
 * @property {(at: number) => void} _free
 * @property {(at: number, size: number, into: number) => void} _thuoc_font
 * @property {() => void} _thuoc_start
 * @property {(how: number) => number} _thuoc_draw
 * @property {(width: number, height: number, scaleX: number, scaleY: number, ms: number) => number} _thuoc_frame
 * @property {(at: number, size: number) => void} _thuoc_english
 * @property {(at: number, size: number) => void} _thuoc_event
 * @property {(id: number, idSize: number, at: number, size: number, more: number) => void} _thuoc_stored
 * @property {(node: number, kind: number, at: number, size: number, number: number) => void} _thuoc_act
 * @property {(x: number, y: number, state: number) => void} _thuoc_pointer
 * @property {(job: number, jobSize: number, args: number, argsSize: number) => void} _engine_run
 */

/** Any module with a heap. @typedef {{HEAPU8: Uint8Array, _malloc: (size: number) => number, _free: (at: number) => void}} Heap */

const encoder = new TextEncoder();
// What is told by the hundred leaves no array behind each.
const scratch = new Uint8Array(1 << 21);

/** As UTF-8, until the next text. @param {string} text */
function encoded(text) {
  if (3 * text.length > scratch.length) return encoder.encode(text);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

/**
 * Calls `use` with the text as UTF-8 in the module's memory, freed afterwards.
 * @template T
 * @param {Heap} module
 * @param {string} text
 * @param {(at: number, size: number) => T} use
 * @returns {T}
 */
export function withText(module, text, use) {
  const bytes = encoded(text);
  const at = module._malloc(bytes.length || 1);
  module.HEAPU8.set(bytes, at);
  const result = use(at, bytes.length);
  module._free(at);
  return result;
}

/**
 * Bytes the module keeps for ever (fonts).
 * @param {Heap} module
 * @param {Uint8Array} bytes
 */
export function place(module, bytes) {
  const at = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, at);
  return at;
}

/**
 * thuoc.wasm is what a school needs, office.wasm everything: a second download only for whom it is.
 * @typedef {'thuoc' | 'office'} ModuleName
 */

/**
 * Emscripten's factory. It is built, not written, so tsc has never seen it.
 * @param {ModuleName} name
 * @returns {Promise<(options: Record<string, unknown>) => Promise<Page>>}
 */
export const maker = async (name) => (await import(new URL(`${name}.mjs`, import.meta.url).href)).default;

/**
 * The module's code, compiled once for the page and its workers.
 * @param {ModuleName} name
 * @param {(done: number, total: number) => void} [progress]  in bytes
 * @param {AbortSignal} [signal]
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(name, progress, signal) {
  const response = await fetch(new URL(`${name}.wasm`, import.meta.url), { signal });
  if (!response.ok || !response.body) throw new Error(`${name}.wasm: ${response.status}`);
  // A server tells the length of the packed bytes; tools/site.mjs wrote down what arrives here.
  const total = Number(document.documentElement.dataset[name]);
  let done = 0;
  const counted = response.body.pipeThrough(new TransformStream({
    transform(/** @type {Uint8Array} */ chunk, control) {
      progress?.(done += chunk.length, total);
      control.enqueue(chunk);
    },
  }));
  // Whatever type the host sends for .wasm.
  return WebAssembly.compileStreaming(new Response(counted, { headers: { 'Content-Type': 'application/wasm' } }));
}

/**
 * What emscripten calls to have the code instantiated.
 * @param {WebAssembly.Module} compiled
 */
export const instantiate = (compiled) =>
  (/** @type {WebAssembly.Imports} */ imports, /** @type {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} */ done) => {
    void WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
    return {};
  };

/** Letters that few ever need, in fonts of their own (tools/fonts.mjs), as CSS writes ranges: of other languages and of
 * formulas; and what Be Vietnam Pro has not got and Inter has, ŏ and ŭ of Gia Rai and Ba Na among them. None of
 * Vietnamese, nor of the page's own texts. */
export const SELDOM = {
  'be-vietnam-pro-more': 'U+100-101, U+104-107, U+10a-10b, U+10e-10f, U+112-113, U+116-11b, U+11e-121, U+126-127, U+12a-12b, U+12e-131, U+139-13a, U+13d-13e, U+141-144, U+147-148, U+14c-14d, U+150-155, U+158-15b, U+15e-167, U+16a-16b, U+16e-17e, U+2070-207f, U+208a-209c',
  'inter-more': 'U+108-109, U+114-115, U+11c-11d, U+122-125, U+12c-12d, U+132-138, U+13b-13c, U+13f-140, U+145-146, U+149-14b, U+14e-14f, U+156-157, U+15c-15d, U+16c-16d, U+17f',
};
