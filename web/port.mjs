// The browser's side of src/port/port.h: each question has one function here, each answer goes back
// as an event.
import { choose, download, readText, shrink } from './files.mjs';
import { JOBS } from './jobs.mjs';
import { opensItself } from './nodes.mjs';
import { preview } from './preview.mjs';
import { PortError } from './store.mjs';

/** @typedef {import('./wasm.mjs').Page} Page */
/** @typedef {Record<string, any>} Args */

/**
 * Everything a question may need.
 * @typedef {object} World
 * @property {import('./store.mjs').Store} store
 * @property {import('./store.mjs').Locks} locks
 * @property {import('./files.mjs').Blobs} blobs
 * @property {import('./jobs.mjs').Jobs} jobs
 * @property {import('./wasm.mjs').ModuleName} module  the one that asks
 * @property {WebAssembly.Module} compiled
 * @property {(module: import('./wasm.mjs').ModuleName, files: Args[], progress: (done: number, total: number) => void, signal: AbortSignal) => Promise<void>} become
 * @property {{ticket: number, stop: AbortController} | null} becoming
 * @property {() => Promise<void>} english  gives C++ the English texts
 * @property {(what: string, ticket: number, data: Args) => void} tell  an event for C++
 * @property {(look: import('./look.mjs').Look) => void} look  colours and text size for the page
 */

/** @param {World} world @param {Args} args @returns {Promise<Blob>} */
async function bytesOf({ blobs, store }, args) {
  if (args.text !== undefined) return new Blob([args.text]);
  if (args.blob) return blobs.get(args.blob);
  const kept = await store.blob(args.sha256);
  if (!kept) throw new PortError('file.not_here', [], args.name);
  return kept;
}

/** @type {Record<string, (args: Args, world: World, ticket: number) => Promise<Args> | Args>} */
const ANSWERS = {
  // Storage
  put: async ({ store, id, json, must_exist: mustExist, parts }, world) => { await world.store.put(store, id, json, mustExist === true, parts); return {}; },
  get: async ({ store, id }, world) => ({ json: await world.store.get(store, id) }),
  erase: async ({ store, id }, world) => { await world.store.erase(store, id); return {}; },
  keep: async ({ blob, sha256 }, world) => { await world.store.keep(sha256, world.blobs.get(blob)); return {}; },
  have: async ({ sha256 }, world) => {
    const kept = new Set(await world.store.keptHashes());
    return { have: sha256.filter((/** @type {string} */ hash) => kept.has(hash)) };
  },
  retain: async ({ sha256 }, world) => { await world.store.retain(sha256); return {}; },
  lock: async ({ id, steal }, world) => ({ held: await world.locks.take(id, steal === true) }),
  unlock: ({ id }, world) => { world.locks.release(id); return {}; },
  storage_info: (_args, world) => world.store.info(),

  // Files
  pick: async (args, world) => {
    const files = await choose(args);
    // Asking thousands of files for their size takes a second: at the office the first are read meanwhile.
    const some = world.module === 'office' && args.purpose === 'bundles' ? 256 : files.length;
    for (let at = 0; at < files.length; at += some) {
      if (at) await new Promise((on) => { setTimeout(on); });
      world.tell('files', 0, { purpose: args.purpose, files: files.slice(at, at + some).map((file) => world.blobs.row(file)) });
    }
    return {};
  },
  save: async (args, world) => { download(await bytesOf(world, args), args.name); return {}; },
  read_text: async (args, world) => ({ text: await readText(world.blobs.get(args.blob), args.limit, args.name ?? '') }),
  preview: async (args, world) => {
    await preview(await bytesOf(world, args), { name: args.name, close: args.close, save: args.save, none: args.none });
    return {};
  },
  shrink: async (args, world) => {
    const smaller = await shrink(await bytesOf(world, args), args.side, args.quality);
    return { blob: world.blobs.add(smaller), size: smaller.size, name: `${(args.name ?? '').replace(/\.[^.]*$/, '')}.jpg`, type: smaller.type };
  },
  release: ({ blob }, world) => { world.blobs.release(blob); return {}; },
  cancel: ({ ticket }, world) => {
    world.jobs.cancel(ticket);
    const { becoming } = world;
    if (becoming && becoming.ticket === ticket) becoming.stop.abort();
    return {};
  },

  // The page
  copy: async ({ text }) => {
    await navigator.clipboard.writeText(text).catch(() => { throw new PortError('browser.no_clipboard'); });
    return {};
  },
  open: ({ url }) => {
    if (!opensItself(url)) throw new PortError('browser.bad_link', [['url', url]]);
    const link = document.createElement('a');
    link.href = url;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    link.click();
    return {};
  },
  title: ({ text, lang, drop, skip }) => {
    const page = document.documentElement;
    if (text) document.title = text;
    if (lang) page.lang = lang;
    if (drop) page.dataset.drop = drop;
    const link = document.getElementById('skip');
    if (skip && link) link.textContent = skip;
    return {};
  },
  announce: ({ text, assertive }) => {
    // What is outside of a modal dialog is not read.
    const home = [...document.querySelectorAll('dialog[open]')].pop() ?? document.body;
    const region = document.createElement('div');
    region.className = 'announcer';
    region.setAttribute('role', assertive ? 'alert' : 'status');
    home.append(region);
    // A live region is heard when it changes, not when it comes.
    setTimeout(() => { region.textContent = text; }, 60);
    setTimeout(() => region.remove(), 8000);
    return {};
  },
  look: (look, world) => { world.look(/** @type {import('./look.mjs').Look} */ (look)); return {}; },
  at: ({ at }) => { history.replaceState(null, '', at ? `#${at}` : location.pathname + location.search); return {}; },
  become: async ({ module, files }, world, ticket) => {
    const stop = new AbortController();
    world.becoming = { ticket, stop };
    await world.become(module, files, (done, total) => world.tell('progress', ticket, { done, total }), stop.signal);
    return {};
  },
  english: async (_args, world) => {
    await world.english().catch(() => { throw new PortError('browser.no_english'); });
    return {};
  },
  wake_in: ({ ms }, world, ticket) => { setTimeout(() => world.tell('tick', ticket, {}), ms); return {}; },
};

/** The evidence a dossier names, as Blobs: the worker may have no store of its own. @param {World} world @param {string} dossier */
async function evidenceOf(world, dossier) {
  /** @type {Map<string, Blob>} */
  const kept = new Map();
  /** @type {{file?: {sha256: string}}[]} */
  const evidence = JSON.parse(dossier).evidence ?? [];
  for (const { file } of evidence) {
    const blob = file && await world.store.blob(file.sha256);
    if (blob) kept.set(file.sha256, blob);
  }
  return kept;
}

/** @param {Args} args @param {World} world @param {string} job @param {number} ticket */
async function runJob(args, world, job, ticket) {
  const { blob, blobs = blob ? [blob] : [], text, ...rest } = args;
  const stored = text !== undefined || (job === 'hash' && args.sha256) ? [await bytesOf(world, args)] : [];
  const order = {
    job, args: rest, blobs: [...stored, ...blobs.map((/** @type {number} */ number) => world.blobs.get(number))], module: world.module, compiled: world.compiled,
    kept: job === 'write_bundle' ? await evidenceOf(world, args.dossier) : new Map(),
  };
  const done = await world.jobs.run(ticket, order, (data) => world.tell('progress', ticket, data));
  if (done.blobs) {
    const files = done.blobs.map((bytes, i) => ({ blob: world.blobs.add(bytes), name: done.answer.names[i], size: bytes.size, type: '', path: '' }));
    return { ...done.answer, files };
  }
  return done.blob ? { ...done.answer, blob: world.blobs.add(done.blob) } : done.answer;
}

/**
 * Answers one question of C++.
 * @param {World} world @param {number} ticket @param {string} what @param {string} json
 */
export async function answer(world, ticket, what, json) {
  try {
    const args = JSON.parse(json);
    const data = JOBS.includes(what) ? await runJob(args, world, what, ticket) : await ANSWERS[what](args, world, ticket);
    // Never before C++ has the ticket in hand.
    await Promise.resolve();
    world.tell('answer', ticket, data);
  } catch (error) {
    await Promise.resolve();
    world.tell('answer', ticket, { error: asError(error, what) });
  }
}

/** @param {unknown} error @param {string} what @returns {Args} */
function asError(error, what) {
  if (error instanceof PortError) return error.toJSON();
  if (error && typeof error === 'object' && 'code' in error && typeof error.code === 'string') return /** @type {Args} */ (error);
  console.error(what, error);
  return { code: 'job.crashed', args: [['reason', String(error)]] };
}
