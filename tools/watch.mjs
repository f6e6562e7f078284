// make watch: serves the page, and builds and reloads it whenever a source is saved. watch.mjs [PORT]
// What does not build is told here; the page stays as it was.
import { spawn } from 'node:child_process';
import { readdirSync, watch } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serve } from './serve.mjs';

const BUILD = 'build/watch', SITE = 'build/watch/site';
const COMPILED = ['src', 'assets', 'criteria', 'cmake'], FOLDERS = [...COMPILED, 'web'];
const PAUSE = 60;  // an editor writes a file in several steps

/** @param {string} command @param {string[]} args @returns {Promise<boolean>} */
const runs = (command, ...args) => new Promise((done) => {
  spawn(command, args, { stdio: 'inherit' }).on('error', () => done(false)).on('close', (status) => done(status === 0));
});

/**
 * Tells which files were saved, several at once. Only some systems can watch a tree: each folder is watched by itself.
 * @param {string[]} folders @param {(files: string[]) => void} told @returns {() => void} ends it
 */
export function watchFolders(folders, told) {
  /** @type {Map<string, import('node:fs').FSWatcher>} */
  const watchers = new Map();
  /** @type {Set<string>} */
  const saved = new Set();
  /** @type {NodeJS.Timeout | undefined} */
  let soon;
  const add = (/** @type {string} */ folder) => {
    if (watchers.has(folder)) return;
    try {
      watchers.set(folder, watch(folder, (_, name) => {
        saved.add(join(folder, name ?? ''));
        clearTimeout(soon);
        soon = setTimeout(() => {
          for (const one of folders) add_below(one);
          told([...saved]);
          saved.clear();
        }, PAUSE);
      }).on('error', () => { watchers.get(folder)?.close(); watchers.delete(folder); }));
    } catch { /* gone meanwhile */ }
  };
  const add_below = (/** @type {string} */ folder) => {
    add(folder);
    for (const one of readdirSync(folder, { withFileTypes: true })) if (one.isDirectory()) add_below(join(folder, one.name));
  };
  for (const folder of folders) add_below(folder);
  return () => { clearTimeout(soon); for (const one of watchers.values()) one.close(); };
}

async function build(/** @type {boolean} */ compile) {
  const start = Date.now();
  const built = (!compile || await runs('.toolchain/em', 'cmake', '--build', BUILD, '--target', 'modules'))
    && await runs(process.execPath, 'tools/site.mjs', SITE, BUILD);
  console.log(built ? `built in ${((Date.now() - start) / 1000).toFixed(1)} s` : 'not built: the page stays as it was');
  return built;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
  /** @type {Set<string>} */
  const waiting = new Set();
  let busy = true;
  /** @type {() => void} */
  let reload = () => {};
  const work = async () => {
    if (busy) return;
    busy = true;
    while (waiting.size) {
      const compile = [...waiting].some((file) => COMPILED.includes(file.split(sep)[0]));
      waiting.clear();
      if (await build(compile)) reload();
    }
    busy = false;
  };
  watchFolders(FOLDERS, (files) => { for (const file of files) waiting.add(file); void work(); });
  await build(true);
  const server = await serve(SITE, Number(process.argv[2] ?? 8080), '/', true);
  reload = server.reload;
  console.log(`Thước: ${server.url}   (Ctrl+C to stop)`);
  busy = false;
  await work();
}
