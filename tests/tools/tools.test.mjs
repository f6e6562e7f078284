// The build's own tools: what goes in wrong must not come out quietly.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { serve } from '../../tools/serve.mjs';
import { watchFolders } from '../../tools/watch.mjs';

const dir = mkdtempSync(join(tmpdir(), 'thuoc-tools-'));
after(() => rmSync(dir, { recursive: true }));
const put = (name, text) => { writeFileSync(join(dir, name), text); return join(dir, name); };
const embed = (...args) => spawnSync(process.execPath, ['tools/embed.mjs', ...args], { encoding: 'utf8' });

test('embed: a key that one language lacks ends the build and is named', () => {
  const result = embed('english', join(dir, 'out.txt'), put('k.vi.json', '{"a":"A","b":"B"}'), put('k.en.json', '{"a":"A"}'));
  assert.equal(result.status, 1);
  assert.match(result.stderr, /"b" is not in en/);
});

test('embed: a key written in two files is refused', () => {
  const result = embed('texts', join(dir, 'out.cc'), 'rows', put('x.vi.json', '{"a":"A"}'), put('y.vi.json', '{"a":"B"}'));
  assert.equal(result.status, 1);
  assert.match(result.stderr, /"a" is there twice/);
});

test('embed: rows are the keys and then their texts, of the wanted keys only', () => {
  const files = [put('r.vi.json', '{"b.x":"Hai","a.x":"Một"}'), put('r.en.json', '{"b.x":"Two","a.x":"One"}')];
  assert.equal(embed('english', join(dir, 'rows.txt'), ...files).status, 0);
  assert.equal(readFileSync(join(dir, 'rows.txt'), 'utf8'), 'a.x\0b.x\0One\0Two\0');
  assert.equal(embed('texts', join(dir, 'rows.cc'), 'rows:b.', files[1]).status, 0);
  assert.match(readFileSync(join(dir, 'rows.cc'), 'utf8'), /string_view thuoc::rows\(\) \{ return std::string_view\("b\.x\\000Two\\000", 8\)/);
});

test('embed: a file is the same bytes after a C++ compiler has read it', () => {
  const bytes = Buffer.concat([Buffer.from('??="\\\n\t\r\0' + '7 việt Ộ "'.repeat(500)), Buffer.from(Array.from({ length: 256 }, (_, i) => i))]);
  writeFileSync(join(dir, 'p.json'), bytes);
  assert.equal(embed('packs', join(dir, 'out.cc'), join(dir, 'p.json')).status, 0);
  // The declarations the generated file includes, without the repository's: the tool is what is tested.
  const code = readFileSync(join(dir, 'out.cc'), 'utf8').replace(/#include .*/, `#include <span>
#include <string_view>
#include <cstdio>
namespace thuoc { struct BuiltinPack { std::string_view file, json; }; std::span<const BuiltinPack> builtin_packs(); }`);
  put('main.cc', `${code}\nint main() { auto j = thuoc::builtin_packs()[0].json; std::fwrite(j.data(), 1, j.size(), stdout); }\n`);
  const compiled = spawnSync('g++', ['-std=c++20', '-o', join(dir, 'main'), join(dir, 'main.cc')], { encoding: 'utf8' });
  assert.equal(compiled.status, 0, compiled.stderr);
  assert.deepEqual(spawnSync(join(dir, 'main')).stdout, bytes);
});

test('LICENSES.txt names every library that is compiled in', () => {
  const deps = /foreach\(dep ([^)]+)\)/.exec(readFileSync('cmake/deps.cmake', 'utf8'))?.[1].split(' ') ?? [];
  assert.ok(deps.length > 5);
  const site = readFileSync('tools/site.mjs', 'utf8');
  for (const dep of deps) if (dep !== 'doctest') assert.ok(site.includes(`'${dep}/`), dep);
});

test('the changelog begins with the version of page, tool and bundles', () => {
  const version = /^project\(thuoc VERSION (\S+) /m.exec(readFileSync('CMakeLists.txt', 'utf8'))?.[1];
  assert.match(version ?? '', /^\d+\.\d+\.\d+$/);
  assert.equal(/^## (\S+)/m.exec(readFileSync('CHANGELOG.md', 'utf8'))?.[1], version);
});

test('no type has two definitions: the linker would take one of them for both', () => {
  const seen = new Map();
  for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!/\.(h|cc)$/.test(name)) continue;
    const spaces = [];
    for (const line of readFileSync(join('src', name), 'utf8').split('\n')) {
      const space = /^namespace(?: ([\w:]+))? \{$/.exec(line);
      if (space) spaces.push(space[1] ?? '');
      else if (/^\}  \/\/ namespace/.test(line)) spaces.pop();
      // In a nameless namespace they are the file's own.
      const type = /^(?:struct|class|union|enum(?: class)?) ([\w:]+)[^;]*\{/.exec(line);
      if (!type || spaces.includes('')) continue;
      const full = [...spaces, type[1]].join('::');
      assert.ok(!seen.has(full), `${full} in ${seen.get(full)} and ${name}`);
      seen.set(full, name);
    }
  }
  assert.ok(seen.size > 150, String(seen.size));
});

test('serve: types, a sub-path, and nothing from outside the folder', async () => {
  put('index.html', '<!doctype html>');
  put('a.wasm', '');
  const server = await serve(dir, 0, '/sub/path/');
  const get = (/** @type {string} */ path) => fetch(server.url.replace('localhost', '127.0.0.1').replace('/sub/path/', path));
  try {
    assert.equal((await get('/sub/path/')).headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal((await get('/sub/path/a.wasm')).headers.get('content-type'), 'application/wasm');
    assert.equal((await get('/')).status, 404);
    assert.equal((await get('/sub/path/none')).status, 404);
    assert.equal((await get('/sub/path/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd')).status, 403);
  } finally { await server.close(); }
});

test('watch: the page reloads when it is told to, by a script that a built site never has', async () => {
  const page = '<!doctype html><head></head>';
  put('index.html', page);
  const plain = await serve(dir), watched = await serve(dir, 0, '/', true);
  try {
    assert.equal(await (await fetch(plain.url)).text(), page);
    assert.equal((await fetch(`${plain.url}watch`)).status, 404);
    assert.match(await (await fetch(watched.url)).text(), /<script src="\/watch.js"><\/script><\/head>/);
    assert.match(await (await fetch(`${watched.url}watch.js`)).text(), /EventSource\('\/watch'\)/);
    const told = (await fetch(`${watched.url}watch`)).body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.equal((await told?.read())?.value, ':\n\n');
    watched.reload();
    assert.equal((await told?.read())?.value, 'data: reload\n\n');
  } finally { await plain.close(); await watched.close(); }
});

test('watch: a file saved in a folder that was made meanwhile is told', async () => {
  const tree = join(dir, 'tree');
  mkdirSync(join(tree, 'old'), { recursive: true });
  let told = (/** @type {string[]} */ _) => {};
  const next = () => new Promise((done) => { told = done; });
  const end = watchFolders([tree], (files) => told(files));
  try {
    let saved = next();
    writeFileSync(join(tree, 'old/a.cc'), '');
    assert.deepEqual(await saved, [join(tree, 'old/a.cc')]);
    saved = next();
    mkdirSync(join(tree, 'new'));
    assert.deepEqual(await saved, [join(tree, 'new')]);
    saved = next();
    writeFileSync(join(tree, 'new/b.cc'), '');
    assert.deepEqual(await saved, [join(tree, 'new/b.cc')]);
  } finally { end(); }
});

test('the lock file names no registry', () => {
  assert.doesNotMatch(readFileSync('package-lock.json', 'utf8'), /"resolved"|https?:[^"]*\.tgz/);
});
