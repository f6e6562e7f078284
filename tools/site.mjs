// Puts the static site together: site.mjs OUT_DIR [BUILD_DIR]. Everything is addressed relatively, so any static host and sub-path will do.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const out = resolve(process.argv[2] ?? 'dist');
const build = resolve(root, process.argv[3] ?? 'build/wasm');
const recipe = statSync(fileURLToPath(import.meta.url)).mtimeMs;

/** @returns {string[]} */
const walk = (/** @type {string} */ dir) => readdirSync(dir, { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? walk(join(dir, entry.name)) : [join(dir, entry.name)]));

/** Types, reasons and long names are for people: nobody has to download them. */
async function minified(/** @type {string} */ code) {
  // Loaded when there is something to do: it takes longer than all the rest.
  const { minify } = await import('terser');
  return (await minify(code, { module: true, ecma: 2020, compress: { passes: 2 } })).code ?? '';
}

/** @type {Map<string, string>} where in the site → which file */
const files = new Map();
const web = join(root, 'web');
if (existsSync(web)) for (const file of walk(web)) {
  const name = relative(web, file);
  // Types are for tsc, a README for people.
  if (!/(\.d\.m?ts|tsconfig.*\.json|\.md)$/.test(name)) files.set(name, file);
}
for (const name of ['thuoc.mjs', 'thuoc.wasm', 'office.mjs', 'office.wasm', 'english.txt']) {
  const file = join(build, name);
  if (existsSync(file)) files.set(name, file); else console.warn(`site: ${name} is not built (no sources yet?)`);
}
for (const name of readdirSync(join(root, 'build/fonts'))) if (name !== 'done') files.set(join('fonts', name), join(root, 'build/fonts', name));

mkdirSync(out, { recursive: true });
for (const [name, file] of files) {
  const target = join(out, name), from = statSync(file);
  if (name === 'index.html') {
    // How much of each module there is to come, for the progress shown meanwhile: a server tells the
    // length of the packed bytes.
    const sizes = ['thuoc', 'office'].map((module) => {
      const wasm = files.get(`${module}.wasm`);
      return `data-${module}="${wasm ? statSync(wasm).size : 0}"`;
    });
    writeFileSync(target, readFileSync(file, 'utf8').replace('<html ', `<html ${sizes.join(' ')} `));
    continue;
  }
  const to = existsSync(target) ? statSync(target) : undefined;
  // The same time (utimes keeps no fractions), and put there since this recipe was last changed.
  if (to && Math.abs(to.mtimeMs - from.mtimeMs) < 1 && to.ctimeMs > recipe) continue;
  mkdirSync(dirname(target), { recursive: true });
  if (name.endsWith('.mjs')) writeFileSync(target, await minified(readFileSync(file, 'utf8')));
  else if (name.endsWith('.css')) writeFileSync(target, readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/\n?/g, '').replace(/^ +/gm, ''));
  else copyFileSync(file, target);
  utimesSync(target, from.atime, from.mtime);
}

// What is compiled in asks to be named.
const deps = join(root, '.toolchain/deps');
const notices = [['Dear ImGui', 'imgui/LICENSE.txt'], ['JSON for Modern C++', 'nlohmann/LICENSE.MIT'], ['libsodium', 'libsodium/LICENSE'],
  ['zlib', 'zlib/LICENSE'], ['libxlsxwriter, with minizip', 'xlsxwriter/License.txt'],
  ['musl, the C library', '../emscripten/root/usr/share/emscripten/system/lib/libc/musl/COPYRIGHT'],
  ['QR Code generator library', 'qrcodegen/Readme.markdown']]
  .filter(([, file]) => existsSync(join(deps, file)))
  .map(([name, file]) => {
    const text = readFileSync(join(deps, file), 'utf8');
    return `==== ${name}\n\n${file.endsWith('.markdown') ? text.slice(text.search(/^License$/m)) : text}`;
  });
writeFileSync(join(out, 'LICENSES.txt'), `Thước is built with these libraries; the fonts' licence is fonts/OFL.txt.\n\n${notices.join('\n')}`);
files.set('LICENSES.txt', '');

for (const file of walk(out)) if (!files.has(relative(out, file))) rmSync(file);
